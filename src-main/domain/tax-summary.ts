// What the taxes of a sale come to by rate: stored figures added up, what came back taken off. Pure; computes no tax and
// rounds nothing, so that every table adds up to what is stored.
import type { Tax } from '#contract/catalog.ts';
import type { ReturnedLine, SoldLine } from '#contract/journal.ts';
import type { Money } from '#contract/money.ts';
import type { Names } from '#contract/text.ts';
import { negate, sum, ZERO } from './money.ts';

/** A tax as a line was asked for it; `ratePpm` and `included` are null where only its name and amount are known. */
export interface ChargedTax {
  names: Names;
  ratePpm: number | null;
  included: boolean | null;
  amount: Money;
}

/** What one line adds to the summary; what came back has negative figures. */
export interface TaxedPart {
  net: Money;
  taxes: ChargedTax[];
  total: Money;
}

/** All lines that were asked the same taxes at the same rates. */
export interface SummaryRow extends TaxedPart {
  tax: Money;
}

export interface Summary {
  /** In the order in which they first appear. */
  rows: SummaryRow[];
  /** Each tax by name and rate over all rows. */
  taxes: ChargedTax[];
  net: Money;
  tax: Money;
  total: Money;
}

type Figures = Pick<SoldLine, 'net' | 'taxes' | 'total'>;

function partOf({ net, taxes, total }: Figures, rates: readonly Tax[] | null): TaxedPart {
  const charged = taxes.map(({ names, amount }, i): ChargedTax => {
    const rate = rates?.[i];
    // The rates stand in the order of the taxes; where they do not, nothing is guessed.
    const isKnown = rate !== undefined && rate.names.en === names.en;
    const { ratePpm, included } = isKnown ? rate : { ratePpm: null, included: null };
    return { names, ratePpm, included, amount };
  });
  return { net, taxes: charged, total };
}

/** What was sold, of which voided lines are no part. */
export function soldPart(line: Figures & Pick<SoldLine, 'rates'>): TaxedPart {
  return partOf(line, line.rates);
}

/** What came back. */
export function returnedPart(line: Figures & Pick<ReturnedLine, 'rates' | 'soldAt'>): TaxedPart {
  const { net, taxes, total } = line;
  const back = {
    net: negate(net),
    total: negate(total),
    taxes: taxes.map(({ names, amount }) => ({ names, amount: negate(amount) })),
  };
  return partOf(back, line.rates ?? line.soldAt ?? null);
}

const keyOfTax = ({ names, ratePpm, included }: ChargedTax) => JSON.stringify([names.en, ratePpm, included]);

/** Parts with the same key are asked the same taxes and stand in one row. */
export function keyOf({ taxes }: TaxedPart): string {
  return taxes.map(keyOfTax).join(' ');
}

/** The same taxes of several lines as one each, in the order in which they first appear. */
function addTaxes(taxes: readonly ChargedTax[]): ChargedTax[] {
  const byKey = new Map<string, ChargedTax>();
  for (const tax of taxes) {
    const before = byKey.get(keyOfTax(tax))?.amount ?? ZERO;
    byKey.set(keyOfTax(tax), { ...tax, amount: sum([before, tax.amount]) });
  }
  return [...byKey.values()];
}

const taxOf = ({ taxes }: TaxedPart) => sum(taxes.map(({ amount }) => amount));

/** Adds the parts up. Net and taxes of every row are its total, as they are of every line. */
export function summarize(parts: readonly TaxedPart[]): Summary {
  const groups = new Map<string, TaxedPart[]>();
  for (const part of parts) groups.set(keyOf(part), [...(groups.get(keyOf(part)) ?? []), part]);
  const rows = [...groups.values()].map((group): SummaryRow => ({
    net: sum(group.map(({ net }) => net)),
    tax: sum(group.map(taxOf)),
    total: sum(group.map(({ total }) => total)),
    taxes: addTaxes(group.flatMap(({ taxes }) => taxes)),
  }));
  return {
    rows,
    taxes: addTaxes(parts.flatMap(({ taxes }) => taxes)),
    net: sum(rows.map(({ net }) => net)),
    tax: sum(rows.map(({ tax }) => tax)),
    total: sum(rows.map(({ total }) => total)),
  };
}

/** A tax that comes on top of the price: one whose name alone is known counts as such, since nothing says that it was in it. */
export function isAdded({ included }: ChargedTax): boolean {
  return included !== true;
}

/** What a line comes to before the taxes on top of it. */
export function beforeAdded({ total, taxes }: TaxedPart): Money {
  return sum([total, ...taxes.filter(isAdded).map(({ amount }) => negate(amount))]);
}
