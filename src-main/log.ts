// The till's own log: one JSON line an event, rotated, without secrets. Owns where it lies; decides nothing.
import path from 'node:path';
import pino from 'pino';
import pinoRoll from 'pino-roll';

export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Seven files of 5 MB under `folder`/log; PINs and keys never reach them. */
export async function openLog(folder: string): Promise<Log> {
  const stream = await pinoRoll({
    file: path.join(folder, 'log', 'till'),
    extension: '.log',
    size: '5m',
    limit: { count: 7 },
    mkdir: true,
    sync: true,
  });
  const redact = {
    paths: ['pin', '*.pin', 'args.pin', 'args.staff[*].pin', 'key', '*.key'],
    censor: '[secret]',
  };
  const log: Log = pino({ redact, base: null, timestamp: pino.stdTimeFunctions.isoTime }, stream);
  return log;
}

/** For tools that report on their own output. */
export const silentLog: Log = { info() {}, warn() {}, error() {} };
