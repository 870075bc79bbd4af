// Reads a printed receipt back into figures, from its text alone. Shares nothing with what writes amounts: it knows only how
// people read them.
import { decimalsOf } from '#contract/money.ts';
import type { Currency } from '#contract/money.ts';
import type { Paper } from '#contract/receipt.ts';
import { wordsFor } from '#contract/words/index.ts';
import { paperToText } from '#hardware/printer/layout.ts';

/** A figure as it is printed, such as "−KWD 1,234.500", in minor units; null for what is none. */
export function readMoney(text: string, currency: Currency): number | null {
  const found = /^([−-]?)[^\d.,−-]*(\d{1,3}(?:,\d{3})*|\d+)(?:\.(\d+))?[^\d]*$/.exec(text.trim());
  if (found === null) return null;
  const [, sign, whole = '', part = ''] = found;
  if (part.length !== decimalsOf(currency)) return null;
  const value = Number(`${whole.replaceAll(',', '')}${part}`);
  return sign === '' ? value : 0 - value;
}

/** The foot of a receipt by its labels, in minor units. */
export type Foot = Map<string, number>;

const tight = (text: string) => text.replaceAll(/\s/g, '');

/**
 * The foot of a receipt that was laid out so wide: each label that it may have, with its figure. Throws where a figure cannot
 * be read, and where something stands there that is neither.
 */
export function readFoot(
  paper: Paper,
  columns: number,
  how: { currency: Currency; language: 'en' | 'zh'; taxes: readonly string[] },
): Foot {
  const words = wordsFor(how.language).receipt;
  const [saved = ''] = words.saved({ amount: '\n' }).split('\n');
  const names = [
    words.total,
    words.rounding,
    words.cash,
    words.moneyBack,
    words.change,
    words.net,
    saved,
    ...how.taxes,
  ];
  const lines = paperToText(paper, columns).filter((line) => !/^-+$/.test(line));
  const all = tight(lines.join(''));
  const from = all.lastIndexOf(tight(words.total));
  const foot = all.slice(from, all.indexOf(tight(words.thanks)));
  // The longest first: "Cash rounding" begins with "Cash".
  const labels = names.map(tight).toSorted((a, b) => b.length - a.length);
  const figures: Foot = new Map();
  for (let rest = foot; rest !== '';) {
    const label = labels.find((one) => rest.startsWith(one));
    if (label === undefined) throw new Error(`neither a label nor a figure: ${rest}`);
    rest = rest.slice(label.length);
    const next = labels.map((one) => rest.indexOf(one)).filter((at) => at > 0);
    const text = rest.slice(0, Math.min(rest.length, ...next));
    const figure = readMoney(text, how.currency);
    if (figure === null) throw new Error(`no figure: ${label} ${text}`);
    figures.set(label, figure);
    rest = rest.slice(text.length);
  }
  return figures;
}

/** A label as `readFoot` names it. */
export const labelled = tight;

/** What the lines of a receipt come to as it shows them, above the total: articles, what came off them, what came back. */
export function readBody({ blocks }: Paper, currency: Currency): number {
  const pairs = blocks.flatMap((block) => (block.kind === 'pair' ? [block] : []));
  const end = pairs.findIndex(({ isLarge }) => isLarge);
  // The first two say which receipt it is and who sold.
  return pairs.slice(2, end).reduce((sum, { left, right }) => {
    const figure = readMoney(right, currency);
    if (figure === null) throw new Error(`no figure: ${left} ${right}`);
    return sum + figure;
  }, 0);
}

/** The figure beside a label of a paper, wherever it first stands. */
export function readPair({ blocks }: Paper, label: string, currency: Currency): number[] {
  return blocks.flatMap((block) =>
    block.kind === 'pair' && block.left === label ? [readMoney(block.right, currency) ?? Number.NaN] : [],
  );
}
