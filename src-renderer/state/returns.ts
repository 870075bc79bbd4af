// What lies over the counter while goods come back: asking for the receipt, its lines, or an article without one; and how
// much of each line is marked. Pure; counts pieces and never money.
import { isSealed } from '#contract/sealed-code.ts';
import type { Item } from '#contract/catalog.ts';
import type { LineId } from '#contract/ids.ts';
import type { Price } from '#contract/money.ts';
import { ONE } from '#contract/quantity.ts';
import type { Quantity } from '#contract/quantity.ts';
import type {
  OriginalSale,
  ReturnableLine,
  ReturnItem,
  ReturnQuote,
  ReturnReason,
} from '#contract/return.ts';

/** Thousandths by the number of the line; what is not marked has no entry. */
export type Marks = Readonly<Record<number, number>>;

export type ReturnPanel =
  | { name: 'returnFind' }
  /** `chosen`: the number of the line that the keys mean. */
  | {
      name: 'return';
      original: OriginalSale;
      code: string | null;
      marks: Marks;
      /** What the till says that these marks give back; `of` are the marks it was asked about. */
      quote: { of: Marks; said: ReturnQuote } | null;
      chosen: number;
      reason: ReturnReason;
    }
  /** `quantity` null until weighed goods were given one; `priceMicros` null for the price of today. */
  | {
      name: 'returnArticle';
      item: Item | null;
      quantity: Quantity | null;
      priceMicros: Price | null;
      reason: ReturnReason;
    };

export type OriginalPanel = Extract<ReturnPanel, { name: 'return' }>;
export type ArticlePanel = Extract<ReturnPanel, { name: 'returnArticle' }>;

/** In the order in which they are offered. */
const places: Record<ReturnReason, number> = {
  damaged: 1,
  wrongItem: 2,
  notAsDescribed: 3,
  changedMind: 4,
  priceError: 5,
  other: 6,
};
export const returnReasons = Object.keys(places) as readonly ReturnReason[];

/** What is said most often, so that a return takes two keys; it stands on the screen and is changed with one more. */
export const FIRST_REASON: ReturnReason = 'changedMind';

/** `text` is what it was found by: the code on the receipt proves a sale of another till when something is added. */
export function panelOf(original: OriginalSale, text: string): OriginalPanel {
  const code = isSealed('receipt', text) ? text : null;
  const open = original.lines.find(({ remaining }) => remaining > 0) ?? original.lines[0];
  const chosen = open?.lineNumber ?? 0;
  return { name: 'return', original, code, marks: {}, quote: null, chosen, reason: FIRST_REASON };
}

export function markedOf({ marks }: Pick<OriginalPanel, 'marks'>, { lineNumber }: ReturnableLine): number {
  return marks[lineNumber] ?? 0;
}

/** The marks with this line's at `quantity`; nought takes it out. */
export function withMark(marks: Marks, { lineNumber }: ReturnableLine, quantity: number): Marks {
  const { [lineNumber]: _before, ...others } = marks;
  return quantity <= 0 ? others : { ...others, [lineNumber]: quantity };
}

/** What the marks give back, once the till has said it of exactly these. */
export function quoteOf({ quote, marks }: OriginalPanel): ReturnQuote | null {
  return quote !== null && quote.of === marks ? quote.said : null;
}

/** One more is a piece; what was weighed comes back as it went. */
export function stepOf({ unit, remaining }: ReturnableLine): number {
  return unit === 'kg' ? remaining : ONE;
}

/** Everything that is left, of every line. */
export function allMarks({ lines }: OriginalSale): Marks {
  return Object.fromEntries(
    lines
      .filter(({ remaining }) => remaining > 0)
      .map(({ lineNumber, remaining }) => [lineNumber, remaining]),
  );
}

export interface Wanted {
  lineNumber: number;
  quantity: Quantity;
}

/** What is marked, in the order of the receipt. */
export function wantedOf({ original, marks }: OriginalPanel): Wanted[] {
  return original.lines.flatMap(({ lineNumber }) => {
    const quantity = marks[lineNumber] ?? 0;
    return quantity === 0 ? [] : [{ lineNumber, quantity: quantity as Quantity }];
  });
}

export function isAll({ original, marks }: OriginalPanel): boolean {
  return original.lines.every(({ lineNumber, remaining }) => (marks[lineNumber] ?? 0) === remaining);
}

/** What a return is selected by among the rows of the basket; no line has such an id. */
export function returnRowId({ number }: Pick<ReturnItem, 'number'>): LineId {
  const id: string = `return ${number}`;
  return id as LineId;
}
