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
import { labelled, readBody, readFoot, readMoney } from './paper.ts';
import { factsOf, periods } from './period.ts';
import { atCounter, claim, inMemory } from './property.ts';
import type { Property } from './property.ts';
import { trade } from './trade.ts';

/** The widths of real paper (58 mm, and two of 80 mm), in both languages. */
const papers = fc.record({
  columns: fc.constantFrom(32, 42, 48),
  language: fc.constantFrom('en' as const, 'zh' as const),
});
/** Null: as programs printed that knew one form. */
const forms = fc.constantFrom(null, 'cn' as const, 'vat' as const, 'added' as const);
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
  /** Whether its taxes stand in the form of a country. */
  hasForm: boolean;
}

type Block = Paper['blocks'][number];
type Pair = Extract<Block, { kind: 'pair' }>;
const pairsOf = (blocks: readonly Block[]) =>
  blocks.flatMap((block): Pair[] => (block.kind === 'pair' ? [block] : []));

/** The receipt in two: what a country's form says of its taxes, above the total and below what was paid, and the rest. */
function partForm(paper: Paper, language: 'en' | 'zh'): { rest: Paper; above: Pair[]; below: Block[] } {
  const words = wordsFor(language).receipt;
  const { blocks } = paper;
  const end = blocks.findIndex((block) => block.kind === 'pair' && block.isLarge);
  const first = blocks.findIndex((block) => block.kind === 'pair' && block.left === words.subtotal);
  const from = first === -1 || first > end ? end : first;
  const thanks = blocks.findIndex((block) => block.kind === 'text' && block.text === words.thanks);
  const rule = blocks.findIndex((block, at) => at > end && block.kind === 'rule');
  const to = rule === -1 || rule > thanks ? thanks : rule;
  const [saved = ''] = words.saved({ amount: '\n' }).split('\n');
  const isSaved = (block: Block) => block.kind === 'text' && block.text.startsWith(saved);
  const foot = blocks.slice(to, thanks);
  const rest = [
    ...blocks.slice(0, from),
    ...blocks.slice(end, to),
    ...foot.filter(isSaved),
    ...blocks.slice(thanks),
  ];
  const below = foot.filter((block) => !isSaved(block));
  return { rest: { ...paper, blocks: rest }, above: pairsOf(blocks.slice(from, end)), below };
}

/** Whatever the form, its figures are those that were kept. Answers whether taxes stand above the total. */
function assertForm(paper: Paper, language: 'en' | 'zh', kept: Kept): boolean {
  const { above, below, rest } = partForm(paper, language);
  const figure = (text: string) => readMoney(text, kept.currency) ?? Number.NaN;
  const sum = (figures: readonly Pair[]) => figures.reduce((so, { right }) => so + figure(right), 0);
  const taxed = total(kept.taxes);
  const table = below.find((block) => block.kind === 'table');
  if (table?.kind === 'table') {
    const [, net, tax] = table.rows.at(-1) ?? [];
    claim(figure(net ?? '') === kept.net && figure(tax ?? '') === taxed, 'the last row is what was kept');
    return false;
  }
  const held = sum(pairsOf(below));
  if (above.length === 0) {
    claim(held === taxed, 'the taxes that the amounts hold');
    return false;
  }
  const [subtotal = Number.NaN, ...added] = above.map(({ right }) => figure(right));
  const more = added.reduce((so, one) => so + one, 0);
  claim(subtotal + more === kept.total && held + more === taxed, 'taxes on top make the total');
  claim(readBody(rest, kept.currency) === subtotal, 'down from the first line the paper adds up');
  return true;
}

function assertPaper(whole: Paper, { columns, language }: Look, kept: Kept): void {
  const paper = kept.hasForm ? partForm(whole, language).rest : whole;
  const isAdded = kept.hasForm && assertForm(whole, language, kept);
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
  if (!kept.hasForm && taxes.length > 0) wanted.set(words.net, kept.net);
  for (const tax of kept.hasForm ? [] : taxes) wanted.set(tax[language], tax.amount);
  if (kept.savings > 0) wanted.set(saved, kept.savings);
  for (const [label, amount] of wanted) claim(foot.get(labelled(label)) === amount, `${label} on the paper`);
  claim(foot.size === wanted.size, 'nothing else is on the paper');
  const body = readBody(paper, currency);
  if (isAdded) return;
  claim(body === kept.subtotal - kept.savings - kept.returned, 'the lines on the paper add up');
}

function keptOf({ sale, completed, receipt: terms }: SaleFact): Kept {
  const { currency, net, rounding, change, subtotal, savings, returned, tenders } = sale;
  return {
    currency,
    net,
    rounding,
    change,
    subtotal,
    savings,
    returned,
    total: sale.total,
    taxes: sale.taxes.map(({ names, amount }) => ({ ...names, amount })),
    // Cards are not the till's yet: a receipt shows cash.
    cash: tenders.length === 0 ? null : total(tenders.filter(({ kind }) => kind === 'cash')),
    refunded: completed.refunded ?? 0,
    hasForm: terms !== undefined,
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
  const hasForm = fact.receipt !== undefined;
  return { ...row, currency, taxes, cash, subtotal, savings, hasForm };
}

export const receipt: Property = {
  number: 6,
  says: 'the printed receipt, parsed, gives the stored totals',
  parts: [
    inMemory(
      'any sale in the form of any country, as text on any paper',
      fc.record({ deal: deals, look: papers, form: forms }),
      ({ deal, look, form }) => {
        const terms = { taxSummary: form, taxNumber: null, destination: null };
        const printed = {
          ...dealtWith(deal, soldBefore(deal)),
          ...(form === null ? {} : { receipt: terms }),
        } as SaleFact;
        const paper = composeReceipt(printed, register(printed.sale.currency, look.language));
        assertPaper(paper, look, keptOf(printed));
      },
    ),
    atCounter(
      'the paper that waits for the printer, against the tables',
      100,
      fc.record({ plan: periods, look: papers }),
      (counter, { plan, look }) => {
        counter.set({ receiptLanguage: look.language });
        for (const fact of factsOf(trade(counter, plan))) {
          const job = findReceipt(counter.db, fact.sale.saleId);
          if (job === null) throw new Error('no paper waits');
          const kept = storedIn(counter.db, fact);
          assertPaper(job.paper, look, kept);
        }
      },
    ),
  ],
};
