// (8) Recomputing from the trace is identical: a sale computed again from what was written of it has the same figures by the
// same steps, and each step's own exact figure, rounded as it says, is its result.
import * as fc from 'fast-check';
import type { SaleFact } from '#contract/journal.ts';
import { decimalsOf } from '#contract/money.ts';
import type { Currency } from '#contract/money.ts';
import type { TraceStep } from '#contract/trace.ts';
import {
  differencesOf,
  explainedFact,
  explainSale,
  promotedAgain,
  promotionDifferencesOf,
} from '#domain/explain.ts';
import type { Explanation } from '#domain/explain.ts';
import { originalOfFact } from '#domain/original.ts';
import { ReturnsAgain } from '#domain/returns-again.ts';
import { traceMark } from '#store/trace-mark.ts';
import { occasion } from './basket.ts';
import { offers } from './laid-down.ts';
import { deals, dealtWith, soldBefore } from './paid.ts';
import { factsOf, periods } from './period.ts';
import { atCounter, claim, inMemory } from './property.ts';
import type { Property } from './property.ts';
import { trade } from './trade.ts';

interface Exactly {
  over: bigint;
  under: bigint;
}

/** An exact figure as it is written, in minor units: over / under. One without an end is a little more than what is written. */
function readExact(text: string, currency: Currency): Exactly {
  const isCut = text.endsWith('…');
  const [whole = '0', part = ''] = text.replace('…', '').split('.');
  const digits = BigInt(`${whole}${part}${isCut ? '1' : ''}`);
  const places = part.length + (isCut ? 1 : 0) - decimalsOf(currency);
  return places < 0
    ? { over: digits * 10n ** BigInt(-places), under: 1n }
    : { over: digits, under: 10n ** BigInt(places) };
}

/** To the nearest whole, a tie up or to the even one; of a magnitude, written without the calculator's. */
function nearest({ over, under }: Exactly, mode: 'half-up' | 'half-even'): bigint {
  const twice = (over % under) * 2n;
  const below = over / under;
  const isUp = twice > under || (twice === under && (mode === 'half-up' || below % 2n === 1n));
  return isUp ? below + 1n : below;
}

/** What is told as a part of something stored. */
const drawn: ReadonlySet<string> = new Set(['returnTotal', 'returnTax', 'moneyBack']);

/** Cash is given back by the shop's rule for cash, which may go always up or always down; never below nought. */
function roundedBy(mode: TraceStep['rounding'], value: Exactly): bigint {
  if (mode === 'half-up' || mode === 'half-even') return nearest(value, mode);
  const whole = value.over / value.under;
  return mode === 'up' && whole * value.under !== value.over ? whole + 1n : whole;
}

/** Whether the result of a step is its exact figure, rounded as the step says. */
function isRounded(
  { rule, figure, exact, rounding, result, inputs }: TraceStep,
  currency: Currency,
): boolean {
  // What cash rounding adds depends on what was laid down: it is held against what was paid, by property 1.
  if (rule === 'R7') return true;
  const { over, under } = readExact(exact, currency);
  const units = (name: string) => inputs.find((input) => input.name === name)?.value;
  // What is drawn down says what is back by now, to this many units; less what was back before is what comes back.
  const by = readExact(units('gone') ?? '0', currency).over;
  const all = BigInt(result) + by;
  const increment = readExact(units('increment') ?? '0', currency).over || 1n;
  if (rounding === null) return over === all * under;
  if (drawn.has(figure)) {
    const part = roundedBy(rounding, { over, under: under * increment }) * increment;
    // A step of cash may be more than all that was paid: no more than that goes back.
    const paid = readExact(units('stored') ?? '0', currency).over;
    return all === (figure === 'moneyBack' && part > paid ? paid : part);
  }
  // A share of a rounded figure is less than one and a half away from its own.
  const twice = (BigInt(result) * under - over) * 2n;
  if (rounding === 'share') return twice < 3n * under && twice > -3n * under;
  if (rounding !== 'half-up' && rounding !== 'half-even') return false;
  if (rule === 'R10' && figure === 'documentTax') {
    // What is taken off a tax is rounded, not what is left of it.
    const { over: was, under: one } = readExact(inputs[0]?.value ?? '', currency);
    const before = was / one;
    return BigInt(result) === before - nearest({ over: before * under - over, under }, rounding);
  }
  return BigInt(result) === nearest({ over, under }, rounding);
}

/** What the steps say last of each line is what is charged for it. */
function assertLastWords({ sale, lines }: SaleFact, { steps }: Explanation): void {
  if (sale.orderDiscount?.given.kind === 'percent') return;
  for (const { number, gross, net, taxes, isVoided } of lines) {
    if (isVoided) continue;
    const own = steps.filter(({ lineNumber }) => lineNumber === number);
    claim(own.find(({ figure }) => figure === 'gross')?.result === gross, 'gross is in the trace');
    claim(own.findLast(({ figure }) => figure === 'net')?.result === net, 'net is in the trace');
    for (const tax of taxes) {
      const step = own.findLast(({ figure, names }) => figure === 'tax' && names?.en === tax.names.en);
      claim(step?.result === tax.amount, 'each tax is in the trace');
    }
  }
}

/** Computes a fact again from what it says; `sold` is what something of it was brought back of. */
function assertSame(fact: SaleFact, sold: (saleId: string) => SaleFact | null): Explanation {
  const books = new ReturnsAgain((saleId) => {
    const original = sold(saleId);
    return original === null ? null : originalOfFact(original);
  });
  const { returns, differences } = books.take(fact.returns ?? []);
  const explained = explainedFact(fact);
  if (explained === null) throw new Error('the fact does not say what it was computed from');
  const explanation = explainSale({ ...explained, returns });
  claim(differences.length === 0, 'what came back is drawn down from the same');
  claim(differencesOf(fact, explanation).length === 0, 'every figure comes out again');
  for (const step of explanation.steps) {
    claim(isRounded(step, fact.sale.currency), `a step rounds its own figure: ${JSON.stringify(step)}`);
  }
  assertLastWords(fact, explanation);
  return explanation;
}

const { timeZone, dayStartsAt, couponUses } = occasion;

export const trace: Property = {
  number: 8,
  says: 'recomputing from the trace is identical',
  parts: [
    inMemory('any sale, from what its fact says', fc.record({ deal: deals }), ({ deal }) => {
      const sold = soldBefore(deal);
      const fact = dealtWith(deal, sold);
      assertSame(fact, () => sold);
      const promotions = deal.isReturnOnly && fact.lines.length === 0 ? [] : deal.basket.promotions;
      const promoted = promotedAgain(fact, { promotions, couponUses, timeZone, dayStartsAt });
      claim(promoted !== null, 'promotions can be asked again');
      claim(promotionDifferencesOf(fact, promoted).length === 0, 'each promotion takes off the same again');
    }),
    atCounter('any period, from its rows in the journal', 100, periods, (counter, plan) => {
      const facts = factsOf(trade(counter, plan));
      for (const fact of facts) {
        const explanation = assertSame(
          fact,
          (saleId) => facts.find(({ sale }) => sale.saleId === saleId) ?? null,
        );
        claim(fact.rules.trace === traceMark(explanation.steps), 'the mark of the steps is the same');
        const shop = { promotions: offers, couponUses, timeZone, dayStartsAt };
        const promoted = promotedAgain(fact, shop);
        claim(promoted !== null, 'promotions can be asked again');
        claim(promotionDifferencesOf(fact, promoted).length === 0, 'each promotion takes off the same again');
      }
    }),
  ],
};
