// A record of the recorder (shim.c) as events. Owns the byte form; knows nothing of disks or crashes.
import fs from 'node:fs';

/** Files and folders go by their inode; names by their path below the recorded folder. */
export type Event =
  | { kind: 'write'; inode: number; at: number; bytes: Buffer; isMainThread: boolean }
  | { kind: 'size'; inode: number; size: number; isMainThread: boolean }
  | { kind: 'sync'; inode: number; isMainThread: boolean }
  | { kind: 'create'; inode: number; path: string; isFolder: boolean; isMainThread: boolean }
  | { kind: 'rename'; from: string; to: string; isMainThread: boolean }
  | { kind: 'unlink'; path: string; isMainThread: boolean }
  /** Bytes on standard output: they reached whoever waits for answers. */
  | { kind: 'said'; text: string; isMainThread: boolean };

const HEAD = 32;

interface Entry {
  kind: string;
  isMainThread: boolean;
  inode: number;
  at: number;
  first: Buffer;
  second: Buffer;
}

function* entriesOf(bytes: Buffer): Generator<Entry> {
  for (let i = 0; i + HEAD <= bytes.length;) {
    const [first, second] = [bytes.readUInt32LE(i + 4), bytes.readUInt32LE(i + 8)];
    const start = i + HEAD;
    yield {
      kind: String.fromCharCode(bytes[i] ?? 0),
      isMainThread: bytes[i + 1] === 1,
      inode: Number(bytes.readBigUInt64LE(i + 16)),
      at: Number(bytes.readBigInt64LE(i + 24)),
      first: bytes.subarray(start, start + first),
      second: bytes.subarray(start + first, start + first + second),
    };
    i = start + first + second;
  }
}

function eventOf({ kind, isMainThread, inode, at, first, second }: Entry): Event {
  const path = () => first.toString('utf8');
  switch (kind) {
    case 'W':
      return { kind: 'write', inode, at, bytes: first, isMainThread };
    case 'Z':
      return { kind: 'size', inode, size: at, isMainThread };
    case 'S':
      return { kind: 'sync', inode, isMainThread };
    case 'C':
    case 'M':
      return { kind: 'create', inode, path: path(), isFolder: kind === 'M', isMainThread };
    case 'R':
      return { kind: 'rename', from: path(), to: second.toString('utf8'), isMainThread };
    case 'U':
    case 'D':
      return { kind: 'unlink', path: path(), isMainThread };
    case 'A':
      return { kind: 'said', text: path(), isMainThread };
    default:
      throw new Error(`the record holds a call that cannot be replayed: ${first.toString('utf8')} (${kind})`);
  }
}

/** The events of a record, in their order. Throws when the till did something that the recorder cannot follow. */
export function readRecord(file: string): Event[] {
  return [...entriesOf(fs.readFileSync(file))].map(eventOf);
}

/** The calls among them, as the killing recorder counts. */
export const callsOf = (events: readonly Event[]) => events.filter(({ kind }) => kind !== 'said');
