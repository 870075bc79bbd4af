// What a long run says while it works: one line that moves on a terminal, a line now and then in a log. Writes to stderr
// only; decides nothing.
const QUIET_MS = 15_000;

export interface Progress {
  /** So many of so many are done. */
  step(what: string, done: number, of: number): void;
  /** What is done now. */
  say(what: string): void;
  /** Clears the line. */
  end(): void;
}

export function openProgress(): Progress {
  const { stderr } = process;
  let lastMs = performance.now() - QUIET_MS;
  const show = (line: string) => {
    if (stderr.isTTY) stderr.write(`\r\u001b[K${line}`);
    else if (performance.now() - lastMs > QUIET_MS) {
      lastMs = performance.now();
      stderr.write(`${line}\n`);
    }
  };
  return {
    step: (what, done, of) => show(`${what}: ${done} of ${of}`),
    say: show,
    end: () => void (stderr.isTTY && stderr.write('\r\u001b[K')),
  };
}

/** For tests and whoever does not want to know. */
export const noProgress: Progress = { step() {}, say() {}, end() {} };
