// The returns of an open sale with everything computed: rows in, drawn-down figures out. Owns no row and no right.
import type { SaleId } from '#contract/ids.ts';
import type { ReturnedLine } from '#contract/journal.ts';
import type { Money } from '#contract/money.ts';
import { refuse } from '#contract/refusal.ts';
import type { ReturnItem } from '#contract/return.ts';
import { sum, ZERO } from '#domain/money.ts';
import { drawnReturn, unprovenReturns } from '#domain/refund.ts';
import type { SaleSettings } from '#domain/sale.ts';
import { returnsOf } from '#store/open-return.ts';
import type { OpenReturn } from '#store/open-return.ts';
import { returnedOf, returnedTotalOf } from '#store/return.ts';
import type { ReadContext } from './context.ts';

/** What earlier returns of the same open sale draw down, which no finished sale knows yet. */
class Drawn {
  readonly #lines = new Map<string, number>();
  readonly #sales = new Map<string, Money>();

  before(context: ReadContext, { saleId, lineNumber }: Original): ReturnedLine['before'] {
    const line = returnedOf(context.db, { saleId, lineNumber });
    const { total } = returnedTotalOf(context.db, saleId);
    return {
      quantity: line + (this.#lines.get(`${saleId} ${lineNumber}`) ?? 0),
      total: sum([total, this.#sales.get(saleId) ?? ZERO]),
    };
  }

  add({ saleId, lineNumber }: Original, quantity: number, total: Money): void {
    const line = `${saleId} ${lineNumber}`;
    this.#lines.set(line, (this.#lines.get(line) ?? 0) + quantity);
    this.#sales.set(saleId, sum([this.#sales.get(saleId) ?? ZERO, total]));
  }
}

type Original = NonNullable<ReturnItem['original']>;

/** What came back on a receipt, drawn down after what came back before it; null without a receipt. */
function drawn(context: ReadContext, one: OpenReturn, earlier: Drawn): ReturnedLine | null {
  const { original, basis, quantity } = one;
  if (original === null || basis === null) return null;
  const before = earlier.before(context, original);
  const figures = drawnReturn(basis, before, quantity);
  earlier.add(original, quantity, figures.total);
  return { ...one, ...figures, before };
}

/** The returns of an open or parked sale, in their order. */
export function viewReturns(context: ReadContext, saleId: SaleId, settings: SaleSettings): ReturnedLine[] {
  const rows = returnsOf(context.db, saleId);
  if (rows.length === 0) return [];
  const earlier = new Drawn();
  const computed = unprovenReturns(
    rows.filter(({ basis }) => basis === null),
    settings,
  );
  return rows.flatMap((one) => {
    const back = drawn(context, one, earlier);
    if (back !== null) return [back];
    const figures = computed.shift();
    if (figures === undefined) return [];
    return [{ ...one, ...figures, before: { quantity: 0, total: ZERO } }];
  });
}

/** A return without what only the journal keeps. */
export function shownReturn(line: ReturnedLine): ReturnItem {
  const { basis: _basis, before: _before, rates: _rates, soldAt: _soldAt, ...shown } = line;
  return shown;
}

/**
 * Refuses `return.tooMuch` where more comes back than was sold: the last look, in the transaction that makes it so. What
 * other tills took back is not known here.
 */
export function assertLeft({ db }: ReadContext, returns: readonly ReturnedLine[]): void {
  for (const { original, basis, before, quantity } of returns) {
    if (original === null || basis === null) continue;
    const remaining = basis.line.quantity - before.quantity;
    if (quantity > remaining || returnedOf(db, original) > before.quantity) {
      refuse('return.tooMuch', { remaining });
    }
  }
}
