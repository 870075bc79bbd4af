// Where a picture of `npm run shots` lies and what it is called. Draws nothing.
import { join } from 'node:path';

export const shotsFolder = 'shots';

export interface Shot {
  width: number;
  height: number;
  language: string;
  theme: string;
  name: string;
}

/** `1366x768-zh-dark--07-sell.png` */
export function shotFile({ width, height, language, theme, name }: Shot): string {
  return join(shotsFolder, `${width}x${height}-${language}-${theme}--${name}.png`);
}

/** The contact sheet a file belongs to, or null for a file that is no shot. */
export function sheetOf(file: string): string | null {
  return /^(\d+x\d+-[a-z]+-[a-z]+)--.+\.png$/.exec(file)?.[1] ?? null;
}
