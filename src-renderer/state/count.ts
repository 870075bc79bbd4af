// The sheet on which a drawer is counted: which box the keys go to and what was typed into each. Pure; it counts notes
// and coins, and leaves every amount to the main process.
import type { CashCount, DenominationCount } from '#contract/shift.ts';
import { backspace, typeInto } from '#screen/entry.ts';

/** As many digits as a count may have (99,999). */
const MAX_DIGITS = 5;
const MAX_COUNT = 99_999;

export interface CountSheet {
  /** What the till made of the last counts it was told. */
  told: CashCount;
  /** What stands in each box, in the order of `told.rows`; empty where nothing was counted. */
  typed: readonly string[];
  /** The box that the keys go to; one past the last once all are counted. */
  row: number;
  /** The next digit begins the box anew. */
  isFresh: boolean;
  /** The sum is typed instead, for a shop that counts that way. */
  isSum: boolean;
}

/** A sheet that goes on after the last note or coin that was counted. */
export function sheetFrom(told: CashCount): CountSheet {
  const last = told.rows.findLastIndex(({ count }) => count > 0);
  return {
    told,
    typed: told.rows.map(({ count }) => (count === 0 ? '' : String(count))),
    row: Math.min(last + 1, told.rows.length - 1),
    isFresh: true,
    isSum: false,
  };
}

export function isAtEnd(sheet: CountSheet): boolean {
  return sheet.row >= sheet.typed.length;
}

function write(sheet: CountSheet, text: string, isFresh: boolean): CountSheet {
  const typed = sheet.typed.map((before, at) => (at === sheet.row ? text : before));
  return { ...sheet, typed, isFresh };
}

/** The sheet after one more digit; unchanged where it does not fit or all is counted. */
export function typeDigit(sheet: CountSheet, key: string): CountSheet {
  if (isAtEnd(sheet)) return sheet;
  const before = sheet.isFresh ? '' : (sheet.typed[sheet.row] ?? '');
  const { text } = typeInto({ text: before, quantity: null }, key, { kind: 'number', decimals: 0 });
  return text === before || text.length > MAX_DIGITS ? sheet : write(sheet, text, false);
}

export function eraseDigit(sheet: CountSheet): CountSheet {
  const before = sheet.typed[sheet.row] ?? '';
  return isAtEnd(sheet) ? sheet : write(sheet, backspace({ text: before, quantity: null }).text, false);
}

export function clearBox(sheet: CountSheet): CountSheet {
  return isAtEnd(sheet) ? sheet : write(sheet, '', true);
}

/** One note or coin more or less in the box. */
export function addOne(sheet: CountSheet, by: 1 | -1): CountSheet {
  if (isAtEnd(sheet)) return sheet;
  const count = countIn(sheet, sheet.row) + by;
  return count < 0 || count > MAX_COUNT ? sheet : write(sheet, String(count), true);
}

/** To another box, or past the last one. */
export function moveTo(sheet: CountSheet, row: number): CountSheet {
  return { ...sheet, row: Math.max(0, Math.min(sheet.typed.length, row)), isFresh: true };
}

export function countIn(sheet: CountSheet, row: number): number {
  return Number(sheet.typed[row] ?? '');
}

/** Whether the till was told what stands in this box. */
export function isTold(sheet: CountSheet, row: number): boolean {
  return sheet.told.rows[row]?.count === countIn(sheet, row);
}

export function isAllTold(sheet: CountSheet): boolean {
  return sheet.typed.every((_, row) => isTold(sheet, row));
}

/** What the till is told: every box, so that an emptied one counts as none. */
export function countsOf(sheet: CountSheet): DenominationCount[] {
  return sheet.told.rows.map(({ denomination }, row) => ({ denomination, count: countIn(sheet, row) }));
}
