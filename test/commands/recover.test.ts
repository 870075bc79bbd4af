// Selling goes on beside books that are unfit: in the same books made again, or in new ones that follow the last known
// row. The old files stay as they are, byte for byte; who goes on proves who they are.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { StoreTrouble } from '#contract/start.ts';
import { booksFolder, booksOf } from '#store/books.ts';
import { bodyOf } from '#store/journal.ts';
import { garble, replaceDatabase, receiptsOf, rowsInWal } from '#test/store/losses.ts';
import {
  copyOf,
  journalOf,
  mirrorFiles,
  openTill,
  openToLook,
  tamper,
  tradeShift,
  verify,
  WATER,
  withDatabase,
} from '#test/support/books.ts';
import { id, people } from '#test/support/shop.ts';
import {
  closeAndVerify,
  goOn,
  loseDatabase,
  numberOf,
  offerOf,
  oldBooks,
  tradedBooks,
} from '#test/support/unfit.ts';

let closed: string;
let yesterday: string;
let killed: string;
beforeAll(async () => {
  ({ closed, yesterday, killed } = await tradedBooks());
});

const lastReceipt = () => receiptsOf(closed).length;

describe('everything comes back', () => {
  const losses: [string, StoreTrouble, (folder: string) => void][] = [
    ['the database is gone', 'databaseMissing', loseDatabase],
    ['a page of the journal is noise', 'databaseDamaged', (folder) => garble(folder, rootOf('journal'))],
    ['a page of the ledger is noise', 'databaseDamaged', (folder) => garble(folder, rootOf('ledger_entry'))],
    ['the first page is noise', 'databaseDamaged', (folder) => garble(folder, 1)],
    ['a page of the articles is noise', 'databaseDamaged', (folder) => garble(folder, rootOf('item'))],
    [
      'the register is gone',
      'databaseDamaged',
      (folder) => tamper(folder, (db) => db.exec('DELETE FROM register')),
    ],
    [
      'a row was changed',
      'journalBroken',
      (folder) =>
        tamper(folder, (db) =>
          db.exec('UPDATE journal SET total_minor = 1 WHERE seq = (SELECT max(seq) - 4 FROM journal)'),
        ),
    ],
  ];
  const rootOf = (name: string) =>
    withDatabase(
      closed,
      (db) => db.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck().get(name) as number,
    );

  test.for(losses)('where %s', async ([, trouble, damage]) => {
    const folder = copyOf(closed);
    damage(folder);
    const before = oldBooks(folder);
    const shop = await goOn(folder, trouble, 'rebuild');
    const rows = journalOf(closed);
    const made = journalOf(booksFolder(folder));
    expect(made.slice(0, rows.length)).toEqual(rows);
    expect(made[rows.length]?.header).toMatchObject({
      kind: 'journal.repaired',
      epoch: 1,
      actor: 'chen-jing',
    });
    expect(bodyOf<'journal.repaired'>(made[rows.length] as (typeof made)[number])).toMatchObject({
      fromSeq: 1,
      toSeq: rows.length,
      rebuilt: { trouble, by: '陈静 Chen Jing' },
    });
    expect((await shop.do('app.describe', {})).shift).toMatchObject({ float: 3000 });
    await shop.do('sale.void', { saleId: id('in the basket') }).catch(() => undefined);
    expect((await shop.sell('after', [WATER])).receiptNumber).toBe(numberOf(lastReceipt() + 1));
    await closeAndVerify(shop, before);
  });
});

