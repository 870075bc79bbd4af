// The commands that change how the virtual printer's paper is written on and nothing else, as the ESC/POS manuals have them.
import { ESC, GS } from './commands.ts';
import type { Page } from './page.ts';

/** True when it was done, false when it had no effect; null for a command that is none of these. */
export function changePage(page: Page, first: number, name: string, n: number, high: number): boolean | null {
  if (first === ESC && name === '$') {
    page.moveTo(n + high * 256);
    return true;
  }
  if (first === ESC && name === '\\') {
    page.moveBy(n + high * 256);
    return true;
  }
  if (first === ESC) return changeByEsc(page, name, n);
  if (first !== GS) return null;
  if (name === '!') {
    page.wide = ((n >> 4) & 0x07) + 1;
    page.high = (n & 0x07) + 1;
    return true;
  }
  if (name !== 'B') return null;
  page.isReverse = (n & 1) === 1;
  return true;
}

function changeByEsc(page: Page, name: string, n: number): boolean | null {
  switch (name) {
    case 'E':
    case 'G':
      page.isBold = (n & 1) === 1;
      return true;
    case '-':
      page.isUnderlined = n % 48 !== 0;
      return true;
    case '!':
      page.isBold = (n & 0x08) !== 0;
      page.high = (n & 0x10) === 0 ? 1 : 2;
      page.wide = (n & 0x20) === 0 ? 1 : 2;
      page.isUnderlined = (n & 0x80) !== 0;
      return true;
    case 'a': {
      const align = (['left', 'center', 'right'] as const)[n % 48];
      return align !== undefined && page.setAlign(align);
    }
    case '2':
      page.useUsualSpacing();
      return true;
    case '3':
      page.spacing = n;
      return true;
    case 'J':
      page.feedDots(n);
      return true;
    default:
      return null;
  }
}
