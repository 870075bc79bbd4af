// The commands that a printer carries out as they arrive, offline or not and wherever they stand, even inside a picture:
// DLE EOT, DLE ENQ and DLE DC4. It only watches the bytes; what waits in the buffer is not its business.

export type RealTime =
  /** DLE EOT 1 to 4: how it is. */
  | { readonly kind: 'question'; readonly n: number }
  /** DLE ENQ 2 and DLE DC4 8: the buffer is thrown away, and an error with it. */
  | { readonly kind: 'clear' }
  /** DLE DC4 1: a pulse of so many times 100 ms. */
  | { readonly kind: 'pulse'; readonly pin: 2 | 5; readonly times: number };

const DLE = 0x10;
/** DLE DC4 8 has these behind it, so that chance does not throw a buffer away. */
const CLEAR_KEY = [0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08];

/** How long a real-time command is that begins so; 0 while that is not known; null for none. */
export function realTimeLength(bytes: readonly number[]): number | null {
  const [first, second, third] = bytes;
  if (first !== DLE) return null;
  if (second === undefined) return 0;
  if (second === 0x04 || second === 0x05) return 3;
  if (second !== 0x14) return null;
  if (third === undefined) return 0;
  return third === 1 || third === 2 ? 5 : third === 8 ? 3 + CLEAR_KEY.length : null;
}

function read(bytes: readonly number[]): RealTime | null {
  const [, second, third = 0, fourth = 0, fifth = 0] = bytes;
  if (second === 0x04) return third >= 1 && third <= 4 ? { kind: 'question', n: third } : null;
  if (second === 0x05) return third === 2 ? { kind: 'clear' } : null;
  if (third === 8) return CLEAR_KEY.every((byte, at) => bytes[3 + at] === byte) ? { kind: 'clear' } : null;
  const isPulse = third === 1 && fourth <= 1 && fifth >= 1 && fifth <= 8;
  return isPulse ? { kind: 'pulse', pin: fourth === 1 ? 5 : 2, times: fifth } : null;
}

/** Takes every byte as it arrives and answers with the command that it completes, if any. */
export function watchRealTime(): (byte: number) => RealTime | null {
  let begun: number[] = [];
  return (byte) => {
    begun.push(byte);
    let length = realTimeLength(begun);
    // What turned out to be none may hide the beginning of one.
    while (length === null && begun.length > 0) {
      begun = begun.slice(1);
      length = begun.length === 0 ? 0 : realTimeLength(begun);
    }
    if (length === null || length === 0 || begun.length < length) return null;
    const command = begun;
    begun = [];
    return read(command);
  };
}
