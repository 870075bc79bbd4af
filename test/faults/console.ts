// What a long campaign shows while it works, and how it is told to stop. Knows no campaign.

const QUIET_MS = 15_000;

/** A line that moves on a terminal; in a log, one line every quarter of a minute. */
export function makeProgress(): { show: (line: string) => void; end: () => void } {
  const { stderr } = process;
  let last = performance.now();
  return {
    show(line) {
      if (stderr.isTTY) stderr.write(`\r\u001b[K${line}`);
      else if (performance.now() - last > QUIET_MS) {
        last = performance.now();
        stderr.write(`${line}\n`);
      }
    },
    end: () => void (stderr.isTTY && stderr.write('\r\u001b[K')),
  };
}

/** Ctrl+C ends the campaign with what it has found so far; a second one ends the program. */
export function cancelling(): AbortSignal {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  return controller.signal;
}
