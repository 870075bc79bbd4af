// Checks journal rows against their own bytes, their signature and the row before. Owns no repair; it only tells what
// is wrong with the first row that is.
import crypto from 'node:crypto';
import { canonical } from '#contract/canonical.ts';
import { beginningOf, bodyOf, hashRow, KEY_NO } from './journal.ts';
import type { Beginning, JournalRow } from './journal.ts';
import { publicKeyOf } from './key.ts';

const keys = new Map<string, crypto.KeyObject>();

function keyFor(raw: Uint8Array): crypto.KeyObject {
  const name = Buffer.from(raw).toString('hex');
  const known = keys.get(name);
  if (known !== undefined) return known;
  const made = publicKeyOf(raw);
  keys.set(name, made);
  return made;
}

function checkBody(row: JournalRow): string | null {
  const text = row.body.toString('utf8');
  let body: { postings: { amount: number }[] };
  try {
    body = bodyOf(row);
    if (canonical(body) !== text) return 'its body is not in canonical form';
  } catch {
    return 'its body cannot be read';
  }
  const balance = body.postings.reduce((total, posting) => total + posting.amount, 0);
  return balance === 0 ? null : `its postings add up to ${balance}, not 0`;
}

type Totals = Pick<Beginning, 'gtSalesMinor' | 'gtReturnsMinor' | 'receiptCount'>;

/** What came back in a sale, in minor units; most have nothing. */
function returnedIn(row: JournalRow): number {
  const { returns = [] } = bodyOf<'sale.completed'>(row);
  return returns.reduce((total, one) => total + one.total, 0);
}

function checkTotals(row: JournalRow, was: Totals): string | null {
  const { header } = row;
  const isSale = header.kind === 'sale.completed';
  const returned = isSale ? returnedIn(row) : 0;
  const sales = was.gtSalesMinor + (isSale ? header.totalMinor + returned : 0);
  if (header.gtSalesMinor !== sales) return `its perpetual total is ${header.gtSalesMinor}, not ${sales}`;
  const returns = was.gtReturnsMinor + returned;
  if (header.gtReturnsMinor !== returns)
    return `its perpetual returns are ${header.gtReturnsMinor}, not ${returns}`;
  if (header.receiptCount !== was.receiptCount + (isSale ? 1 : 0)) return 'its receipt count is wrong';
  return null;
}

/** What a row must follow: the row before it, or for the first what it names as the beginning. */
function beginningFor(row: JournalRow, before: JournalRow | null): Beginning | null {
  if (before !== null) {
    const isSealed = before.header.kind === 'register.closed';
    return { ...before.header, prev: before.hash, zNo: before.header.zNo + (isSealed ? 1 : 0), head: null };
  }
  try {
    return beginningOf(row);
  } catch {
    return null;
  }
}

function checkPlace(row: JournalRow, before: JournalRow | null, start: Beginning): string | null {
  const { header } = row;
  const seq = (before?.header.seq ?? 0) + 1;
  if (header.seq !== seq) return `row ${seq} is missing`;
  if (!row.prev.equals(start.prev)) return 'it does not follow the row before it';
  if (header.zNo !== start.zNo) return `it belongs to period ${header.zNo}, not ${start.zNo}`;
  const { head } = start;
  if (head !== null && header.epoch <= head.epoch) return 'it begins no later epoch than what it follows';
  if (
    before !== null &&
    (header.register !== before.header.register || header.epoch !== before.header.epoch)
  ) {
    return 'it belongs to another register';
  }
  return null;
}

/** What is wrong with a row taken by itself, wherever it stands, or null: its bytes, its signature, its postings. */
export function checkAlone(row: JournalRow, publicKey: Uint8Array): string | null {
  if (!hashRow(row.prev, row.header, row.body).equals(row.hash)) return 'its bytes do not give its hash';
  if (row.keyNo !== KEY_NO) return `it names key ${row.keyNo}, which this register does not have`;
  if (!crypto.verify(null, row.hash, keyFor(publicKey), row.sig))
    return "its signature is not this register's";
  return checkBody(row);
}

/**
 * What is wrong with a row, in words that follow "row 17:", or null. `before` is the row before it, already found
 * good, or null for the first.
 */
export function checkRow(row: JournalRow, before: JournalRow | null, publicKey: Uint8Array): string | null {
  const start = beginningFor(row, before);
  if (start === null) return 'its body cannot be read';
  const place = checkPlace(row, before, start);
  if (place !== null) return place;
  return checkAlone(row, publicKey) ?? checkTotals(row, start);
}

/** The first bad row of a run of rows, or null. */
export function firstBadRow(
  rows: Iterable<JournalRow>,
  before: JournalRow | null,
  publicKey: Uint8Array,
): { row: JournalRow; problem: string } | null {
  let last = before;
  for (const row of rows) {
    const problem = checkRow(row, last, publicKey);
    if (problem !== null) return { row, problem };
    last = row;
  }
  return null;
}
