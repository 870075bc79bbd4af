// What the simulated printer draws: QR codes by its own command (GS ( k) and dots that it is sent (GS v 0). Written from the
// manuals alone and sharing nothing with the driver, so that it can catch its mistakes.
import qrImage from 'qr-image';
import type { Picture } from './page.ts';

/** Eight dots to the millimetre, twelve to a character of normal size. */
const DOTS_PER_COLUMN = 12;
const LEVELS = ['L', 'M', 'Q', 'H'] as const;

/** Something to put on the paper, in words and in dots; `dotsWide` is what it takes of the paper. */
export interface Drawing {
  readonly text: string;
  readonly picture: Picture;
  readonly dotsWide: number;
}

/** How many bytes were used (0: there are more to come), and what came of them; null is a command without effect. */
export interface Drawn {
  readonly used: number;
  readonly drawing?: Drawing | null;
}

export const paperDots = (columns: number): number => columns * DOTS_PER_COLUMN;

/** The symbol that is stored until it is printed, as printers keep it between two commands. */
export class QrStore {
  #dots = 3;
  #level: (typeof LEVELS)[number] = 'L';
  #data = '';

  /** GS ( k pL pH cn fn …, from its first byte on. `drawing` is undefined where it drew nothing, as it should. */
  take(bytes: readonly number[]): Drawn {
    const [, , , low, high, symbol, job, first = 0] = bytes;
    if (low === undefined || high === undefined) return { used: 0 };
    const used = 5 + low + high * 256;
    if (bytes.length < used) return { used: 0 };
    if (symbol !== 0x31) return { used, drawing: null };
    switch (job) {
      case 0x41:
        // Model 2 alone holds long texts.
        return first === 0x32 ? { used } : { used, drawing: null };
      case 0x43:
        this.#dots = first;
        return first >= 1 && first <= 16 ? { used } : { used, drawing: null };
      case 0x45:
        this.#level = LEVELS[first - 0x30] ?? 'L';
        return { used };
      case 0x50:
        this.#data = Buffer.from(bytes.slice(8, used)).toString('utf8');
        return { used };
      case 0x51:
        return { used, drawing: this.#draw() };
      default:
        return { used, drawing: null };
    }
  }

  #draw(): Drawing | null {
    if (this.#data === '') return null;
    const modules = qrImage.matrix(this.#data, this.#level);
    const rows = modules.map((row) => hexOf(row));
    const picture = { width: modules.length, rows };
    return { text: `[QR] ${this.#data}`, picture, dotsWide: modules.length * this.#dots };
  }
}

function hexOf(row: readonly (0 | 1)[]): string {
  const digits: string[] = [];
  for (let at = 0; at < row.length; at += 8) {
    const bits = Array.from({ length: 8 }, (_, i) => row[at + i] ?? 0).join('');
    digits.push(Number.parseInt(bits, 2).toString(16).padStart(2, '0'));
  }
  return digits.join('');
}

/** GS v 0 m xL xH yL yH …, from its first byte on. */
export function takeRaster(bytes: readonly number[]): Drawn {
  const [, , , , xLow = 0, xHigh = 0, yLow = 0, yHigh = 0] = bytes;
  if (bytes.length < 8) return { used: 0 };
  const width = xLow + xHigh * 256;
  const height = yLow + yHigh * 256;
  const used = 8 + width * height;
  if (bytes.length < used) return { used: 0 };
  const dots = Buffer.from(bytes.slice(8, used));
  const rows = Array.from({ length: height }, (_, y) =>
    dots.subarray(y * width, (y + 1) * width).toString('hex'),
  );
  const picture = { width: width * 8, rows };
  return { used, drawing: { text: '[picture]', picture, dotsWide: width * 8 } };
}
