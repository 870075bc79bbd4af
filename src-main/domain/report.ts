// X and Z reports as papers. Owns what they say; every figure comes finished from the report.
import { formatMoney } from '#contract/money.ts';
import type { Paper, PaperBlock } from '#contract/receipt.ts';
import type { RegisterConfig } from '#contract/register.ts';
import type { CashFigures, PeriodFigures, ShiftClosing, XReport, ZReport } from '#contract/shift.ts';
import { wordsFor } from '#contract/words/index.ts';
import { negate } from './money.ts';
import { pair, text } from './paper.ts';
import { dateAndTime, paperHead } from './receipt.ts';

function tools(register: RegisterConfig) {
  return {
    words: wordsFor(register.receiptLanguage).receipt,
    money: (amount: number) => formatMoney(amount, register.currency, register.receiptLanguage),
  };
}

/** Only where something came back: what was sold and what came back, of which the total is the difference. */
function returnBlocks({ sold, returns }: PeriodFigures, register: RegisterConfig): PaperBlock[] {
  const { words, money } = tools(register);
  return [
    pair(words.sold, money(sold)),
    pair(words.returnCount, String(returns.count)),
    pair(words.returnTotal, money(negate(returns.total))),
  ];
}

function periodBlocks(period: PeriodFigures, register: RegisterConfig): PaperBlock[] {
  const { words, money } = tools(register);
  return [
    text(words.sales, 'left', { isBold: true }),
    pair(words.receipts, String(period.receiptCount)),
    ...(period.returns.count === 0 ? [] : returnBlocks(period, register)),
    pair(words.net, money(period.net)),
    ...period.taxes.map((tax) =>
      pair(words.tax({ name: tax.names[register.receiptLanguage] }), money(tax.amount)),
    ),
    pair(words.salesTotal, money(period.total), { isBold: true }),
    pair(words.rounding, money(period.rounding)),
    ...period.tenders.map((tender) => pair(words[tender.kind], money(tender.amount))),
    { kind: 'rule' },
    text(words.events, 'left', { isBold: true }),
    pair(words.voidedSales, String(period.voidedSales)),
    pair(words.voidedLines, String(period.voidedLines)),
    pair(words.noSales, String(period.noSales)),
    pair(words.copies, String(period.copies)),
    pair(words.priceOverrides, String(period.priceOverrides)),
  ];
}

function cashBlocks(cash: CashFigures, register: RegisterConfig): PaperBlock[] {
  const { words, money } = tools(register);
  return [
    pair(words.float, money(cash.float)),
    pair(words.cashTaken, money(cash.taken)),
    pair(words.changeGiven, money(negate(cash.change))),
    ...(cash.refunds === 0 ? [] : [pair(words.cashRefunds, money(negate(cash.refunds)))]),
    pair(words.paidIn, money(cash.paidIn)),
    pair(words.paidOut, money(negate(cash.paidOut))),
    pair(words.safeDrops, money(negate(cash.safeDrops))),
    pair(words.expected, money(cash.expected), { isBold: true }),
  ];
}

function shiftBlocks(shift: ShiftClosing, register: RegisterConfig): PaperBlock[] {
  const { words, money } = tools(register);
  const at = (instant: string) => {
    const { date, time } = dateAndTime(instant, register);
    return `${date} ${time}`;
  };
  const word = shift.overShort > 0 ? words.over : shift.overShort < 0 ? words.short : words.exact;
  return [
    { kind: 'rule' },
    text(words.shift({ name: shift.staffName }), 'left', { isBold: true }),
    text(words.shiftTimes({ from: at(shift.openedAt), to: at(shift.closedAt) })),
    ...cashBlocks(shift.cash, register),
    pair(words.counted, money(shift.counted)),
    pair(word, money(shift.overShort), { isBold: true }),
  ];
}

/** Figures so far; closes nothing. */
export function composeX(report: XReport, register: RegisterConfig): Paper {
  const { words } = tools(register);
  const cash = report.cash === null ? [] : cashBlocks(report.cash, register);
  return {
    title: words.xReport,
    blocks: [
      ...paperHead(register),
      text(words.xReport, 'center', { isBold: true }),
      text(words.xNote, 'center'),
      pair(words.openZ({ number: report.zNumber }), words.register({ number: register.number })),
      text(words.at(dateAndTime(report.at, register))),
      { kind: 'rule' },
      ...periodBlocks(report.period, register),
      ...(cash.length === 0 ? [] : [{ kind: 'rule' } as const, ...cash]),
    ],
  };
}

/** Only where anything ever came back. */
function perpetualReturns(report: ZReport, register: RegisterConfig): PaperBlock[] {
  const { words, money } = tools(register);
  if (report.perpetualReturnsAfter === 0) return [];
  return [
    pair(words.perpetualReturnsBefore, money(report.perpetualReturnsBefore)),
    pair(words.perpetualReturnsAfter, money(report.perpetualReturnsAfter), { isBold: true }),
  ];
}

/** The sealed, numbered figures of a register's close. */
export function composeZ(report: ZReport, register: RegisterConfig): Paper {
  const { words, money } = tools(register);
  return {
    title: words.zReport,
    blocks: [
      ...paperHead(register),
      text(words.zReport, 'center', { isBold: true, isLarge: true }),
      pair(words.zNumber({ number: report.zNumber }), words.register({ number: register.number })),
      text(words.tradingDay({ date: report.businessDate })),
      text(words.at(dateAndTime(report.closedAt, register))),
      text(words.closedBy({ name: report.closedBy })),
      { kind: 'rule' },
      ...periodBlocks(report.period, register),
      ...report.shifts.flatMap((shift) => shiftBlocks(shift, register)),
      { kind: 'rule' },
      pair(words.perpetualBefore, money(report.perpetualSalesBefore)),
      pair(words.perpetualAfter, money(report.perpetualSalesAfter), { isBold: true }),
      ...perpetualReturns(report, register),
      text(words.journalRows({ first: report.firstSeq, last: report.lastSeq })),
      text(words.seal({ seal: report.seal }), 'center', { isBold: true }),
      text(words.sealNote, 'center'),
    ],
  };
}
