// What the virtual printer draws: QR codes by its own command (GS ( k), dots that it is sent (GS v 0) and pictures that it
// stores first (GS ( L). Written from the manuals alone and sharing nothing with the driver, so that it can catch its mistakes.
import qrImage from 'qr-image';
import type { Drawing } from './page.ts';

const LEVELS = ['L', 'M', 'Q', 'H'] as const;

/** How many bytes were used (0: there are more to come), and what came of them; null is a command without effect. */
export interface Drawn {
  readonly used: number;
  readonly drawing?: Drawing | null;
}

/** What a drawing takes of the paper. */
export const dotsWide = ({ picture, scale }: Drawing): number => picture.width * scale;

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
    return { text: `[QR] ${this.#data}`, picture: { width: modules.length, rows }, scale: this.#dots };
  }
}

export function hexOf(row: readonly (0 | 1)[]): string {
  const digits: string[] = [];
  for (let at = 0; at < row.length; at += 8) {
    const bits = Array.from({ length: 8 }, (_, i) => row[at + i] ?? 0).join('');
    digits.push(Number.parseInt(bits, 2).toString(16).padStart(2, '0'));
  }
  return digits.join('');
}

function pictureOf(bytes: readonly number[], bytesWide: number, height: number): Drawing {
  const dots = Buffer.from(bytes);
  const rows = Array.from({ length: height }, (_, y) =>
    dots.subarray(y * bytesWide, (y + 1) * bytesWide).toString('hex'),
  );
  return { text: '[picture]', picture: { width: bytesWide * 8, rows }, scale: 1 };
}

/** GS v 0 m xL xH yL yH …, from its first byte on. */
export function takeRaster(bytes: readonly number[]): Drawn {
  const [, , , mode = 0, xLow = 0, xHigh = 0, yLow = 0, yHigh = 0] = bytes;
  if (bytes.length < 8) return { used: 0 };
  const width = xLow + xHigh * 256;
  const height = yLow + yHigh * 256;
  const used = 8 + width * height;
  if (bytes.length < used) return { used: 0 };
  const drawing = pictureOf(bytes.slice(8, used), width, height);
  // Double width alone and double height alone are drawn as both: nobody's picture is meant to be squeezed.
  return { used, drawing: { ...drawing, scale: mode % 48 === 0 ? 1 : 2 } };
}

/** The picture that GS ( L has stored until it is printed. */
export class PictureStore {
  #stored: Drawing | null = null;

  /** GS ( L pL pH m fn … and GS 8 L p1 p2 p3 p4 m fn …, from its first byte on. */
  take(bytes: readonly number[]): Drawn {
    const isLong = bytes[1] === 0x38;
    const head = isLong ? 7 : 5;
    if (bytes.length < head) return { used: 0 };
    const length = bytes.slice(3, head).reduce((sum, byte, at) => sum + byte * 256 ** at, 0);
    const used = head + length;
    if (bytes.length < used) return { used: 0 };
    const [, job = 0, tone, bx = 1, by = 1, , xLow = 0, xHigh = 0, yLow = 0, yHigh = 0] = bytes.slice(head);
    if (job % 48 === 2) {
      const drawing = this.#stored;
      this.#stored = null;
      return { used, drawing };
    }
    if (job !== 112 || tone !== 48 || bx !== by) return { used, drawing: null };
    const bytesWide = Math.ceil((xLow + xHigh * 256) / 8);
    const drawing = pictureOf(bytes.slice(head + 10, used), bytesWide, yLow + yHigh * 256);
    this.#stored = { ...drawing, scale: bx };
    return { used };
  }
}
