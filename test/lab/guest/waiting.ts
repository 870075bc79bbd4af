// Waiting in a machine that is emulated, and slow. Owns no limit but the one that ends everything.

/** Nothing that works takes as long, even here. */
const PATIENCE_MS = 40_000;

export const sleep = (timeMs: number): Promise<void> => new Promise((wake) => setTimeout(wake, timeMs));

/** `what` is said if it never happens. */
export async function until(what: string, isTrue: () => boolean, patienceMs = PATIENCE_MS): Promise<void> {
  const startedMs = performance.now();
  while (!isTrue()) {
    if (performance.now() - startedMs > patienceMs) throw new Error(`waited in vain for ${what}`);
    await sleep(10);
  }
}
