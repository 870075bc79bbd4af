// How far a long piece of work is, on a terminal's error output; silent where nobody watches.
import type { Writable } from 'node:stream';

export interface Progress {
  /** Shows a line in place of the last one, at most ten times a second. */
  show(line: string): void;
  /** Takes the line away. */
  clear(): void;
}

/** Progress for a stream; one that is not a terminal gets nothing. */
export function progressOn(output: Writable & { isTTY?: boolean }): Progress {
  if (output.isTTY !== true) return { show() {}, clear() {} };
  let last = 0;
  return {
    show(line) {
      const now = performance.now();
      if (now - last < 100) return;
      last = now;
      output.write(`\r\u001b[K${line}`);
    },
    clear() {
      output.write('\r\u001b[K');
    },
  };
}
