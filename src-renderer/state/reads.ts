// How scans come to the screen: from which scanner, how, and which was its newest. Knows no meaning of a code.
import type { ScanEnd, Symbology } from '#contract/scanned.ts';

/** Every keyboard is one: a page cannot tell them apart. */
const KEYBOARD = 'keyboard';

export interface HowRead {
  source: string;
  isTyped: boolean;
  /** Null where the scanner does not say. */
  symbology: Symbology | null;
  end: ScanEnd | 'enter' | null;
  /** Of a scanner that types. */
  msPerChar: number | null;
}

/** What was scanned while the devices are looked at. */
export interface Heard {
  code: string;
  how: HowRead;
}

export const typedRead = ({ end, msPerChar }: Pick<HowRead, 'end' | 'msPerChar'>): HowRead => ({
  source: KEYBOARD,
  isTyped: true,
  symbology: null,
  end,
  msPerChar,
});

/** Of a scan that says nothing of itself. */
export const plainRead = typedRead({ end: null, msPerChar: null });

/** The newest code of one scanner. */
export interface LastRead {
  code: string;
  /** In milliseconds of the page's clock. */
  atMs: number;
  /** Whether it got into the basket, once that is known; null where it was no goods from the beginning, such as a badge. */
  isAdded: Promise<boolean> | null;
}
