// The journal: numbers without gaps, a chain, totals that only grow, and a database that refuses everything else.
import crypto from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { canonical } from '#contract/canonical.ts';
import type { Json } from '#contract/canonical.ts';
import type { SaleId } from '#contract/ids.ts';
import type { Money } from '#contract/money.ts';
import {
  appendRow,
  genesis,
  hashRow,
  headOf,
  insertRow,
  nextReceiptNo,
  openPeriod,
  rowAt,
  rowById,
  rowsFrom,
} from '#store/journal.ts';
import type { JournalRow } from '#store/journal.ts';
import { publicKeyOf } from '#store/key.ts';
import type { Signer } from '#store/key.ts';
import { openStore } from '#store/open.ts';
import type { Db } from '#store/open.ts';
import { inJournalTransaction } from '#store/transaction.ts';
import { checkRow, firstBadRow } from '#store/verify.ts';
import {
  cashEvent,
  journalOf,
  newFolder,
  newSigner,
  newTill,
  PAPER,
  trade,
  verify,
  WATER,
} from '#test/support/books.ts';
import { id } from '#test/support/shop.ts';

const MINUTE = 60_000;

describe('a row', () => {
  let db: Db;
  let signer: Signer;
  const append = (changes?: Parameters<typeof cashEvent>[0]) =>
    inJournalTransaction(db, () => appendRow(db, signer, cashEvent(changes)));
  beforeEach(async () => {
    db = openStore(newFolder());
    signer = await newSigner();
  });
  afterEach(() => db.close());

  test('is numbered from 1 without a gap, in an open period that begins at 1', () => {
    expect(headOf(db)).toBeNull();
    expect(openPeriod(db)).toBe(1);
    const rows = [append(), append(), append()];
    expect(rows.map(({ header }) => header.seq)).toEqual([1, 2, 3]);
    expect(headOf(db)).toEqual(rows[2]);
    expect([...rowsFrom(db, 2)]).toEqual(rows.slice(1));
    expect(rowAt(db, 2)).toEqual(rows[1]);
    expect(rowAt(db, 4)).toBeNull();
    expect(rowById(db, rows[1]?.header.id ?? '')).toEqual(rows[1]);
    expect(rowById(db, 'never')).toBeNull();
  });

  test('is chained and signed over exactly the bytes that are stored', () => {
    const first = append();
    const second = append();
    expect(first.prev).toEqual(genesis(first.body));
    expect(second.prev).toEqual(first.hash);
    // The form is written out once more here, so that a change of it cannot go unseen.
    const bodyHash = crypto.createHash('sha256').update(second.body).digest();
    const header = canonical(second.header as unknown as Json);
    const hash = crypto
      .createHash('sha256')
      .update('till.journal.v1\n')
      .update(first.hash)
      .update(header)
      .update(bodyHash);
    expect(second.hash).toEqual(hash.digest());
    expect(second.hash).toEqual(hashRow(first.hash, second.header, second.body));
    expect(crypto.verify(null, second.hash, publicKeyOf(signer.publicKey), second.sig)).toBe(true);
    const stored = db.prepare('SELECT body FROM journal WHERE seq = 2').pluck().get() as Buffer;
    expect(stored).toEqual(second.body);
    expect(stored.toString()).toContain('"reason":"硬币"');
    expect(stored.toString()).toBe(canonical(JSON.parse(stored.toString()) as Json));
  });

  test('carries everything that was said of it in the hash: each member of the header, the body, the row before', () => {
    append();
    const row = append();
    const changed = Object.keys(row.header).map((key) => ({ ...row.header, [key]: 'another' }));
    const hashes = [
      ...changed.map((header) => hashRow(row.prev, header, row.body)),
      hashRow(row.hash, row.header, row.body),
      hashRow(row.prev, row.header, Buffer.from('{}')),
      row.hash,
    ].map((hash) => hash.toString('hex'));
    expect(new Set(hashes).size).toBe(22 + 3);
  });

  test('whose postings do not add up to nothing is never written', () => {
    const body = cashEvent().body;
    const lopsided = [{ account: 'drawer', memo: 'paidIn', amount: 1 as Money }] as const;
    expect(() => append({ body: { ...body, postings: [...lopsided] } })).toThrow(
      /postings of cash.moved add up to 1, not 0/,
    );
    expect(headOf(db)).toBeNull();
    expect(append({ body: { ...body, postings: [] } }).header.seq).toBe(1);
  });

  test('that cannot be written in one way only is never written', () => {
    const body = cashEvent().body;
    expect(() => append({ body: { ...body, amount: 1.5 as Money } })).toThrow(/not a safe integer/);
    expect(() => append({ body: { ...body, reason: 'a\ud800b' } })).toThrow(/broken Unicode/);
    expect(() => append({ totalMinor: 2 ** 53 })).toThrow(/not a safe integer/);
    expect(headOf(db)).toBeNull();
  });

  test('says so when the clock went back by more than two minutes, and goes on by number', () => {
    const at = (ms: number) =>
      append({ atUtc: new Date(Date.UTC(2026, 10, 20, 8) + ms).toISOString() }).header.clockSuspect;
    expect([
      at(0),
      at(10 * MINUTE),
      at(8 * MINUTE),
      at(6 * MINUTE - 1),
      at(60 * MINUTE),
      at(-60 * MINUTE),
      at(-59 * MINUTE),
    ]).toEqual([0, 0, 0, 1, 0, 1, 0]);
    expect([...rowsFrom(db, 1)].map(({ header }) => header.seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(firstBadRow(rowsFrom(db, 1), null, signer.publicKey)).toBeNull();
  });

  test('adds to perpetual totals that never fall', () => {
    append({ adds: { sales: 700, returns: 0, receipts: 1 } });
    append({ adds: { sales: 0, returns: 50, receipts: 1 } });
    const { header } = append();
    expect(header).toMatchObject({ gtSalesMinor: 700, gtReturnsMinor: 50, receiptCount: 2 });
    for (const adds of [
      { sales: -1, returns: 0, receipts: 0 },
      { sales: 0, returns: -1, receipts: 0 },
      { sales: 0, returns: 0, receipts: -1 },
    ]) {
      expect(() => append({ adds })).toThrow(/perpetual totals never fall/);
    }
    expect(headOf(db)?.header.seq).toBe(3);
  });

  test('is never changed, deleted or replaced, by no statement', () => {
    append();
    append();
    const before = [...rowsFrom(db, 1)];
    const columns = db.prepare("SELECT name FROM pragma_table_info('journal')").pluck().all() as string[];
    expect(columns).toHaveLength(27);
    for (const column of columns) {
      expect(() => db.exec(`UPDATE journal SET ${column} = ${column}`), column).toThrow(
        /rows are never changed/,
      );
    }
    const stored = db.prepare('SELECT * FROM journal WHERE seq = 2').raw().get() as unknown[];
    const places = stored.map(() => '?').join(', ');
    expect(() => db.prepare(`REPLACE INTO journal VALUES (${places})`).run(stored)).toThrow(/journal:/);
    // A new number, but the id of a row that is there: REPLACE would delete that one first.
    const replacing = [3, ...stored.slice(1)];
    replacing[columns.indexOf('prev')] = headOf(db)?.hash;
    replacing[columns.indexOf('hash')] = Buffer.alloc(32, 7);
    expect(() => db.prepare(`REPLACE INTO journal VALUES (${places})`).run(replacing)).toThrow(
      /rows are never deleted/,
    );
    expect(() => db.exec('DELETE FROM journal WHERE seq = 2')).toThrow(/rows are never deleted/);
    expect(() => db.exec('DELETE FROM journal')).toThrow(/rows are never deleted/);
    expect(() =>
      db.exec("INSERT INTO journal SELECT * FROM journal ON CONFLICT DO UPDATE SET actor = 'x'"),
    ).toThrow();
    expect([...rowsFrom(db, 1)]).toEqual(before);
  });

  test('carries an id once', () => {
    const { header } = append();
    expect(() => append({ id: header.id })).toThrow(/UNIQUE.*journal\.id/);
  });
});

describe('the database refuses', () => {
  let db: Db;
  let next: JournalRow;
  let signer: Signer;
  beforeEach(async () => {
    db = openStore(newFolder());
    signer = await newSigner();
    const append = (changes?: Parameters<typeof cashEvent>[0]) => appendRow(db, signer, cashEvent(changes));
    inJournalTransaction(db, () => {
      append({ receipt: { series: 'R1', no: 1 }, adds: { sales: 500, returns: 20, receipts: 1 } });
      append({ kind: 'register.closed' as 'cash.moved' });
      append({ receipt: { series: 'R1', no: 2 } });
    });
    const last = headOf(db) as JournalRow;
    const header = { ...last.header, seq: 4, id: 'next', receiptNo: null, receiptSeries: null };
    next = { ...last, header, prev: last.hash, hash: Buffer.alloc(32, 9) };
  });
  afterEach(() => db.close());

  const refusals: [string, (row: JournalRow) => object, RegExp][] = [
    ['a gap in the sequence', () => ({ seq: 5 }), /gap in the sequence/],
    ['a number that is taken', () => ({ seq: 3 }), /gap in the sequence/],
    ['a number before the first', () => ({ seq: 0 }), /gap in the sequence/],
    ['a row of a closed period', () => ({ zNo: 1 }), /row of a closed period/],
    ['a row of a period to come', () => ({ zNo: 3 }), /row of a closed period/],
    ['sales totals that fall', ({ header }) => ({ gtSalesMinor: header.gtSalesMinor - 1 }), /never fall/],
    [
      'returns totals that fall',
      ({ header }) => ({ gtReturnsMinor: header.gtReturnsMinor - 1 }),
      /never fall/,
    ],
    ['a receipt count that falls', ({ header }) => ({ receiptCount: header.receiptCount - 1 }), /never fall/],
    [
      'a gap in the receipt numbers',
      () => ({ receiptSeries: 'R1', receiptNo: 4 }),
      /gap in the receipt numbers/,
    ],
    [
      'a receipt number that is taken',
      () => ({ receiptSeries: 'R1', receiptNo: 2 }),
      /gap in the receipt numbers/,
    ],
    [
      'a series that does not begin at 1',
      () => ({ receiptSeries: 'X', receiptNo: 2 }),
      /gap in the receipt numbers/,
    ],
    ['a mode nobody knows', () => ({ mode: 'secret' }), /CHECK/],
    ['a doubt that is neither yes nor no', () => ({ clockSuspect: 2 }), /CHECK/],
  ];
  test.for(refusals)('%s', ([, change, words]) => {
    expect(() => insertRow(db, { ...next, header: { ...next.header, ...change(next) } })).toThrow(words);
    expect(headOf(db)?.header.seq).toBe(3);
  });

  const bytes: [string, (row: JournalRow) => Partial<JournalRow>, RegExp][] = [
    ['a broken chain', () => ({ prev: Buffer.alloc(32) }), /broken chain/],
    ['a chain to an older row', () => ({ prev: rowAt(db, 2)?.hash as Buffer }), /broken chain/],
    ['a hash that is there already', (row) => ({ hash: row.prev }), /UNIQUE.*journal\.hash/],
    ['a hash of another length', () => ({ hash: Buffer.alloc(20) }), /CHECK/],
    ['a signature of another length', () => ({ sig: Buffer.alloc(63) }), /CHECK/],
  ];
  test.for(bytes)('%s', ([, change, words]) => {
    expect(() => insertRow(db, { ...next, ...change(next) })).toThrow(words);
    expect(headOf(db)?.header.seq).toBe(3);
  });

  test('none of it when the row follows', () => {
    insertRow(db, next);
    expect(headOf(db)).toEqual(next);
    expect(checkRow(next, rowAt(db, 3), signer.publicKey)).toBe('its bytes do not give its hash');
  });
});

describe('receipt numbers', () => {
  test('have no gap over sales that were voided, parked, refused or failed', async () => {
    const shop = await newTill();
    await shop.openShift(0);
    const numbers: string[] = [];
    const sell = async (name: string) => numbers.push((await shop.sell(name, [WATER])).receiptNumber);
    await sell('plain');
    await shop.scan(id<SaleId>('voided'), WATER);
    await shop.do('sale.void', { saleId: id('voided') });
    await sell('after a void');
    await shop.scan(id<SaleId>('parked'), WATER);
    await shop.do('sale.park', { saleId: id('parked'), label: null });
    await sell('after parking');
    await shop.scan(id<SaleId>('unpaid'), PAPER);
    expect(await shop.refused('sale.complete', { saleId: id('unpaid') })).toMatchObject({
      code: 'sale.notPaid',
    });
    await shop.do('sale.void', { saleId: id('unpaid') });
    expect(await shop.refused('sale.complete', { saleId: id('never') })).toMatchObject({
      code: 'sale.unknown',
    });
    await sell('after two refusals');
    await shop.do('sale.recall', { saleId: id('parked') });
    await shop.do('tender.cash', { saleId: id('parked'), amount: 200 });
    numbers.push((await shop.do('sale.complete', { saleId: id('parked') })).receiptNumber);
    // Completing again and a copy take no number.
    numbers.push((await shop.do('sale.complete', { saleId: id('parked') })).receiptNumber);
    await shop.do('receipt.reprint', { saleId: null });
    await shop.restart();
    await sell('after a restart');
    expect(numbers).toEqual([
      '1-000001',
      '1-000002',
      '1-000003',
      '1-000004',
      '1-000005',
      '1-000005',
      '1-000006',
    ]);
    await shop.core.close();
    const taken = journalOf(shop.folder).filter(({ header }) => header.receiptNo !== null);
    expect(taken.map(({ header }) => header.receiptNo)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(
      taken.every(({ header }) => header.kind === 'sale.completed' && header.receiptSeries === 'R1'),
    ).toBe(true);
  });

  test('are used up only by a row that is written', () => {
    const db = openStore(newFolder());
    expect([nextReceiptNo(db, 'R1'), nextReceiptNo(db, 'R1'), nextReceiptNo(db, 'R2')]).toEqual([1, 1, 1]);
    db.close();
  });

  test('go on over a Z, as do the perpetual totals; periods tile the sequence', async () => {
    const shop = await newTill();
    await trade(shop, [8, 9, 7]);
    await shop.core.close();
    const rows = journalOf(shop.folder);
    expect(rows.map(({ header }) => header.seq)).toEqual(rows.map((_, i) => i + 1));
    const taken = rows.flatMap(({ header }) => (header.receiptNo === null ? [] : [header.receiptNo]));
    expect(taken).toEqual(taken.map((_, i) => i + 1));
    let sales = 0;
    let zNo = 1;
    for (const { header } of rows) {
      if (header.kind === 'sale.completed') sales += header.totalMinor;
      expect(header).toMatchObject({ gtSalesMinor: sales, gtReturnsMinor: 0, zNo });
      if (header.kind === 'register.closed') zNo += 1;
    }
    expect(sales).toBeGreaterThan(0);
    expect(zNo).toBe(3);
    expect(verify(shop.folder).words).toMatch(/^VERIFIED/);
  });
});

test('a till whose clock is set back an hour says so once and keeps selling', async () => {
  const shop = await newTill();
  await shop.openShift(0);
  await shop.sell('before', [WATER]);
  shop.clock.at = new Date(shop.clock.at.getTime() - 60 * MINUTE);
  await shop.sell('after', [WATER]);
  await shop.sell('then', [WATER]);
  await shop.core.close();
  const sales = journalOf(shop.folder).filter(({ header }) => header.kind === 'sale.completed');
  expect(sales.map(({ header }) => header.clockSuspect)).toEqual([0, 1, 0]);
  expect(verify(shop.folder).code).toBe(0);
});
