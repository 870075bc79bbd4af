// The list of what is tried in the guest, one after the other, and how each ends. Owns the report; the checks know
// nothing of it.
import { readdirSync, readlinkSync, writeSync } from 'node:fs';

export interface Check {
  readonly name: string;
  /** Throws where it finds a fault. What it answers are figures for whoever reads the report. */
  run(): Promise<string | void>;
}

/** Everything that one check may take, in milliseconds. */
const DEADLINE_MS = 240_000;

const tell = (report: object) => void writeSync(1, `${JSON.stringify(report)}\n`);

/** Something for the host to look at. */
export const show = (name: string, text: string): void => tell({ kind: 'shown', name, text });

export async function runAll(checks: readonly Check[]): Promise<void> {
  tell({ kind: 'plan', names: checks.map(({ name }) => name) });
  for (const check of checks) {
    const { name } = check;
    const startedMs = performance.now();
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error('it did not come to its end')), DEADLINE_MS);
    try {
      const figures = await Promise.race([check.run(), late]);
      tell({
        kind: 'passed',
        name,
        figures: figures ?? null,
        timeMs: Math.floor(performance.now() - startedMs),
      });
    } catch (error) {
      const { stack = String(error) } = error as Error;
      tell({ kind: 'failed', name, why: stack, timeMs: Math.floor(performance.now() - startedMs) });
    } finally {
      clearTimeout(timer);
    }
  }
}

export function equal(found: unknown, wanted: unknown, what: string): void {
  const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (a !== b) throw new Error(`${what}: ${a}, not ${b}`);
}

export function holds(isTrue: boolean, what: string): void {
  if (!isTrue) throw new Error(`not so: ${what}`);
}

/** What this process has open, by name. */
export function openFiles(): string[] {
  return readdirSync('/proc/self/fd')
    .flatMap((fd) => {
      try {
        return [readlinkSync(`/proc/self/fd/${fd}`)];
      } catch {
        return [];
      }
    })
    .filter((name) => name.startsWith('/dev/') && !name.startsWith('/dev/ttyS') && name !== '/dev/null')
    .toSorted();
}
