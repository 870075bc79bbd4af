// A worked case through the calculator: every figure of it, in the form of its expectations. Prints nothing.
import { decimalsOf, toDecimal } from '#contract/money.ts';
import type { Money } from '#contract/money.ts';
import type { ReturnBasis } from '#contract/journal.ts';
import type { Quantity } from '#contract/quantity.ts';
import type { CashRounding } from '#contract/register.ts';
import type { TaxTotal } from '#contract/sale.ts';
import type { Tender } from '#contract/tender.ts';
import { negate, subtract, sum, ZERO } from '#domain/money.ts';
import { drawDown, exchange, moneyBack, settleExchange } from '#domain/refund.ts';
import { calculateSale, taxesByName } from '#domain/sale.ts';
import type { LineFigures } from '#domain/sale.ts';
import type { TaxedLine } from '#domain/tax.ts';
import type { Settlement } from '#domain/tender.ts';
import { cashRuleOf, orderDiscountOf, readLine, readNumber, settingsOf } from './case-form.ts';
import type { Case } from './case-form.ts';

/** The figures of a case; refunds in their order. */
export interface CaseFigures {
  sale: Record<string, unknown>;
  refunds: Record<string, unknown>[];
  refundsTotal: Record<string, unknown>;
}

type Write = (value: number) => string;

const sumOf = (amounts: readonly { amount: Money }[]) => sum(amounts.map(({ amount }) => amount));
const taxOf = (taxes: readonly TaxTotal[]) => sum(taxes.map(({ amount }) => amount));

/** Net, tax and total of one thing, as texts. */
function figures({ net, taxes, total }: TaxedLine, write: Write) {
  const byName = taxes.map(({ names, amount }) => [names.en, write(amount)]);
  return {
    net: write(net),
    tax: write(taxOf(taxes)),
    taxes: Object.fromEntries(byName) as unknown,
    total: write(total),
  };
}

function isCash({ kind }: { kind: string }): boolean {
  return kind === 'cash';
}

/** The tenders in order; "rest" is what that means of payment is asked for at that moment. */
function tendersOf(one: Case, asked: (tenders: readonly Tender[]) => Settlement): Tender[] {
  const { currency } = settingsOf(one);
  const tenders: Tender[] = [];
  for (const { kind, amount } of one.tenders ?? []) {
    const { cashDue, due } = asked(tenders);
    const rest = kind === 'cash' ? cashDue : due;
    tenders.push({
      tenderId: `${kind}${tenders.length}` as Tender['tenderId'],
      // The contract knows cash only so far; the calculator treats every other kind alike.
      kind: kind as 'cash',
      amount: amount === 'rest' ? rest : (readNumber(amount, decimalsOf(currency)) as Money),
    });
  }
  return tenders;
}

/** What came in for what was sold: by card what was given, in cash the rest; without tenders all of it in cash. */
function basisOf(one: Case, sold: Money, tenders: readonly Tender[], rule: CashRounding | null) {
  const given = tenders.length > 0 ? tenders : null;
  const others = (given ?? []).filter((tender) => !isCash(tender));
  const open = settleExchange(sold, others, [], rule, false);
  const cash = given === null || given.some(isCash) ? open.cashDue : ZERO;
  const settled = given === null ? null : settleExchange(sold, given, [], rule, false);
  const taken = settled === null ? cash : sum([sold, settled.rounding, negate(sumOf(others))]);
  const sale: ReturnBasis['sale'] = {
    sold,
    paid: [
      ...others.map(({ kind, amount }) => ({ kind: kind as string, amount })),
      { kind: 'cash', amount: taken },
    ],
    rounding: settingsOf(one).rounding,
    cashRounding: rule,
  };
  return sale;
}

interface Back extends TaxedLine {
  cash: Money;
}

/** Everything that comes back, refund by refund, each drawn down after the ones before it. */
function refundsOf(one: Case, lines: readonly (LineFigures | null)[], sale: ReturnBasis['sale']): Back[] {
  const returned = lines.map(() => 0);
  let before = ZERO;
  return (one.refunds ?? []).map((refund) => {
    const parts = refund.lines.map(({ line: i, quantity: text }) => {
      const line = lines[i] ?? null;
      const sold = one.lines[i];
      if (line === null || sold === undefined) throw new Error(`line ${i} was not sold`);
      const quantity = readNumber(text, 3);
      const stored = { ...line, quantity: readNumber(sold.quantity, 3) as Quantity };
      const part = drawDown(stored, returned[i] ?? 0, quantity, sale.rounding);
      returned[i] = (returned[i] ?? 0) + quantity;
      return part;
    });
    const total = sum(parts.map((part) => part.total));
    const cash = sumOf(moneyBack(sale, before, total).filter(isCash));
    before = sum([before, total]);
    return { net: sum(parts.map(({ net }) => net)), taxes: taxesByName(parts), total, cash };
  });
}

/** Every figure of the case as decimal texts. Throws in words for a case that cannot be read. */
export function figuresOf(one: Case): CaseFigures {
  const settings = settingsOf(one);
  const rule = cashRuleOf(one);
  const write: Write = (value) => toDecimal(value, decimalsOf(settings.currency));
  const side = (isReturn: boolean) =>
    one.lines
      .filter((line) => (line.return === true) === isReturn)
      .map((line) => readLine(line, settings.currency));
  const sold = calculateSale(side(false), settings, orderDiscountOf(one));
  const back = calculateSale(side(true), settings);
  const netted = exchange(
    sold,
    back.lines.map((line) => ({ ...line, rounding: ZERO })),
  );
  const queue = { sold: [...sold.lines], back: [...back.lines] };
  const own = one.lines.map((line) => (line.return === true ? queue.back.shift() : queue.sold.shift()));
  const soldOnly = own.map((line, i) => (one.lines[i]?.return === true ? null : (line ?? null)));

  const asked = (tenders: readonly Tender[]) => settleExchange(netted.owed, tenders, [], rule, false);
  const tenders = tendersOf(one, asked);
  const isBack = netted.owed < 0;
  const refunds = tenders.map((tender) => ({ ...tender, amount: negate(tender.amount) }));
  const settled = isBack ? settleExchange(netted.owed, [], refunds, rule, false) : asked(tenders);
  const gone = refundsOf(one, soldOnly, basisOf(one, sold.total, tenders, rule));
  const whole = {
    net: sum(gone.map(({ net }) => net)),
    taxes: taxesByName(gone),
    total: sum(gone.map(({ total }) => total)),
    cash: sum(gone.map(({ cash }) => cash)),
  };
  return {
    sale: {
      ...figures(netted, write),
      lines: own.map((line) => (line === undefined ? {} : figures(line, write))),
      cashDue: write(asked(tenders.filter((tender) => !isCash(tender))).cashDue),
      rounding: write(settled.rounding),
      paid: write(isBack ? sumOf(tenders) : subtract(settled.paid, settled.change)),
      change: write(settled.change),
    },
    refunds: gone.map((part) => ({ ...figures(part, write), cash: write(part.cash) })),
    refundsTotal: { ...figures(whole, write), cash: write(whole.cash) },
  };
}
