// `pricing`: everything that turns a full basket into figures, with a shop's flyer of promotions and three taxes, beside the
// same basket with neither. Calls the domain itself, as every scan does.
import type { Tax } from '#contract/catalog.ts';
import type { Instant } from '#contract/ids.ts';
import type { Money, RatePpm } from '#contract/money.ts';
import { sum } from '#domain/money.ts';
import { promote } from '#domain/promote.ts';
import type { Occasion, PromotedLine } from '#domain/promote.ts';
import { calculateSale, lineAmount } from '#domain/sale.ts';
import type { PricedLine, SaleSettings } from '#domain/sale.ts';
import type { Bench, Benchmark } from './benchmark.ts';
import { median, pairRatios, shown, shownRatio } from './figures.ts';
import { makeBasket, makePromotions } from './offers.ts';
import type { Row } from './table.ts';

const LINES = 200;
const PROMOTIONS = 500;
/** The goal of the design, in microseconds a line. */
const GOAL_US = 50;
const settings: SaleSettings = { currency: 'CNY', rounding: 'half-up', taxRounding: 'line' };

const tax = (name: string, ppm: number, included: boolean, raisesBase: boolean): Tax => ({
  names: { en: name, zh: name },
  ratePpm: ppm as RatePpm,
  included,
  raisesBase,
  ignoresRaised: false,
});
const taxes = [
  tax('VAT', 130_000, true, false),
  tax('Levy', 30_000, false, true),
  tax('City', 10_000, false, false),
];

const occasion: Occasion = {
  openedAt: '2026-05-06T10:00:00.000Z' as Instant,
  timeZone: 'Asia/Shanghai',
  dayStartsAt: 5,
  customerGroup: null,
  coupons: ['SAVE'],
  couponUses: new Map(),
};

function lines(seed: number): PromotedLine[] {
  return makeBasket(seed, LINES).map((line) => ({
    ...line,
    listPriceMicros: line.priceMicros,
    fixedAmount: null,
    discount: null,
  }));
}

const usPerLine = (ms: number) => (ms * 1000) / LINES;

function timed(work: () => void): number {
  const startMs = performance.now();
  work();
  return performance.now() - startMs;
}

/** Every figure of the basket, as a scan computes it. */
function price(basket: readonly PromotedLine[], promotions: ReturnType<typeof makePromotions>): Money {
  const { byLine } = promote(basket, promotions, occasion, settings);
  const priced = basket.map((line): PricedLine => ({
    quantity: line.quantity,
    priceMicros: line.priceMicros,
    taxes,
    promotions: sum((byLine.get(line.number) ?? []).map(({ saved }) => saved)),
  }));
  return calculateSale(priced, settings).total;
}

/** What cannot be left out: quantity times price, rounded, and added up. */
function bare(basket: readonly PromotedLine[]): Money {
  return sum(
    basket.map(({ quantity, priceMicros }) => lineAmount({ quantity, priceMicros, taxes: [] }, settings)),
  );
}

// oxlint-disable-next-line typescript/require-await -- a benchmark that waits for nothing
async function run({ isQuick, progress, signal }: Bench): Promise<Row[]> {
  const promotions = makePromotions(1, PROMOTIONS);
  const rounds = isQuick ? 3 : 60;
  const pairs: { a: number; b: number }[] = [];
  for (let round = -5; round < rounds && !signal.aborted; round += 1) {
    progress.step('pricing: rounds', Math.max(round, 0), rounds);
    const basket = lines(round + 100);
    const a = timed(() => price(basket, promotions));
    const b = timed(() => bare(basket));
    // The first rounds warm up, as the first customers of a day do.
    if (round >= 0) pairs.push({ a, b });
  }
  const took = median(pairs.map(({ a }) => usPerLine(a)));
  return [
    {
      benchmark: 'pricing',
      what: `${LINES} lines, ${PROMOTIONS} active promotions, ${taxes.length} taxes`,
      product: `${shown(took)} us per line`,
      limit: `${shown(median(pairs.map(({ b }) => usPerLine(b))))} us per line without promotions and taxes`,
      ratio: shownRatio(pairRatios(pairs)),
      target: `≤ ${GOAL_US} us per line`,
      isMet: took <= GOAL_US,
    },
  ];
}

export const pricing: Benchmark = {
  name: 'pricing',
  about: 'a basket of 200 lines with 500 promotions and three taxes, in microseconds per line',
  run,
};
