// Pole displays as their manuals describe them, for tests: read bytes, keep what is seen, and complain of every byte that
// is no command of theirs. Written apart from the encoder; shares nothing with it.

export interface Seen {
  readonly lines: [string, string];
  readonly lamp: string;
  readonly complaints: readonly string[];
}

export interface FarPole {
  hear(bytes: Uint8Array): void;
  seen(): Seen;
}

const [BLANK, WIDTH] = [' '.repeat(20), 20];

/** Reads `count` bytes after a command, or waits for them. */
type Step = (bytes: number[]) => number | null;

function makePole(read: Step, seen: () => Seen): FarPole {
  let waiting: number[] = [];
  return {
    hear(bytes) {
      waiting.push(...bytes);
      for (;;) {
        if (waiting.length === 0) return;
        const used = read(waiting);
        if (used === null) return;
        waiting = waiting.slice(used);
      }
    },
    seen,
  };
}

const textOf = (bytes: readonly number[]) => Buffer.from(bytes).toString('latin1');

/** CD5220: `ESC @`, CLR, `ESC Q A … CR`, `ESC Q B … CR`, and after these two nothing but CLR and themselves. */
export function makeCd5220(): FarPole {
  const lines: [string, string] = [BLANK, BLANK];
  const complaints: string[] = [];
  let isInStrings = false;
  const read: Step = (bytes) => {
    if (bytes[0] === 0x0c) {
      [lines[0], lines[1], isInStrings] = [BLANK, BLANK, false];
      return 1;
    }
    if (bytes[0] !== 0x1b) return complaints.push(`byte ${bytes[0]}`) && 1;
    if (bytes.length < 2) return null;
    if (bytes[1] === 0x40) {
      if (isInStrings) complaints.push('ESC @ among strings');
      [lines[0], lines[1]] = [BLANK, BLANK];
      return 2;
    }
    if (bytes[1] !== 0x51) return complaints.push(`ESC ${bytes[1]}`) && 2;
    const end = bytes.indexOf(0x0d);
    if (end < 0) return null;
    const text = bytes.slice(3, end);
    if (text.length > WIDTH) complaints.push(`${text.length} characters`);
    if (text.some((byte) => byte < 0x20)) complaints.push('a control byte in a string');
    if (bytes[2] !== 0x41 && bytes[2] !== 0x42) complaints.push(`ESC Q ${bytes[2]}`);
    lines[bytes[2] === 0x41 ? 0 : 1] = textOf(text).padEnd(WIDTH);
    isInStrings = true;
    return end + 1;
  };
  return makePole(read, () => ({ lines: [...lines], lamp: '', complaints }));
}

/**
 * Epson DM-D in overwrite mode: a cursor that goes on by itself, from one line to the other. In the other modes (`US MD2`,
 * `US MD3`) what is written moves what stands there, which nobody wants.
 */
export function makeDmD(): FarPole & { page(): number } {
  const cells = Array.from({ length: 40 }, () => 0x20);
  const complaints: string[] = [];
  let [at, page, isOverwriting] = [0, 0, true];
  const modes: Record<string, boolean> = { '1b40': true, '1f01': true, '1f02': false, '1f03': false };
  const known: Record<string, number> = {
    '1b40': 0,
    '1f01': 0,
    '1f02': 0,
    '1f03': 0,
    '1f43': 1,
    '1b74': 1,
    '1f24': 2,
  };
  const read: Step = (bytes) => {
    const [first = 0] = bytes;
    if (first === 0x0c) {
      cells.fill(0x20);
      at = 0;
      return 1;
    }
    if (first >= 0x20) {
      if (!isOverwriting) complaints.push('written where it scrolls');
      cells[at] = first;
      at = (at + 1) % 40;
      return 1;
    }
    if (first !== 0x1b && first !== 0x1f) return complaints.push(`byte ${first}`) && 1;
    if (bytes.length < 2) return null;
    const name = Buffer.from(bytes.slice(0, 2)).toString('hex');
    const more = known[name];
    if (more === undefined) return complaints.push(`command ${name}`) && 2;
    if (bytes.length < 2 + more) return null;
    const [x = 0, y = 0] = bytes.slice(2);
    if (name === '1b40') cells.fill(0x20);
    isOverwriting = modes[name] ?? isOverwriting;
    if (name === '1b74') page = x;
    if (name === '1f24') {
      if (x < 1 || x > 20 || y < 1 || y > 2) complaints.push(`US $ ${x} ${y}`);
      at = (y - 1) * 20 + x - 1;
    }
    return 2 + more;
  };
  const line = (y: number) => textOf(cells.slice(y * 20, y * 20 + 20));
  return {
    ...makePole(read, () => ({ lines: [line(0), line(1)], lamp: '', complaints })),
    page: () => page,
  };
}

/** Eight digits and four lamps; keeps every figure that was ever shown. */
export function makeLed8(): FarPole & { shown: string[] } {
  const complaints: string[] = [];
  const shown: string[] = [];
  let [figure, lamp] = ['', '0'];
  const read: Step = (bytes) => {
    if (bytes[0] === 0x0c) {
      figure = '';
      return 1;
    }
    if (bytes[0] !== 0x1b) return complaints.push(`byte ${bytes[0]}`) && 1;
    if (bytes.length < 2) return null;
    if (bytes[1] === 0x40) return 2;
    if (bytes[1] === 0x73) {
      if (bytes.length < 3) return null;
      lamp = String.fromCharCode(bytes[2] ?? 0);
      if (!/[0-4]/.test(lamp)) complaints.push(`lamp ${lamp}`);
      return 3;
    }
    const end = bytes.indexOf(0x0d);
    if (end < 0) return null;
    figure = textOf(bytes.slice(3, end));
    if (textOf(bytes.slice(1, 3)) !== 'QA') complaints.push('not ESC Q A');
    if (!/^-?[\d.]*$/.test(figure) || figure.replaceAll('.', '').length > 8) complaints.push(figure);
    shown.push(`${lamp}: ${figure}`);
    return end + 1;
  };
  return { ...makePole(read, () => ({ lines: [figure, ''], lamp, complaints })), shown };
}
