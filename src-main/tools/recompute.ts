// `till recompute`: computes every sale of a data folder again with today's calculator and names each stored figure that
// comes out differently (arithmetic R19). Only reads.
import type { Writable } from 'node:stream';
import type { SaleId } from '#contract/ids.ts';
import type { JournalBodies, SaleFact } from '#contract/journal.ts';
import { decimalsOf, toDecimal } from '#contract/money.ts';
import type { Promotion } from '#contract/promotion.ts';
import { formatQuantity } from '#contract/quantity.ts';
import type { Difference } from '#domain/compare.ts';
import {
  differencesOf,
  explainedFact,
  explainSale,
  partialDifferencesOf,
  promotedAgain,
  promotionDifferencesOf,
} from '#domain/explain.ts';
import { originalOfFact } from '#domain/original.ts';
import { ReturnsAgain } from '#domain/returns-again.ts';
import { readFact } from '#domain/sale-fact.ts';
import { booksOf, currentBooks, listBooks } from '#store/books.ts';
import { isThere } from '#store/durable.ts';
import { bodyOf, rowAt, rowsFrom } from '#store/journal.ts';
import type { JournalRow } from '#store/journal.ts';
import { databaseFile, openReadOnly } from '#store/open.ts';
import type { Db } from '#store/open.ts';
import { traceMark } from '#store/trace-mark.ts';
import { progressOn } from './progress.ts';
import type { Progress } from './progress.ts';

/** More than anybody reads; the count at the end says how many there are. */
const MOST_NAMED = 20;

interface Tally {
  sales: number;
  lines: number;
  /** Sales that do not say their tax rates, of which only amounts and sums could be computed again. */
  partly: number;
  differing: number;
  named: string[];
}

interface Recomputed {
  isPartly: boolean;
  differences: Difference[];
  /** The steps are others than those that made the figures, although every figure came out. */
  hasOtherSteps: boolean;
}

/** The shop as the journal's rows up to here tell it: what promotions there were, and how often coupons were used. */
class ShopSoFar {
  readonly #promotions = new Map<string, Promotion>();
  readonly couponUses = new Map<string, number>();
  dayStartsAt = 0;
  #list: readonly Promotion[] = [];

  see(row: JournalRow): void {
    const { kind } = row.header;
    if (kind === 'promotion.changed') this.#change(bodyOf<'promotion.changed'>(row));
    if (kind === 'register.enrolled') {
      const { follows } = bodyOf<'register.enrolled'>(row);
      this.#change({ put: follows?.promotions ?? [], removed: [] });
    }
    if (kind === 'register.enrolled' || kind === 'register.changed') {
      this.dayStartsAt = bodyOf<'register.changed'>(row).register.dayStartsAt;
    }
  }

  #change({ put, removed }: JournalBodies['promotion.changed']): void {
    for (const id of removed) this.#promotions.delete(id);
    for (const one of put) this.#promotions.set(one.promotionId, one);
    this.#list = [...this.#promotions.values()];
  }

  /** After the sale: what it used up is gone for the next. */
  use({ couponUses = [] }: SaleFact): void {
    for (const { code, times } of couponUses)
      this.couponUses.set(code, (this.couponUses.get(code) ?? 0) + times);
  }

  at(timeZone: string) {
    const { couponUses, dayStartsAt } = this;
    return { promotions: this.#list, couponUses, dayStartsAt, timeZone };
  }
}

/** The rows of the sales so far, so that what comes back is held against what was sold. */
class SalesSoFar {
  readonly #seqs = new Map<SaleId, number>();
  readonly returns: ReturnsAgain;

  constructor(db: Db) {
    this.returns = new ReturnsAgain((saleId) => {
      const seq = this.#seqs.get(saleId);
      const row = seq === undefined ? null : rowAt(db, seq);
      return row === null ? null : originalOfFact(readFact(bodyOf<'sale.completed'>(row)));
    });
  }

  see(row: JournalRow, { sale }: SaleFact): void {
    this.#seqs.set(sale.saleId, row.header.seq);
  }
}

