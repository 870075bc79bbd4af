// The returns of completed sales drawn down once more (arithmetic R11): from the rows of what was sold and from what came
// back before, walked in the journal's order, never from what a return says of them itself. Pure.
import type { SaleId } from '#contract/ids.ts';
import type { ReturnBasis, ReturnedLine } from '#contract/journal.ts';
import type { Money } from '#contract/money.ts';
import type { Quantity } from '#contract/quantity.ts';
import { compare } from './compare.ts';
import type { Difference } from './compare.ts';
import { sum, ZERO } from './money.ts';
import type { Original } from './original.ts';
import { drawnReturn } from './refund.ts';

/** What came back up to a row of the journal. `originalOf` answers null for a sale that these books do not have. */
export class ReturnsAgain {
  readonly #originalOf: (saleId: SaleId) => Original | null;
  readonly #quantities = new Map<string, number>();
  readonly #totals = new Map<SaleId, Money>();
  /** What the first return on a line of another till said was sold: it cannot be another for the next. */
  readonly #foreign = new Map<string, ReturnBasis['line']>();

  constructor(originalOf: (saleId: SaleId) => Original | null) {
    this.#originalOf = originalOf;
  }

  /**
   * The returns of the next completed sale with what each is drawn down from, and where it says otherwise. One that takes
   * back more than there was is cut to what was left.
   */
  take(returns: readonly ReturnedLine[]): { returns: ReturnedLine[]; differences: Difference[] } {
    const taken = returns.map((one) => this.#take(one));
    return {
      returns: taken.map(({ again }) => again),
      differences: taken.flatMap(({ differences }) => differences),
    };
  }

  #take(one: ReturnedLine): { again: ReturnedLine; differences: Difference[] } {
    const { original, basis: said } = one;
    if (original === null || said === null) return { again: one, differences: [] };
    const { saleId } = original;
    const key = `${saleId} ${original.lineNumber}`;
    const basis = this.#basis(saleId, original.lineNumber, key, said);
    const before = {
      quantity: Math.min(this.#quantities.get(key) ?? 0, basis.line.quantity),
      total: this.#totals.get(saleId) ?? ZERO,
    };
    const left = basis.line.quantity - before.quantity;
    const quantity = Math.min(one.quantity, left) as Quantity;
    const again = { ...one, basis, before, quantity };
    this.#quantities.set(key, before.quantity + quantity);
    this.#totals.set(saleId, sum([before.total, drawnReturn(basis, before, quantity).total]));
    return { again, differences: differencesOfBasis(one, said, again, basis) };
  }

  #basis(saleId: SaleId, lineNumber: number, key: string, said: ReturnBasis): ReturnBasis {
    const original = this.#originalOf(saleId);
    if (original === null) {
      const line = this.#foreign.get(key) ?? said.line;
      this.#foreign.set(key, line);
      return { ...said, line };
    }
    const line = original.lines.find(({ number }) => number === lineNumber);
    // A line that nobody bought: nothing was paid for it.
    if (line === undefined) return { line: { ...said.line, taxes: [], total: ZERO }, sale: original.basis };
    const { quantity, taxes, total } = line;
    return { line: { quantity, taxes, total }, sale: original.basis };
  }
}

const paidOf = ({ paid }: ReturnBasis['sale']) =>
  Object.fromEntries(paid.map(({ kind, amount }) => [`paid with ${kind}`, amount]));
const taxesOf = ({ taxes }: ReturnBasis['line']) =>
  Object.fromEntries(taxes.map(({ names, amount }) => [`sold tax ${names.en}`, amount]));

/** What a return says that it is drawn down from, against what the journal says. */
function differencesOfBasis(
  stored: ReturnedLine,
  said: ReturnBasis,
  again: ReturnedLine,
  basis: ReturnBasis,
): Difference[] {
  const money = (one: ReturnedLine, { line, sale }: ReturnBasis) => ({
    'returned before': one.before.total,
    'sold line': line.total,
    'sold sale': sale.sold,
    ...taxesOf(line),
    ...paidOf(sale),
  });
  const counts = (one: ReturnedLine, { line }: ReturnBasis) => ({
    quantity: one.quantity,
    'quantity before': one.before.quantity,
    'quantity sold': line.quantity,
  });
  return [
    ...compare(stored.number, counts(stored, said), counts(again, basis)).map((one) => {
      return { ...one, isQuantity: true };
    }),
    ...compare(stored.number, money(stored, said), money(again, basis)),
  ];
}
