// Carries the till over JSON lines, for scripts, imports, soak and fault tests.
// Owns the cutting of lines and the flow in both directions; never looks into a message.
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import {
  connect,
  frontBytes,
  inFlightLimit,
  messageLimitBytes,
  numberAtFront,
  silent,
  tooLong,
  Unreadable,
} from './connection.ts';
import type { Carried, Carrier, ShellLog } from './connection.ts';

/**
 * Answers every line of `input` on `output`, until the input ends and the last answer is written, or nobody reads
 * any more (EPIPE). Reads on only while answers can be written and the connection has room, so a script may be piped
 * in at once. Rejects when a stream breaks in any other way. Neither stream is closed.
 */
export async function runHeadless(
  till: Carried,
  input: Readable,
  output: Writable,
  log: ShellLog = silent,
): Promise<void> {
  const reader = new AbortController();
  const lose = (error: NodeJS.ErrnoException) => {
    if (reader.signal.aborted) return;
    reader.abort(error);
    // Ends the reading below, which may be waiting for a line that never comes.
    input.destroy();
  };
  const loseQuietly = () => lose(Object.assign(new Error('the output was closed'), { code: 'EPIPE' }));
  output.on('error', lose).on('close', loseQuietly);
  let deliver: (raw: unknown) => void = () => {};
  const carrier: Carrier = {
    send: (message) => void output.write(`${JSON.stringify(message)}\n`),
    onMessage: (take) => (deliver = take),
    onClose() {},
  };
  const connection = connect(till, carrier, log);
  try {
    for await (const line of cutLines(input)) {
      deliver(line);
      await connection.whenBelow(inFlightLimit);
      if (output.writableNeedDrain) await once(output, 'drain', { signal: reader.signal });
    }
    await connection.whenBelow(1);
    if (output.writable) await new Promise((written) => output.write('', written));
  } catch (error) {
    if (!reader.signal.aborted) throw error;
  } finally {
    connection.close();
    output.off('error', lose).off('close', loseQuietly);
  }
  if (reader.signal.aborted && reader.signal.reason.code !== 'EPIPE') throw reader.signal.reason;
}

const newline = 0x0a;

/** The lines of a stream of bytes, without their line ends; blank ones are left out, overlong ones never held. */
async function* cutLines(input: Readable): AsyncGenerator<string | Unreadable> {
  let pieces: Buffer[] = [];
  let length = 0;
  let isOverlong = false;
  // Of an overlong line only this is kept: whose request it was.
  let front = '';
  const add = (piece: Buffer) => {
    if (length < frontBytes) front += piece.toString('latin1', 0, frontBytes - length);
    length += piece.length;
    isOverlong ||= length > messageLimitBytes + 1;
    if (isOverlong) pieces = [];
    else pieces.push(piece);
  };
  const finish = () => {
    const line = isOverlong
      ? new Unreadable(tooLong, numberAtFront(front))
      : decode(Buffer.concat(pieces, length));
    front = '';
    pieces = [];
    length = 0;
    isOverlong = false;
    return line;
  };
  for await (const chunk of input) {
    let rest = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Buffer);
    for (let end = rest.indexOf(newline); end >= 0; end = rest.indexOf(newline)) {
      add(rest.subarray(0, end));
      rest = rest.subarray(end + 1);
      const line = finish();
      if (line !== '') yield line;
    }
    add(rest);
  }
  const last = finish();
  if (last !== '') yield last;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decode(line: Buffer): string | Unreadable {
  try {
    return utf8.decode(line).trim();
  } catch {
    return new Unreadable('the message is not UTF-8');
  }
}
