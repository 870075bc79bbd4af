// A shop's logo as dots: scaled down to the paper and dithered, once for a printer. It never makes a picture larger.
import { readFile } from 'node:fs/promises';
import { readPng, type GreyPicture } from './png.ts';
import { packRow, type Raster } from './raster.ts';

/** 40 mm: higher ones only make a receipt long. */
const HIGHEST = 320;

/** The mean shade of the dots that become one. */
function scaleDown(picture: GreyPicture, width: number, height: number): Float64Array {
  const shades = new Float64Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const [top, bottom] = [
      Math.floor((y * picture.height) / height),
      Math.ceil(((y + 1) * picture.height) / height),
    ];
    for (let x = 0; x < width; x += 1) {
      const [left, right] = [
        Math.floor((x * picture.width) / width),
        Math.ceil(((x + 1) * picture.width) / width),
      ];
      let sum = 0;
      for (let v = top; v < bottom; v += 1) {
        for (let u = left; u < right; u += 1) sum += picture.shades[v * picture.width + u] ?? 255;
      }
      shades[y * width + x] = sum / ((bottom - top) * (right - left));
    }
  }
  return shades;
}

/** A picture as dots on paper `dots` wide: what was lost or gained by rounding a dot is its neighbours' (Floyd, Steinberg). */
export function ditherPicture(picture: GreyPicture, dots: number): Raster {
  const factor = Math.min(1, dots / picture.width, HIGHEST / picture.height);
  const width = Math.max(1, Math.floor(picture.width * factor));
  const height = Math.max(1, Math.floor(picture.height * factor));
  const shades = scaleDown(picture, width, height);
  const rows: Uint8Array[] = [];
  for (let y = 0; y < height; y += 1) {
    const row: (0 | 1)[] = [];
    for (let x = 0; x < width; x += 1) {
      const shade = shades[y * width + x] ?? 255;
      const isDark = shade < 128;
      row.push(isDark ? 1 : 0);
      const error = (shade - (isDark ? 0 : 255)) / 16;
      const give = (u: number, v: number, parts: number) => {
        if (u < 0 || u >= width || v >= height) return;
        const at = v * width + u;
        shades[at] = (shades[at] ?? 255) + error * parts;
      };
      give(x + 1, y, 7);
      give(x - 1, y + 1, 3);
      give(x, y + 1, 5);
      give(x + 1, y + 1, 1);
    }
    rows.push(packRow(row));
  }
  return { rows };
}

/** Reads a PNG file for paper that is `dots` wide. Rejects with what the file system says, or a HardwareError `config`. */
export async function loadLogo(file: string, dots: number): Promise<Raster> {
  return ditherPicture(readPng(await readFile(file)), dots);
}
