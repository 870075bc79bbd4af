// Speaks to the person who started the script: plain lines, and a line that keeps moving while something long
// runs. It owns no words of its own and never writes to a stream it was not given.

const FRAME_MS = 120;
const QUIET_LOG_MS = 30_000;

export const seconds = (startedMs) => `${((Date.now() - startedMs) / 1000).toFixed(1)} s`;

/**
 * `say(line)` prints a line. `say.during(text, work)` shows that `work` is going on: on a terminal the line counts
 * the seconds, in a log it is printed once and then every half minute, so that nobody takes silence for a hang.
 */
export function speaker(stream) {
  const say = (line) => void stream.write(`${line}\n`);
  say.during = async (text, work) => {
    const startedMs = Date.now();
    const stop = stream.isTTY ? spin(stream, text, startedMs) : repeat(say, text, startedMs);
    try {
      return await work();
    } finally {
      stop();
    }
  };
  return say;
}

function spin(stream, text, startedMs) {
  const draw = () => stream.write(`\r\u001B[K${text} ${Math.floor((Date.now() - startedMs) / 1000)} s`);
  draw();
  const timer = setInterval(draw, FRAME_MS);
  return () => {
    clearInterval(timer);
    stream.write(`\r\u001B[K${text} ${seconds(startedMs)}\n`);
  };
}

function repeat(say, text, startedMs) {
  say(text);
  const timer = setInterval(() => say(`  still at it, ${seconds(startedMs)}`), QUIET_LOG_MS);
  return () => clearInterval(timer);
}
