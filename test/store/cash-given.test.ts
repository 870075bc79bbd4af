// What a store has learned of the cash it is given: bounded, from completed sales before a shift, and nothing else.
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { ShiftId } from '#contract/ids.ts';
import { cashGivenBefore } from '#store/cash-given.ts';
import { migrate } from '#store/migrate.ts';
import type { Db } from '#store/open.ts';

/** A database of sales alone; what they refer to is of no account here. */
function salesOnly(): Db {
  const db = new Database(':memory:');
  db.pragma('foreign_keys = OFF');
  migrate(db);
  return db;
}

function addSale(db: Db, seq: number, tenders: number[], state = 'completed'): void {
  db.prepare(`INSERT INTO sale VALUES (?, ?, ?, 1, NULL, NULL, NULL, NULL, '', '', 0, 0, 0, 0, 0, 0)`).run(
    `sale ${seq}`,
    seq,
    state,
  );
  const insert = db.prepare("INSERT INTO tender VALUES (?, ?, 'cash', ?)");
  tenders.forEach((amount, i) => insert.run(`${seq} ${i}`, `sale ${seq}`, amount));
}

function addShift(db: Db, seq: number): ShiftId {
  db.prepare("INSERT INTO shift VALUES (?, ?, 1, '', '', '', 0, '{}')").run(`shift ${seq}`, seq);
  return `shift ${seq}` as ShiftId;
}

test('the amounts of completed sales before the shift, by how often they were given', () => {
  const db = salesOnly();
  addSale(db, 2, [2000]);
  addSale(db, 3, [2000, 500]);
  addSale(db, 4, [777], 'voided');
  const shift = addShift(db, 5);
  addSale(db, 6, [888]);
  expect(cashGivenBefore(db, shift)).toEqual(
    new Map([
      [500, 1],
      [2000, 2],
    ]),
  );
});

test('the newest 500 sales are enough', () => {
  const db = salesOnly();
  for (let seq = 1; seq <= 600; seq += 1) addSale(db, seq, [seq <= 100 ? 10_000 : 2000]);
  const shift = addShift(db, 601);
  expect(cashGivenBefore(db, shift)).toEqual(new Map([[2000, 500]]));
});