describe('new books follow the last known row', () => {
  const keyOf = (folder: string) => join(folder, 'keys', 'device.key');

  test('where the key is gone: nothing is missing, but nothing can be signed as before', async () => {
    const folder = copyOf(closed);
    rmSync(keyOf(folder));
    const before = oldBooks(folder);
    const shop = await goOn(folder, 'keyMissing', 'emergency');
    const last = journalOf(closed).at(-1);
    const [first] = journalOf(booksFolder(folder));
    expect(first?.prev).toEqual(last?.hash);
    expect(first?.header).toMatchObject({
      seq: 1,
      kind: 'register.enrolled',
      register: 'R1',
      epoch: 2,
      zNo: 2,
      actor: 'chen-jing',
      gtSalesMinor: last?.header.gtSalesMinor,
      receiptCount: lastReceipt(),
    });
    expect(bodyOf<'register.enrolled'>(first ?? { body: Buffer.alloc(0) }).follows).toMatchObject({
      trouble: 'keyMissing',
      by: '陈静 Chen Jing',
      head: { seq: last?.header.seq, receiptNumber: numberOf(lastReceipt()), zNo: 2, epoch: 1 },
    });
    // What was in the basket and on the shelf is there still: the whole story of it is known.
    expect((await shop.do('sale.current', {})).current?.sale.saleId).toBe(id('in the basket'));
    expect((await shop.do('sale.parked', {})).parked).toMatchObject([{ label: 'table 4' }]);
    // The shop's promotions go on, the demonstration's among them.
    expect((await shop.do('promotion.list', {})).promotions.map(({ promotionId }) => promotionId)).toContain(
      'crisps-3-for-2',
    );
    await shop.openShift(0);
    await shop.do('sale.void', { saleId: id('in the basket') });
    await shop.do('sale.recall', { saleId: id('parked') });
    await shop.do('sale.void', { saleId: id('parked') });
    expect((await shop.sell('after', [WATER])).receiptNumber).toBe(numberOf(1, 2));
    await shop.do('shift.close', { counted: 200 });
    const report = await shop.do('register.close', {});
    expect(report).toMatchObject({
      zNumber: 2,
      firstSeq: 1,
      perpetualSalesBefore: last?.header.gtSalesMinor,
      period: { total: 200, receiptCount: 1 },
    });
    expect(report.perpetualSalesAfter).toBe((last?.header.gtSalesMinor ?? 0) + 200);
    await closeAndVerify(shop, before);
  });

  /** Puts noise over one line of the newest mirror file, counted from its end, and makes the database unreadable. */
  function spoilBoth(folder: string, fromEnd: number): void {
    garble(folder, 1);
    const file = mirrorFiles(folder).at(-1) ?? '';
    const lines = readFileSync(file, 'utf8').split('\n');
    const line = lines.length - 1 - fromEnd;
    writeFileSync(file, lines.with(line, `x${lines[line]?.slice(1)}`).join('\n'));
  }

  test('where both records are damaged: up to there, with numbers that were never given', async () => {
    const folder = copyOf(closed);
    spoilBoth(folder, 4);
    const before = oldBooks(folder);
    const shop = await openToLook(folder);
    const offer = await offerOf(shop, 'databaseDamaged');
    const rows = journalOf(closed);
    expect(offer).toMatchObject({ way: 'emergency', setupFrom: 'backup' });
    expect(offer.setupAt).toBe(journalOf(yesterday).at(-1)?.header.atUtc);
    expect(offer.lastKnown?.seq).toBe(rows.length - 4);
    // Who works here is known from the backup, so that the screen can ask for a PIN.
    const about = await shop.do('app.describe', {});
    expect(about.staff.map(({ staffId }) => staffId)).toEqual(['li-na', 'wang-wei', 'chen-jing']);
    expect(about).toMatchObject({ shift: null, register: { storeName: 'Counterfoil Demo' } });
    await shop.core.close();
    const again = await goOn(folder, 'databaseDamaged', 'emergency');
    const given = new Set(
      rows.flatMap(({ header }) =>
        header.receiptNo === null ? [] : [`${header.receiptSeries} ${header.receiptNo}`],
      ),
    );
    await again.openShift(0);
    const sold = await again.sell('after', [WATER]);
    expect(sold.receiptNumber).toBe('1E2-000001');
    const numbered = journalOf(booksFolder(folder)).filter(({ header }) => header.receiptNo !== null);
    expect(
      numbered
        .map(({ header }) => `${header.receiptSeries} ${header.receiptNo}`)
        .filter((one) => given.has(one)),
    ).toEqual([]);
    expect((await again.do('sale.parked', {})).parked).toEqual([]);
    await closeAndVerify(again, before);
  });

  test('where the till was killed: the rows in its WAL are known, and even that file stays as it is', async () => {
    const folder = copyOf(killed);
    expect(rowsInWal(folder)).toBeGreaterThan(3);
    rmSync(keyOf(folder));
    rmSync(mirrorFiles(folder).at(-1) ?? '');
    const before = oldBooks(folder);
    expect(Object.keys(before)).toContain('till.db-wal');
    const shop = await goOn(folder, 'keyMissing', 'emergency');
    const { follows } = (await shop.do('app.describe', {})).books;
    expect(follows?.lastKnown?.seq).toBe(journalOf(closed).length);
    await closeAndVerify(shop, before);
  });

  test('where a backup was put back and sold on: from the branch that reaches further', async () => {
    const fork = await openTill(copyOf(yesterday));
    await tradeShift(fork, 'fork', 1);
    await fork.core.close();
    const folder = copyOf(closed);
    replaceDatabase(folder, fork.folder);
    const before = oldBooks(folder);
    const shop = await goOn(folder, 'journalForked', 'emergency');
    expect((await shop.do('app.describe', {})).books.follows?.lastKnown?.seq).toBe(journalOf(closed).length);
    await closeAndVerify(shop, before);
  });

  test('where nothing is left but a backup: from no row at all, and verify says so', async () => {
    const folder = copyOf(closed);
    loseDatabase(folder);
    rmSync(join(folder, 'mirror'), { recursive: true });
    const before = oldBooks(folder);
    const shop = await goOn(folder, 'databaseMissing', 'emergency');
    expect((await shop.do('app.describe', {})).books).toMatchObject({
      epoch: 2,
      follows: { lastKnown: null },
    });
    await shop.openShift(0);
    expect((await shop.sell('after', [WATER])).receiptNumber).toBe('1E2-000001');
    await closeAndVerify(shop, before);
    expect(verify(folder).words).toContain('no event was known');
  });

  test('once more when the new books are damaged, each time in an epoch and books of their own', async () => {
    const folder = copyOf(closed);
    rmSync(keyOf(folder));
    const shop = await goOn(folder, 'keyMissing', 'emergency');
    await shop.do('sale.void', { saleId: id('in the basket') });
    await shop.openShift(0);
    await shop.sell('in books 2', [WATER]);
    await shop.core.close();
    loseDatabase(booksOf(folder, 2));
    await shop.open().catch(() => undefined);
    const rebuilt = await shop.do('register.recover', { ...people.supervisor, way: 'rebuild' });
    expect(rebuilt).toMatchObject({ number: 3, epoch: 2, follows: { way: 'rebuild', by: '王伟 Wang Wei' } });
    shop.core.actAs(people.manager.staffId);
    expect((await shop.sell('in books 3', [WATER])).receiptNumber).toBe('1E2-000002');
    await shop.core.close();
    rmSync(keyOf(booksOf(folder, 3)));
    await shop.open().catch(() => undefined);
    expect(await shop.do('register.recover', { ...people.manager, way: 'emergency' })).toMatchObject({
      number: 4,
      epoch: 3,
    });
    shop.core.actAs(people.manager.staffId);
    await shop.openShift(0);
    expect((await shop.sell('in books 4', [WATER])).receiptNumber).toBe('1E3-000001');
    await shop.core.close();
    const verdict = verify(folder);
    expect(verdict.words).toMatch(/^VERIFIED/);
    expect(verdict.words.match(/^Books \d, left because of \w+/gm)).toEqual([
      'Books 1, left because of keyMissing',
      'Books 2, left because of databaseMissing',
      'Books 3, left because of keyMissing',
    ]);
  });
});

