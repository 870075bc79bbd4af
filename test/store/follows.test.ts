// A journal that begins with another's last known row: what its first row must be to be believed.
import { expect, test } from 'vitest';
import type { FollowedHead, JournalBody } from '#contract/journal.ts';
import { appendRow, hashRow, openPeriod } from '#store/journal.ts';
import type { JournalRow } from '#store/journal.ts';
import { openStore } from '#store/open.ts';
import { inJournalTransaction } from '#store/transaction.ts';
import { checkRow } from '#store/verify.ts';
import { cashEvent, newFolder, newSigner } from '#test/support/books.ts';

const head = {
  register: 'R1',
  epoch: 1,
  seq: 41,
  hash: 'ab'.repeat(32),
  atUtc: '2026-11-20T08:00:00.000Z',
  receiptNumber: '1-000007',
  zNo: 5,
  gtSalesMinor: 9900,
  gtReturnsMinor: 0,
  receiptCount: 7,
} as FollowedHead;

const body = {
  postings: [],
  publicKey: '',
  appVersion: '0.0.0-test',
  staff: [],
  follows: { trouble: 'keyMissing', by: 'Chen Jing', head },
} as unknown as JournalBody<'register.enrolled'>;

test('goes on from there: period, perpetual totals, receipts, and a clock that went back is said so', async () => {
  const signer = await newSigner();
  const db = openStore(newFolder());
  const { kind: _kind, body: _body, ...rest } = cashEvent({ epoch: 2, atUtc: '2026-11-20T07:00:00.000Z' });
  const first = inJournalTransaction(db, () =>
    appendRow(db, signer, { ...rest, kind: 'register.enrolled', body }),
  );
  expect(first.prev.toString('hex')).toBe(head.hash);
  expect(first.header).toMatchObject({
    seq: 1,
    zNo: 5,
    gtSalesMinor: 9900,
    receiptCount: 7,
    clockSuspect: 1,
  });
  expect(checkRow(first, null, signer.publicKey)).toBeNull();
  expect(openPeriod(db)).toBe(5);

  /** The row as somebody with the key could have written it. */
  const signed = (prev: Buffer, changes: Partial<JournalRow['header']>): JournalRow => {
    const header = { ...first.header, ...changes };
    const hash = hashRow(prev, header, first.body);
    return { ...first, prev, header, hash, sig: signer.sign(hash) };
  };
  const problemOf = (row: JournalRow) => checkRow(row, null, signer.publicKey);
  expect(problemOf(signed(first.prev, {}))).toBeNull();
  expect(problemOf(signed(Buffer.alloc(32, 1), {}))).toBe('it does not follow the row before it');
  expect(problemOf(signed(first.prev, { zNo: 1 }))).toBe('it belongs to period 1, not 5');
  expect(problemOf(signed(first.prev, { epoch: 1 }))).toBe('it begins no later epoch than what it follows');
  expect(problemOf(signed(first.prev, { gtSalesMinor: 0 }))).toBe('its perpetual total is 0, not 9900');
  expect(problemOf(signed(first.prev, { receiptCount: 0 }))).toBe('its receipt count is wrong');
  db.close();
});
