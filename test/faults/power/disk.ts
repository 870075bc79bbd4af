// A disk under a recorded till: what is on it for sure, and what was written and not synced. Owns the model of power loss:
// an fsync keeps a file's bytes, a folder's fsync keeps its names, and of everything else any part may be there.
import fs from 'node:fs';
import path from 'node:path';
import type { Event } from './record.ts';

/** Something that a power cut may undo. A change of size is one of its own: it may be kept without the bytes. */
export type Pending =
  | { id: number; kind: 'write'; file: File; at: number; bytes: Buffer }
  | { id: number; kind: 'size'; file: File; size: number; grows: boolean }
  /** One step for a rename: both names change, or neither. */
  | {
      id: number;
      kind: 'names';
      folder: Folder;
      changes: { folder: Folder; name: string; node: Node | null }[];
    };

interface File {
  kind: 'file';
  number: number;
  /** What is on the disk for sure. */
  kept: Buffer;
  /** Counts the syncs, so that equal contents need not be compared. */
  version: number;
  /** As running programs see it. */
  size: number;
  /** What is written to it is nothing that anybody reads after a cut. */
  isMemory: boolean;
}

interface Folder {
  kind: 'folder';
  number: number;
  kept: Map<string, Node>;
  /** As running programs see it. */
  names: Map<string, Node>;
}

type Node = File | Folder;

/** One step of what was not synced, as it is found after the cut. `sectors` tells which parts of a write are there. */
export interface Kept {
  pending: Pending;
  sectors?: readonly boolean[];
}

export const SECTOR = 512;
/** The shared memory beside a database is made anew by whoever opens it first. */
const isMemory = (name: string) => name.endsWith('-shm');

export const sectorsOf = (write: { at: number; bytes: Buffer }) =>
  Math.floor((write.at + write.bytes.length - 1) / SECTOR) - Math.floor(write.at / SECTOR) + 1;

export class Disk {
  readonly root: Folder;
  readonly #nodes = new Map<number, Node>();
  #pending: Pending[] = [];
  #nextNumber = 0;
  #nextId = 0;

  /** A disk on which everything below `folder` is synced; `inodes` are those of the record, by place. */
  constructor(folder: string, inodes: Readonly<Record<string, number>>) {
    const inodeOf = (place: string) => inodes[path.relative(folder, place)] ?? 0;
    this.root = this.#newFolder(inodeOf(folder));
    this.#readFolder(folder, this.root, inodeOf);
  }

  #newFolder(inode: number): Folder {
    const node: Folder = { kind: 'folder', number: this.#nextNumber++, kept: new Map(), names: new Map() };
    this.#nodes.set(inode, node);
    return node;
  }

