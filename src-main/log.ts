// The till's own log: one JSON line an event, rotated, without secrets. Owns where it lies; decides nothing, and whatever
// becomes of its files never reaches the till.
import fs from 'node:fs';
import path from 'node:path';
import pino from 'pino';
import type { DestinationStream } from 'pino';
import pinoRoll from 'pino-roll';
import { redact, redactText } from './redact.ts';

export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** A log that lies in a data folder, and how much it had to say since the program started. */
export interface KeptLog extends Log {
  readonly folder: string;
  counts(): { warnings: number; errors: number };
}

export const logFolder = (folder: string): string => path.join(folder, 'log');

/** A log that cannot be written is silent: a full disk must not take the till with it. */
async function openFiles(folder: string): Promise<DestinationStream | null> {
  try {
    const stream = await pinoRoll({
      file: path.join(folder, 'till'),
      extension: '.log',
      size: '5m',
      limit: { count: 6 },
      mkdir: true,
      sync: true,
    });
    stream.on('error', () => undefined);
    return stream;
  } catch {
    return null;
  }
}

function writeSafely(write: () => void): void {
  try {
    write();
  } catch {
    // See openFiles: nobody is left who could be told.
  }
}

/** Seven files of 5 MB under `folder`/log. PINs, keys, codes and card numbers never reach them. */
export async function openLog(folder: string): Promise<KeptLog> {
  const place = logFolder(folder);
  const stream = await openFiles(place);
  const options = { base: null, timestamp: pino.stdTimeFunctions.isoTime };
  const lines = stream === null ? null : pino(options, stream);
  const counts = { warnings: 0, errors: 0 };
  const write = (level: 'info' | 'warn' | 'error', fields: object, message: string) =>
    writeSafely(() => lines?.[level](redact(fields) as object, redactText(message)));
  return {
    folder: place,
    counts: () => ({ ...counts }),
    info: (fields, message) => write('info', fields, message),
    warn(fields, message) {
      counts.warnings += 1;
      write('warn', fields, message);
    },
    error(fields, message) {
      counts.errors += 1;
      write('error', fields, message);
    },
  };
}

/** For tools that report on their own output. */
export const silentLog: KeptLog = {
  folder: '',
  counts: () => ({ warnings: 0, errors: 0 }),
  info() {},
  warn() {},
  error() {},
};

/** The end of the log in a data folder, newest file last, at most `bytes` of it; empty where there is none. */
export function latestLog(folder: string, bytes: number): string {
  const place = logFolder(folder);
  const names = fs.existsSync(place) ? fs.readdirSync(place).filter((name) => name.endsWith('.log')) : [];
  const files = names.map((name) => path.join(place, name));
  files.sort((a, b) => fs.statSync(a).mtimeMs - fs.statSync(b).mtimeMs);
  // Two of them hold more than is asked for; none is read to be thrown away.
  const text = files
    .slice(-2)
    .map((file) => fs.readFileSync(file, 'utf8'))
    .join('');
  const end = text.slice(-bytes);
  return end.length < text.length ? end.slice(end.indexOf('\n') + 1) : end;
}
