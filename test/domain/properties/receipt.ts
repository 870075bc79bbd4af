// (6) The printed receipt, parsed, gives the stored totals: its text is read back and held against the figures that were kept.
import * as fc from 'fast-check';
import type { SaleFact } from '#contract/journal.ts';
import type { Currency } from '#contract/money.ts';
import type { Paper } from '#contract/receipt.ts';
import type { RegisterConfig } from '#contract/register.ts';
import { wordsFor } from '#contract/words/index.ts';
import { composeReceipt } from '#domain/receipt.ts';
import { findReceipt } from '#store/print-job.ts';
import type { Db } from '#store/open.ts';
import { deals, dealtWith, soldBefore, total } from './paid.ts';
import { labelled, readBody, readFoot } from './paper.ts';
import { factsOf, longerPeriods } from './period.ts';
import { atCounter, claim, pure } from './property.ts';
import type { Property } from './property.ts';
import { trade } from './trade.ts';

/** The widths of real paper (58 mm, and two of 80 mm), in both languages. */
const papers = fc.record({
  columns: fc.constantFrom(32, 42, 48),
  language: fc.constantFrom('en' as const, 'zh' as const),
});
type Look = typeof papers extends fc.Arbitrary<infer P> ? P : never;

/** What was kept of a sale, wherever it was kept. */
interface Kept {
  currency: Currency;
  net: number;
  taxes: { en: string; zh: string; amount: number }[];
  total: number;
  rounding: number;
  /** Null where nothing was handed over. */
  cash: number | null;
  change: number;
  refunded: number;
  subtotal: number;
  savings: number;
  returned: number;
}

function assertPaper(paper: Paper, { columns, language }: Look, kept: Kept): void {
  const words = wordsFor(language).receipt;
  const [saved = ''] = words.saved({ amount: '\n' }).split('\n');
  const { currency, taxes } = kept;
  const names = taxes.map((tax) => tax[language]);
  const foot = readFoot(paper, columns, { currency, language, taxes: names });
  const wanted = new Map<string, number>([[words.total, kept.total]]);
  if (kept.rounding !== 0) wanted.set(words.rounding, kept.rounding);
  if (kept.cash !== null) wanted.set(words.cash, kept.cash);
  if (kept.refunded > 0) wanted.set(words.moneyBack, kept.refunded);
  if (kept.change > 0) wanted.set(words.change, kept.change);
  if (taxes.length > 0) wanted.set(words.net, kept.net);
  for (const tax of taxes) wanted.set(tax[language], tax.amount);
  if (kept.savings > 0) wanted.set(saved, kept.savings);
  for (const [label, amount] of wanted) claim(foot.get(labelled(label)) === amount, `${label} on the paper`);
  claim(foot.size === wanted.size, 'nothing else is on the paper');
  const body = readBody(paper, currency);
  claim(body === kept.subtotal - kept.savings - kept.returned, 'the lines on the paper add up');
}

function keptOf({ sale, completed }: SaleFact): Kept {
  const { currency, net, rounding, change, subtotal, savings, returned, tenders } = sale;
  return {
    ...{ currency, net, rounding, change, subtotal, savings, returned },
    total: sale.total,
    taxes: sale.taxes.map(({ names, amount }) => ({ ...names, amount })),
    // Cards are not the till's yet: a receipt shows cash.
    cash: tenders.length === 0 ? null : total(tenders.filter(({ kind }) => kind === 'cash')),
    refunded: completed.refunded ?? 0,
  };
}

export const register = (currency: Currency, receiptLanguage: 'en' | 'zh') =>
  ({
    storeName: 'Shop',
    number: 1,
    currency,
    timeZone: 'Asia/Shanghai',
    receiptLanguage,
    isDemo: true,
  }) as RegisterConfig;

/** What the tables say of a sale; what was asked and saved is in its journal row only. */
function storedIn(db: Db, fact: SaleFact): Kept {
  const { saleId } = fact.sale;
  const row = db
    .prepare(
      `SELECT net, total, rounding, received, change,
         (SELECT count(*) FROM tender WHERE sale_id = sale.id) AS tenders,
         (SELECT coalesce(sum(amount), 0) FROM refund WHERE sale_id = sale.id) AS refunded,
         (SELECT coalesce(sum(total), 0) FROM return_item WHERE sale_id = sale.id) AS returned
       FROM sale WHERE id = ?`,
    )
    .get(saleId) as Record<'net' | 'total' | 'rounding' | 'received' | 'change' | 'refunded', number> & {
    tenders: number;
    returned: number;
  };
  const taxes = db
    .prepare('SELECT name_en AS en, name_zh AS zh, amount FROM sale_tax WHERE sale_id = ?')
    .all(saleId) as Kept['taxes'];
  const { currency, subtotal, savings } = fact.sale;
  const cash = row.tenders === 0 ? null : row.received;
  return { ...row, currency, taxes, cash, subtotal, savings };
}

export const receipt: Property = {
  number: 6,
  says: 'the printed receipt, parsed, gives the stored totals',
  parts: [
    pure('any sale, as text on any paper', fc.record({ deal: deals, look: papers }), ({ deal, look }) => {
      const fact = dealtWith(deal, soldBefore(deal));
      const paper = composeReceipt(fact, register(fact.sale.currency, look.language));
      assertPaper(paper, look, keptOf(fact));
    }),
    atCounter(
      'the paper that waits for the printer, against the tables',
      50,
      fc.record({ plan: longerPeriods, look: papers }),
      (counter, { plan, look }) => {
        counter.set({ receiptLanguage: look.language });
        for (const fact of factsOf(trade(counter, plan))) {
          const job = findReceipt(counter.db, fact.sale.saleId);
          if (job === null) throw new Error('no paper waits');
          assertPaper(job.paper, look, storedIn(counter.db, fact));
        }
      },
    ),
  ],
};