  #newFile(inode: number, kept: Buffer, name: string): File {
    const number = this.#nextNumber++;
    const size = kept.length;
    const node: File = { kind: 'file', number, kept, version: 0, size, isMemory: isMemory(name) };
    this.#nodes.set(inode, node);
    return node;
  }

  #readFolder(folder: string, node: Folder, inodeOf: (place: string) => number): void {
    for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
      const place = path.join(folder, entry.name);
      const inode = inodeOf(place);
      const child = entry.isDirectory()
        ? this.#newFolder(inode)
        : this.#newFile(inode, fs.readFileSync(place), entry.name);
      node.kept.set(entry.name, child);
      node.names.set(entry.name, child);
      if (child.kind === 'folder') this.#readFolder(place, child, inodeOf);
    }
  }

  /** What a power cut now may undo, in the order in which it was done. */
  get pending(): readonly Pending[] {
    return this.#pending;
  }

  #find(place: string): { folder: Folder; name: string } {
    const parts = place.split('/');
    const name = parts.pop() ?? '';
    let folder = this.root;
    for (const part of parts) {
      const next = folder.names.get(part);
      if (next?.kind !== 'folder') throw new Error(`the record names ${place}, whose folder it never made`);
      folder = next;
    }
    return { folder, name };
  }

  #rename(changes: { folder: Folder; name: string; node: Node | null }[]): void {
    for (const { folder, name, node } of changes) {
      if (node === null) folder.names.delete(name);
      else folder.names.set(name, node);
    }
    const last = changes.at(-1);
    if (last === undefined) return;
    this.#pending.push({ id: this.#nextId++, kind: 'names', folder: last.folder, changes });
  }

  /** Does what an event did. */
  take(event: Event): void {
    switch (event.kind) {
      case 'create': {
        const { inode, isFolder } = event;
        const place = this.#find(event.path);
        const node = isFolder ? this.#newFolder(inode) : this.#newFile(inode, Buffer.alloc(0), place.name);
        return this.#rename([{ ...place, node }]);
      }
      case 'unlink':
        return this.#rename([{ ...this.#find(event.path), node: null }]);
      case 'rename': {
        const [from, to] = [this.#find(event.from), this.#find(event.to)];
        const node = from.folder.names.get(from.name);
        if (node === undefined) throw new Error(`the record renames ${event.from}, which was never made`);
        return this.#rename([
          { ...from, node: null },
          { ...to, node },
        ]);
      }
      case 'write':
        return this.#write(this.#fileOf(event.inode), event.at, event.bytes);
      case 'size':
        return this.#resize(this.#fileOf(event.inode), event.size);
      case 'sync':
        return this.#sync(this.#nodeOf(event.inode));
      case 'said':
    }
  }

  #nodeOf(inode: number): Node {
    const node = this.#nodes.get(inode);
    if (node === undefined) throw new Error(`the record writes to a file it never made (inode ${inode})`);
    return node;
  }

  #fileOf(inode: number): File {
    const node = this.#nodeOf(inode);
    if (node.kind !== 'file') throw new Error('the record writes to a folder');
    return node;
  }

  #resize(file: File, size: number): void {
    if (file.isMemory) return;
    this.#pending.push({ id: this.#nextId++, kind: 'size', file, size, grows: size > file.size });
    file.size = size;
  }

  #write(file: File, at: number, bytes: Buffer): void {
    if (file.isMemory) return;
    if (at + bytes.length > file.size) this.#resize(file, at + bytes.length);
    this.#pending.push({ id: this.#nextId++, kind: 'write', file, at, bytes });
  }

  #sync(node: Node): void {
    const isSynced = (one: Pending) => (one.kind === 'names' ? one.folder : one.file) === node;
    const synced = this.#pending.filter(isSynced);
    if (synced.length === 0) return;
    this.#pending = this.#pending.filter((one) => !isSynced(one));
    if (node.kind === 'file') {
      node.kept = contentOf(
        node,
        synced.map((pending) => ({ pending })),
      );
      node.version += 1;
    }
    for (const one of synced) if (one.kind === 'names') applyNames(one.changes, keptNames);
  }

  /** The files as they are found when, of what was not synced, `kept` is there, in this order. */
  after(kept: readonly Kept[]): Map<string, Found> {
    const names = new Map<Folder, Map<string, Node>>();
    const namesOf = (folder: Folder) => {
      const known = names.get(folder) ?? new Map(folder.kept);
      names.set(folder, known);
      return known;
    };
    const byFile = new Map<File, Kept[]>();
    for (const one of kept) {
      if (one.pending.kind === 'names') applyNames(one.pending.changes, namesOf);
      else byFile.set(one.pending.file, [...(byFile.get(one.pending.file) ?? []), one]);
    }
    const found = new Map<string, Found>();
    const walk = (folder: Folder, place: string) => {
      found.set(`${place}/`, { isFolder: true });
      for (const [name, node] of namesOf(folder)) {
        if (node.kind === 'folder') walk(node, `${place}/${name}`);
        else if (!isMemory(name)) found.set(`${place}/${name}`, new FoundFile(node, byFile.get(node) ?? []));
      }
    };
    walk(this.root, '');
    return found;
  }
}

/** A file as it is found after the cut; its bytes are made when they are asked for. */
export class FoundFile {
  readonly isFolder = false;
  readonly #file: File;
  readonly #kept: readonly Kept[];
  constructor(file: File, kept: readonly Kept[]) {
    this.#file = file;
    this.#kept = kept;
  }
  /** The same for two findings that surely hold the same bytes. */
  get sameAs(): string {
    const steps = this.#kept.map(({ pending, sectors }) =>
      sectors === undefined ? pending.id : `${pending.id}:${sectors.map(Number).join('')}`,
    );
    return `${this.#file.number}.${this.#file.version}/${steps.join(',')}`;
  }
  bytes(): Buffer {
    return contentOf(this.#file, this.#kept);
  }
}
export type Found = { isFolder: true } | FoundFile;

const keptNames = (folder: Folder) => folder.kept;

function applyNames(
  changes: readonly { folder: Folder; name: string; node: Node | null }[],
  namesOf: (folder: Folder) => Map<string, Node>,
): void {
  for (const { folder, name, node } of changes) {
    if (node === null) namesOf(folder).delete(name);
    else namesOf(folder).set(name, node);
  }
}

/** The kept bytes with some steps done; what a size that grew holds without its bytes is zeros. */
function contentOf(file: File, steps: readonly Kept[]): Buffer {
  if (steps.length === 0) return file.kept;
  let size = file.kept.length;
  let room = Buffer.from(file.kept);
  const make = (wanted: number) => {
    if (wanted <= room.length) return;
    const larger = Buffer.alloc(Math.max(wanted, room.length * 2));
    room.copy(larger);
    room = larger;
  };
  for (const { pending, sectors } of steps) {
    if (pending.kind === 'size') {
      make(pending.size);
      if (pending.grows) size = Math.max(size, pending.size);
      else {
        size = pending.size;
        room.fill(0, size);
      }
    } else if (pending.kind === 'write') {
      make(pending.at + pending.bytes.length);
      copyWrite(room, pending, sectors);
    }
  }
  // Bytes beyond the size that was kept were never the file's.
  return room.subarray(0, size);
}

function copyWrite(
  room: Buffer,
  { at, bytes }: { at: number; bytes: Buffer },
  sectors?: readonly boolean[],
): void {
  if (sectors === undefined) return void bytes.copy(room, at);
  const first = Math.floor(at / SECTOR);
  sectors.forEach((isThere, i) => {
    if (!isThere) return;
    const start = Math.max(at, (first + i) * SECTOR);
    const end = Math.min(at + bytes.length, (first + i + 1) * SECTOR);
    bytes.copy(room, start, start - at, end - at);
  });
}
