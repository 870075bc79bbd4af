// What the till writes into its log by itself, so that whoever helps can see the day: devices that came and went, the disk,
// who stood there, and the last words of a program that breaks. Never what was sold, and decides nothing but its own end.
import type { TillEvent } from '#contract/events.ts';
import type { Log } from './log.ts';

/** What of an event is worth a line; null is none. Sales are the journal's business. */
function lineOf({ event, payload }: TillEvent): { level: 'info' | 'warn'; fields: object } | null {
  switch (event) {
    case 'device.changed': {
      const { role, state, trouble } = payload;
      return { level: state === 'attention' ? 'warn' : 'info', fields: { role, state, trouble } };
    }
    case 'store.changed':
    case 'disk.changed':
    case 'update.changed':
      return { level: 'info', fields: payload };
    case 'session.changed':
      return { level: 'info', fields: { staffId: payload.session?.staffId ?? null } };
    case 'shift.changed':
      return { level: 'info', fields: { shiftId: payload.shift?.shiftId ?? null } };
    case 'print.changed':
      return payload.state === 'uncertain' ? { level: 'warn', fields: payload } : null;
    default:
      return null;
  }
}

/** Writes the till's own events into its log as long as it lives. */
export function keepDiary(
  till: { subscribe(listener: (event: TillEvent) => void): () => void },
  log: Log,
): () => void {
  return till.subscribe((event) => {
    const line = lineOf(event);
    if (line !== null) log[line.level](line.fields, event.event);
  });
}

/**
 * A program that broke where nobody caught it writes why and ends: what is committed is safe, and a till that goes on in
 * an unknown state is not. Returns how to stop listening.
 */
export function sayLastWords(process: NodeJS.Process, log: Log): () => void {
  const end = (error: unknown, origin: string) => {
    log.error({ err: error, origin }, 'the program broke and ends');
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  };
  process.on('uncaughtException', end);
  return () => void process.off('uncaughtException', end);
}