describe('whoever goes on', () => {
  test('is a supervisor or a manager, proves it, and is not signed in by it', async () => {
    const folder = copyOf(closed);
    rmSync(join(folder, 'keys', 'device.key'));
    const shop = await openToLook(folder);
    const ask = (person: object) => shop.refused('register.recover', { ...person, way: 'emergency' });
    expect(await ask(people.cashier)).toMatchObject({ code: 'session.notAllowed' });
    expect(await ask({ ...people.manager, staffId: 'nobody' })).toMatchObject({
      code: 'session.unknownStaff',
    });
    expect(await ask({ ...people.supervisor, pin: '9999' })).toEqual({
      code: 'session.wrongPin',
      details: { triesLeft: 4 },
    });
    for (let i = 0; i < 4; i += 1) await ask({ ...people.supervisor, pin: '9999' });
    expect(await ask(people.supervisor)).toMatchObject({ code: 'session.locked' });
    expect(await shop.do('register.reopen', {})).toMatchObject({ kind: 'viewOnly' });
    expect(await ask(people.supervisor)).toMatchObject({ code: 'session.locked' });
    // Another way than the one that is offered is none.
    expect(await shop.refused('register.recover', { ...people.manager, way: 'rebuild' })).toMatchObject({
      code: 'store.noRecovery',
    });
    expect(existsSync(join(folder, 'books'))).toBe(false);
    await shop.core.close();
  });

  test('is told the same books again when the answer was lost, also after a restart', async () => {
    const folder = copyOf(closed);
    loseDatabase(folder);
    const shop = await openToLook(folder);
    const args = { commandId: id('recover'), ...people.manager, way: 'rebuild' };
    const [first, second] = await Promise.all([
      shop.do('register.recover', args),
      shop.do('register.recover', args),
    ]);
    expect(second).toEqual(first);
    await shop.restart();
    expect(await shop.do('register.recover', args)).toEqual(first);
    expect(await shop.refused('register.recover', { ...people.manager, way: 'rebuild' })).toMatchObject({
      code: 'store.noRecovery',
    });
    expect(readdirSync(join(folder, 'books'))).toEqual(['2']);
    await shop.core.close();
  });
});

describe('what a kill leaves behind', () => {
  test('of new books was never in use: it is thrown away, and the work is done whole', async () => {
    const folder = copyOf(closed);
    loseDatabase(folder);
    mkdirSync(join(folder, 'books', '2.new', 'mirror'), { recursive: true });
    writeFileSync(join(folder, 'books', '2.new', 'till.db'), 'half of a database');
    cpSync(mirrorFiles(closed)[0] ?? '', join(folder, 'books', '2.new', 'mirror', 'R1-e1-z000001.log'));
    const shop = await goOn(folder, 'databaseMissing', 'rebuild');
    expect(journalOf(booksFolder(folder))).toHaveLength(journalOf(closed).length + 1);
    await shop.core.close();
    expect(readdirSync(join(folder, 'books'))).toEqual(['2']);
  });
});
