// Checks journal rows against their own bytes, their signature and the row before. Owns no repair; it only tells what
// is wrong with the first row that is.
import crypto from 'node:crypto';
import { canonical } from '#contract/canonical.ts';
import { bodyOf, genesis, hashRow, KEY_NO } from './journal.ts';
import type { JournalRow } from './journal.ts';
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

function checkTotals(row: JournalRow, before: JournalRow | null): string | null {
  const was = before?.header ?? { gtSalesMinor: 0, gtReturnsMinor: 0, receiptCount: 0 };
  const isSale = row.header.kind === 'sale.completed';
  const sales = was.gtSalesMinor + (isSale ? row.header.totalMinor : 0);
  if (row.header.gtSalesMinor !== sales)
    return `its perpetual total is ${row.header.gtSalesMinor}, not ${sales}`;
  if (row.header.gtReturnsMinor !== was.gtReturnsMinor) return 'its perpetual returns moved without a refund';
  if (row.header.receiptCount !== was.receiptCount + (isSale ? 1 : 0)) return 'its receipt count is wrong';
  return null;
}

function checkPlace(row: JournalRow, before: JournalRow | null): string | null {
  const { header } = row;
  const seq = (before?.header.seq ?? 0) + 1;
  if (header.seq !== seq) return `row ${seq} is missing`;
  const prev = before?.hash ?? genesis(row.body);
  if (!row.prev.equals(prev)) return 'it does not follow the row before it';
  const zNo = before === null ? 1 : before.header.zNo + (before.header.kind === 'register.closed' ? 1 : 0);
  if (header.zNo !== zNo) return `it belongs to period ${header.zNo}, not ${zNo}`;
  if (
    before !== null &&
    (header.register !== before.header.register || header.epoch !== before.header.epoch)
  ) {
    return 'it belongs to another register';
  }
  return null;
}

/**
 * What is wrong with a row, in words that follow "row 17:", or null. `before` is the row before it, already found
 * good, or null for the first.
 */
export function checkRow(row: JournalRow, before: JournalRow | null, publicKey: Uint8Array): string | null {
  const place = checkPlace(row, before);
  if (place !== null) return place;
  if (!hashRow(row.prev, row.header, row.body).equals(row.hash)) return 'its bytes do not give its hash';
  if (row.keyNo !== KEY_NO) return `it names key ${row.keyNo}, which this register does not have`;
  if (!crypto.verify(null, row.hash, keyFor(publicKey), row.sig))
    return "its signature is not this register's";
  return checkBody(row) ?? checkTotals(row, before);
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
