// The sheet of a count: what keys do to its boxes; and that the till is told the newest of what was typed, whatever the
// order and speed of its answers.
import { expect, test } from 'vitest';
import type { CashCount, DenominationCount } from '#contract/shift.ts';
import { createCalls } from '#screen/bridge/calls.ts';
import {
  addOne,
  clearBox,
  countsOf,
  eraseDigit,
  isAllTold,
  isAtEnd,
  moveTo,
  sheetFrom,
  typeDigit,
} from '#screen/state/count.ts';
import type { CountSheet } from '#screen/state/count.ts';
import { createTill } from '#screen/state/till.ts';
import { changeSheet, leaveCount, saveCountAgain, sheetOf } from '#screen/verbs/count.ts';

const VALUES = [10_000, 5000, 2000];

/** What the till answers; its amounts mean nothing here. */
function told(...counts: number[]): CashCount {
  const rows = VALUES.map((denomination, at) => ({ denomination, count: counts[at] ?? 0, amount: 0 }));
  return { rows, counted: 0, float: 0, takings: 0 } as unknown as CashCount;
}

const type = (sheet: CountSheet, keys: string) => [...keys].reduce(typeDigit, sheet);

test('a new count begins at the first box, a begun one after the last that was counted', () => {
  expect(sheetFrom(told()).row).toBe(0);
  expect(sheetFrom(told(0, 9))).toMatchObject({ row: 2, typed: ['', '9', ''] });
  // All counted: still in the last box, so that Enter does not close at once.
  expect(isAtEnd(sheetFrom(told(1, 2, 3)))).toBe(false);
});

test('the first digit replaces what stands in a box, the next ones go on', () => {
  const sheet = moveTo(sheetFrom(told(7)), 0);
  expect(type(sheet, '14').typed[0]).toBe('14');
  expect(type(type(sheet, '14'), '00').typed[0]).toBe('1400');
});

test('a box takes five digits, no point and no leading nought', () => {
  const sheet = sheetFrom(told());
  expect(type(sheet, '123456').typed[0]).toBe('12345');
  expect(type(sheet, '1.5').typed[0]).toBe('15');
  expect(type(sheet, '05').typed[0]).toBe('5');
});

test('erasing edits what stands there, clearing empties it', () => {
  const sheet = moveTo(sheetFrom(told(37)), 0);
  expect(eraseDigit(sheet).typed[0]).toBe('3');
  expect(typeDigit(eraseDigit(sheet), '8').typed[0]).toBe('38');
  expect(clearBox(sheet).typed[0]).toBe('');
});

test('one more and one less, never below none or above what a count may be', () => {
  const sheet = sheetFrom(told());
  expect(addOne(sheet, 1).typed[0]).toBe('1');
  expect(addOne(sheet, -1)).toBe(sheet);
  const most = moveTo(sheetFrom(told(99_999)), 0);
  expect(addOne(most, 1)).toBe(most);
});

test('past the last box no key counts anything', () => {
  const sheet = moveTo(sheetFrom(told(1, 2, 3)), 99);
  expect(isAtEnd(sheet)).toBe(true);
  for (const change of [typeDigit(sheet, '5'), eraseDigit(sheet), clearBox(sheet), addOne(sheet, 1)]) {
    expect(change).toBe(sheet);
  }
  expect(moveTo(sheet, sheet.row - 1).row).toBe(2);
});

test('an emptied box is told as none', () => {
  const sheet = clearBox(moveTo(sheetFrom(told(7)), 0));
  expect(isAllTold(sheet)).toBe(false);
  expect(countsOf(sheet)[0]).toEqual({ denomination: 10_000, count: 0 });
});

/** A till at the count, whose answers come when the test gives them. */
function atTheCount() {
  const calls = createCalls();
  const till = createTill(calls, 'en');
  const asked: { id: number; counts: DenominationCount[] }[] = [];
  calls.opened(({ id, command, args }) => {
    if (command === 'shift.count')
      asked.push({ id, counts: (args as { counts: DenominationCount[] }).counts });
  });
  till.store.setState({ connection: 'ready', place: { name: 'count', sheet: sheetFrom(told()) } });
  const answer = async (at: number) => {
    const { id, counts } = asked[at] ?? { id: 0, counts: [] };
    calls.received({ id, ok: true, result: told(...counts.map(({ count }) => count)) });
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };
  const key = (digit: string) => changeSheet(till, (sheet) => typeDigit(sheet, digit));
  return { till, asked, answer, key };
}

test('what is typed while the till still answers is told next, and last', async () => {
  const { till, asked, answer, key } = atTheCount();
  key('1');
  key('4');
  changeSheet(till, (sheet) => moveTo(sheet, 1));
  key('9');
  expect(asked.map(({ counts }) => counts.map(({ count }) => count))).toEqual([[1, 0, 0]]);
  await answer(0);
  // Nothing typed is lost to an answer that is older than it.
  expect(sheetOf(till.store.getState())?.typed).toEqual(['14', '9', '']);
  expect(asked.at(-1)?.counts.map(({ count }) => count)).toEqual([14, 9, 0]);
  await answer(1);
  expect(asked).toHaveLength(2);
});

test('what a scan left with the till is told again once the scan was taken back', async () => {
  const { till, asked, answer, key } = atTheCount();
  key('5');
  await answer(0);
  const before = till.store.getState().place;
  key('6');
  await answer(1);
  // As the key router does: the state from before the burst, answers included.
  till.store.setState({ place: before });
  void saveCountAgain(till);
  expect(asked.at(-1)?.counts[0]?.count).toBe(5);
  await answer(2);
  expect(asked).toHaveLength(3);
});

test('leaving waits until the till keeps all of it', async () => {
  const { till, asked, answer, key } = atTheCount();
  key('1');
  key('4');
  const leaving = leaveCount(till);
  await answer(0);
  expect(till.store.getState().place.name).toBe('count');
  await answer(1);
  await leaving;
  expect(asked.at(-1)?.counts[0]?.count).toBe(14);
  expect(till.store.getState().place.name).toBe('sell');
});
