// A scanner itself rather than what it read: what it could not read, and what it sends when somebody tries it in the
// settings. Adds nothing to a basket.
import { gtinsOf } from '#contract/barcode.ts';
import { elementsOf } from '#contract/gs1.ts';
import type { Misread, Symbology } from '#contract/scanned.ts';
import type { Words } from '#contract/words/index.ts';
import type { HowRead, Heard } from '#screen/state/reads.ts';
import type { Till } from '#screen/state/till.ts';
import { sayNo, sound } from './say.ts';

export function sayMisread(till: Till, misread: Misread): void {
  // The screen says that the till does not answer.
  if (till.store.getState().connection !== 'ready') return sound(till, 'error');
  sayNo(till, (w) => w.scan[misread]);
}

/** A number of an article as it is. Of all others the ends: it may be somebody's card or badge. */
export function shownOf(code: string): string {
  const signs = [...code];
  if (gtinsOf(code).length > 0 || elementsOf(code) !== null || signs.length < 8) return code;
  return `${signs.slice(0, 3).join('')}…${signs.slice(-2).join('')} (${signs.length})`;
}

/** As the manuals of scanners call them, in every language. */
const ends = { cr: 'CR', lf: 'LF', crlf: 'CR LF', tab: 'TAB', etx: 'ETX' } as const;

/** As they are called in every language; null where a scanner only says that it is another. */
const kinds: Readonly<Record<Symbology, string | null>> = {
  ean13: 'EAN-13',
  ean8: 'EAN-8',
  code128: 'Code 128',
  'gs1-128': 'GS1-128',
  databar: 'GS1 DataBar',
  itf: 'ITF',
  code39: 'Code 39',
  code93: 'Code 93',
  codabar: 'Codabar',
  dataMatrix: 'Data Matrix',
  gs1DataMatrix: 'GS1 DataMatrix',
  qr: 'QR',
  gs1Qr: 'GS1 QR',
  pdf417: 'PDF417',
  aztec: 'Aztec',
  other: null,
};

function endWords(words: Words, end: HowRead['end']): string {
  if (end === null) return '';
  if (end === 'none') return words.scan.endsWithNothing;
  return end === 'enter' ? words.scan.endsWithEnter : words.scan.ends({ end: ends[end] });
}

/** What came: the code, of what kind, how it ends, and how fast it was typed. */
export function triedWords(words: Words, { code, how }: Heard): string {
  const { source, isTyped, symbology, end, msPerChar } = how;
  return words.scan.tried({
    code: shownOf(code),
    source: isTyped ? words.scan.keyboard : source,
    kind: (symbology === null ? null : kinds[symbology]) ?? words.scan.kindUnknown,
    end: endWords(words, end),
    pace: msPerChar === null ? '' : words.scan.pace({ ms: msPerChar }),
  });
}