function recomputed(
  fact: SaleFact,
  shop: ReturnType<ShopSoFar['at']>,
  returned: ReturnType<ReturnsAgain['take']>,
): Recomputed {
  const explained = explainedFact(fact);
  if (explained === null) {
    const { rounding, taxRounding } = fact.rules;
    const settings = { currency: fact.sale.currency, rounding, taxRounding };
    return { isPartly: true, differences: partialDifferencesOf(fact, settings), hasOtherSteps: false };
  }
  const explanation = explainSale({ ...explained, returns: returned.returns });
  const promoted = promotedAgain(fact, shop);
  const differences = [
    ...(promoted === null ? [] : promotionDifferencesOf(fact, promoted)),
    ...returned.differences,
    ...differencesOf(fact, explanation),
  ];
  const { trace } = fact.rules;
  const hasOtherSteps = trace !== undefined && trace !== traceMark(explanation.steps);
  return { isPartly: false, differences, hasOtherSteps };
}

function describe(row: JournalRow, { sale }: SaleFact, { differences, hasOtherSteps }: Recomputed): string {
  const money = (amount: number) => toDecimal(amount, decimalsOf(sale.currency));
  const figures = differences.map(({ figure, lineNumber, stored, computed, isQuantity }) => {
    const where = lineNumber === null ? '' : `line ${lineNumber}, `;
    const write = isQuantity === true ? formatQuantity : money;
    return `  ${where}${figure}: stored ${write(stored)}, computed ${write(computed)}`;
  });
  if (figures.length === 0 && hasOtherSteps) figures.push('  the same figures by other steps');
  return [`event ${row.header.seq}, receipt ${sale.receiptNumber ?? ''}:`, ...figures].join('\n');
}

function recomputeBooks(folder: string, tally: Tally, progress: Progress): void {
  const shop = new ShopSoFar();
  const db = openReadOnly(folder);
  const sales = new SalesSoFar(db);
  try {
    for (const row of rowsFrom(db, 1)) {
      shop.see(row);
      if (row.header.kind !== 'sale.completed') continue;
      const fact = readFact(bodyOf<'sale.completed'>(row));
      const result = recomputed(fact, shop.at(row.header.timeZone), sales.returns.take(fact.returns ?? []));
      sales.see(row, fact);
      shop.use(fact);
      tally.sales += 1;
      tally.lines += fact.lines.length;
      if (result.isPartly) tally.partly += 1;
      if (result.differences.length > 0 || result.hasOtherSteps) {
        tally.differing += 1;
        if (tally.named.length < MOST_NAMED) tally.named.push(describe(row, fact, result));
      }
      progress.show(`${tally.sales} sales computed again`);
    }
  } finally {
    db.close();
  }
}

function words({ sales, lines, partly, differing }: Tally): string {
  const all = `${sales} sales, ${lines} lines`;
  const older =
    partly === 0
      ? ''
      : ` ${partly} of them are of an earlier program that did not write its tax rates: their amounts and sums were computed again, their taxes not.`;
  return differing === 0
    ? `RECOMPUTED: ${all}. Every stored figure came out again.${older}\n`
    : `DIFFERENT: ${differing} of ${all}.${older}\n`;
}

/** Computes the sales of all books of a folder again. Returns the exit code: 0 all the same, 1 not, 2 nothing there. */
export function recomputeFolder(folder: string, output: Writable, errors: Writable): number {
  const books = [...listBooks(folder).slice(0, -1), currentBooks(folder)].map((n) => booksOf(folder, n));
  const present = books.filter((one) => isThere(databaseFile(one)));
  if (present.length === 0) {
    output.write(`There is no till in ${folder}.\n`);
    return 2;
  }
  const progress = progressOn(errors);
  const tally: Tally = { sales: 0, lines: 0, partly: 0, differing: 0, named: [] };
  for (const one of present) recomputeBooks(one, tally, progress);
  progress.clear();
  for (const one of tally.named) output.write(`${one}\n`);
  output.write(words(tally));
  return tally.differing === 0 ? 0 : 1;
}
