// What a till finds at its start and mends: tails that were lost come back with their tables, and a mirror log that is
// behind or gone is written again.
import { readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { SaleId } from '#contract/ids.ts';
import { bodyOf } from '#store/journal.ts';
import { mirrorFolder } from '#store/open.ts';
import { readRegister } from '#store/register.ts';
import { TillProcess } from '#test/faults/till-process.ts';
import {
  copyOf,
  fingerprint,
  journalOf,
  kindsOf,
  mirrorFiles,
  newTill,
  openTill,
  openToLook,
  PAPER,
  tamper,
  trade,
  tradeShift,
  verify,
  WATER,
  withDatabase,
} from '#test/support/books.ts';
import { id, people } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';
import { flip, modeOf, receiptsOf, replaceDatabase, rowsInWal, walOf } from './losses.ts';

/** A till as a kill left it, with rows in its WAL alone; the same closed; and its closed database of the evening before. */
let killed: string;
let leftOpen: SaleId;
/** The same till some customers earlier, killed just after SQLite had brought its whole WAL home. */
let checkpointed: string;
let closed: string;
let yesterday: string;

beforeAll(async () => {
  const shop = await newTill();
  await trade(shop, [5, 6]);
  await shop.core.close();
  yesterday = copyOf(shop.folder);
  await shop.open();
  await tradeShift(shop, 'today', 12);
  await shop.openShift(0);
  ({ killed, checkpointed, saleId: leftOpen } = await killInBothStates(shop));
  await shop.do('sale.void', { saleId: leftOpen });
  const { cash } = await shop.do('shift.xReport', { print: false });
  await shop.do('shift.close', { counted: cash?.expected });
  await shop.core.close();
  closed = shop.folder;
});

/** Sells on with an open sale at hand until a kill would find the WAL once with nothing, once with plenty of its own. */
async function killInBothStates(
  shop: Shop,
): Promise<{ killed: string; checkpointed: string; saleId: SaleId }> {
  let nothing: string | null = null;
  for (let i = 0; i < 200; i += 1) {
    await shop.sell(`into the WAL ${i}`, [WATER, PAPER]);
    for (let note = 0; note < 4; note += 1) {
      await shop.do('drawer.noSale', { reason: 'change' });
      // The WAL is brought home once the answer is out.
      await new Promise((resolve) => setImmediate(resolve));
      if (nothing === null && rowsInWal(shop.folder) === 0) nothing = copyOf(shop.folder);
    }
    if (nothing === null || rowsInWal(shop.folder) < 8) continue;
    const saleId = id<SaleId>(`left open ${i}`);
    await shop.scan(saleId, WATER);
    const folder = copyOf(shop.folder);
    if (rowsInWal(folder) >= 8) return { killed: folder, checkpointed: nothing, saleId };
    await shop.do('sale.void', { saleId });
  }
  throw new Error('the WAL was never in both states');
}

/** Starts the till on a folder that lost rows and expects all of them back, a note of it, and books that verify. */
async function expectRestored(folder: string, rowsThatWereThere: number): Promise<void> {
  const left = kindsOf(folder).length;
  expect(left).toBeLessThan(rowsThatWereThere);
  const shop = await openTill(folder);
  expect(await modeOf(shop)).toEqual({ kind: 'ready' });
  const { last } = await shop.do('sale.last', {});
  expect(last?.receiptNumber).toBe(`1-${String(receiptsOf(closed).length).padStart(6, '0')}`);
  await shop.core.close();
  const rows = journalOf(folder);
  expect(rows.slice(0, rowsThatWereThere)).toEqual(journalOf(closed).slice(0, rowsThatWereThere));
  expect(rows.slice(rowsThatWereThere).map(({ header }) => header.kind)).toEqual(['journal.repaired']);
  expect(bodyOf<'journal.repaired'>(rows.at(-1) as (typeof rows)[number])).toEqual({
    postings: [],
    fromSeq: left + 1,
    toSeq: rowsThatWereThere,
  });
  expect(receiptsOf(folder)).toEqual(receiptsOf(closed));
  expect(verify(folder).words).toMatch(/^VERIFIED/);
}

describe('a till that was killed', () => {
  test('goes on where it was: nothing to mend, the open sale still open', async () => {
    const folder = copyOf(killed);
    const before = kindsOf(folder);
    const shop = await openTill(folder);
    expect((await shop.do('sale.current', {})).current?.sale.saleId).toBe(leftOpen);
    await shop.core.close();
    expect(kindsOf(folder)).toEqual(before);
    expect(verify(folder).words).toMatch(/^VERIFIED/);
  });

  test('between its commit and its copy writes the copy at the next start', async () => {
    const folder = copyOf(closed);
    const [, file = ''] = mirrorFiles(folder);
    const whole = readFileSync(file);
    truncateSync(file, whole.lastIndexOf(0x0a, whole.length - 2) + 1);
    expect(verify(folder)).toMatchObject({ code: 1, event: journalOf(folder).length });
    await (await openTill(folder)).core.close();
    expect(readFileSync(file).equals(whole)).toBe(true);
    expect(verify(folder).words).toMatch(/^VERIFIED/);
  });
});

describe('a database that lost its tail', () => {
  test('because its WAL is gone gets every row back from the mirror log', async () => {
    const folder = copyOf(killed);
    rmSync(walOf(folder));
    await expectRestored(folder, kindsOf(killed).length);
    // Once is enough.
    await (await openTill(folder)).core.close();
    expect(kindsOf(folder).filter((kind) => kind === 'journal.repaired')).toHaveLength(1);
  });

  test('because one bit of its WAL flipped, wherever it is: no acknowledged sale is lost', async () => {
    const size = statSync(walOf(killed)).size;
    const places = [...Array(14).keys()].map((i) => Math.floor(size * (i / 14) ** 2) + (i % 2) * 1031);
    let restored = 0;
    for (const [i, place] of [8, ...places].entries()) {
      const folder = copyOf(killed);
      flip(folder, place, i);
      await (await openTill(folder)).core.close();
      expect(receiptsOf(folder), `bit at ${place}`).toEqual(receiptsOf(closed));
      expect(verify(folder).words, `bit at ${place}`).toMatch(/^VERIFIED/);
      if (kindsOf(folder).at(-1) === 'journal.repaired') restored += 1;
    }
    expect(restored).toBeGreaterThan(3);
  });

  test('in part only, because a bit flipped in a WAL that had been brought home, is mended or looked at only', async () => {
    const size = statSync(walOf(checkpointed)).size;
    const receipts = receiptsOf(checkpointed);
    const outcomes = new Set<string>();
    for (let i = 0; i < 20; i += 1) {
      const folder = copyOf(checkpointed);
      flip(folder, Math.floor((size * i) / 20) + 37, i);
      const before = fingerprint(folder);
      const shop = await openToLook(folder);
      const mode = await modeOf(shop);
      await shop.core.close();
      outcomes.add(mode.kind === 'ready' ? mode.kind : mode.trouble);
      if (mode.kind === 'ready') {
        expect(receiptsOf(folder)).toEqual(receipts);
        // No row is lost with an entry of an index; a start does not read them against their tables, and `verify` does.
        expect(verify(folder).words).toMatch(/^VERIFIED|database file is damaged: .+ index \w+/);
      } else expect(fingerprint(folder)).toEqual(before);
    }
    expect([...outcomes].filter((one) => !['ready', 'databaseDamaged'].includes(one))).toEqual([]);
  });

  test('of the journal but not of the tables, or the other way round, has all of them made anew', async () => {
    const rows = kindsOf(closed).length;
    const losses = [
      'DELETE FROM journal WHERE seq > (SELECT max(seq) - 30 FROM journal)',
      `DELETE FROM journal WHERE seq > (SELECT max(seq) - 5 FROM journal); DELETE FROM line_item; DELETE FROM sale_tax;
       DELETE FROM tender; DELETE FROM receipt_copy; DELETE FROM sale; DELETE FROM ledger_entry; DELETE FROM shift;
       DELETE FROM z_report`,
    ];
    for (const loss of losses) {
      const folder = copyOf(closed);
      const guards = withDatabase(folder, (db) =>
        db.prepare("SELECT sql FROM sqlite_schema WHERE type = 'trigger'").pluck().all().join(';'),
      );
      tamper(folder, (db) => db.exec(`${loss};${guards}`));
      await expectRestored(folder, rows);
    }
  });

  test('because the WAL is cut off in its middle gets it back', async () => {
    const folder = copyOf(killed);
    truncateSync(walOf(folder), 32 + 24 + 4096 + 1000);
    await expectRestored(folder, kindsOf(killed).length);
  });

  test("because yesterday's backup was put in its place gets today back", async () => {
    const folder = copyOf(closed);
    replaceDatabase(folder, yesterday);
    await expectRestored(folder, kindsOf(closed).length);
  });

  test('again and again gets it back again and again, and says so each time', async () => {
    const folder = copyOf(closed);
    for (let time = 1; time <= 3; time += 1) {
      replaceDatabase(folder, yesterday);
      await (await openTill(folder)).core.close();
      expect(kindsOf(folder).filter((kind) => kind === 'journal.repaired')).toHaveLength(time);
    }
    expect(receiptsOf(folder)).toEqual(receiptsOf(closed));
    expect(verify(folder).words).toMatch(/^VERIFIED/);
  });

  test('sells on with the right numbers, totals and cash', async () => {
    const folder = copyOf(closed);
    replaceDatabase(folder, yesterday);
    const shop = await openTill(folder);
    await shop.openShift(0);
    const receipts = receiptsOf(closed);
    expect((await shop.sell('tomorrow', [WATER])).receiptNumber).toBe(
      `1-${String(receipts.length + 1).padStart(6, '0')}`,
    );
    const { cash, period } = await shop.do('shift.xReport', { print: false });
    expect(cash).toMatchObject({ expected: 200 });
    await shop.do('shift.close', { counted: 200 });
    const report = await shop.do('register.close', {});
    expect(report.period).toEqual(period);
    const all = receipts.reduce((sum, [, total]) => sum + Number(total), 200);
    expect(report.perpetualSalesAfter).toBe(all);
    await shop.core.close();
    expect(verify(folder).words).toMatch(/^VERIFIED/);
  });

  test('with settings changed in it has the settings the journal tells', async () => {
    const shop = await openTill(copyOf(closed));
    const before = copyOf(closed);
    await shop.do('register.setReceiptLanguage', { language: 'en' });
    await shop.core.close();
    replaceDatabase(shop.folder, before);
    await shop.open();
    expect((await shop.do('app.describe', {})).register?.receiptLanguage).toBe('en');
    await shop.core.close();
    expect(withDatabase(shop.folder, readRegister)?.config.receiptLanguage).toBe('en');
    expect(verify(shop.folder).words).toMatch(/^VERIFIED/);
  });

  test('and a command that the till had answered is not done twice', async () => {
    const shop = await openTill(copyOf(closed));
    const before = copyOf(closed);
    const opened = { commandId: id('opened before the loss'), float: 700 };
    await shop.do('shift.open', opened);
    const moved = { commandId: id('moved before the loss'), move: 'paidIn', amount: 300, reason: 'coins' };
    await shop.do('cash.move', moved);
    const { sale } = await shop.scan(id<SaleId>('sold before the loss'), PAPER);
    await shop.do('tender.cash', { saleId: sale.saleId, amount: sale.due });
    const complete = { commandId: id('completed before the loss'), saleId: sale.saleId };
    const completed = await shop.do('sale.complete', complete);
    await shop.core.close();
    replaceDatabase(shop.folder, before);
    await shop.open();
    const rows = kindsOf(shop.folder);
    expect(await shop.do('sale.complete', complete)).toEqual(completed);
    expect(await shop.ask('shift.open', opened)).toMatchObject({ refusal: { code: 'shift.alreadyOpen' } });
    expect(await shop.ask('cash.move', moved)).toMatchObject({ refusal: { code: 'command.done' } });
    expect(kindsOf(shop.folder)).toEqual(rows);
    const { cash } = await shop.do('shift.xReport', { print: false });
    expect(cash).toMatchObject({ float: 700, paidIn: 300, expected: 700 + 300 + sale.due });
    await shop.core.close();
  });

  test('while the mirror log has a damaged line of what both had still gets everything after it back', async () => {
    const folder = copyOf(closed);
    const [, file = ''] = mirrorFiles(folder);
    replaceDatabase(folder, yesterday);
    // The last row but five that the database still has, so that its line is in the current file.
    const lines = readFileSync(file, 'utf8').split('\n');
    const line = lines.findIndex((one) => one.includes(`"seq":${kindsOf(yesterday).length - 5},`));
    expect(line).toBeGreaterThan(0);
    lines[line] = `x${lines[line]?.slice(1)}`;
    writeFileSync(file, lines.join('\n'));
    await expectRestored(folder, kindsOf(closed).length);
    expect(readFileSync(file, 'utf8').startsWith(readFileSync(mirrorFiles(closed)[1] ?? '', 'utf8'))).toBe(
      true,
    );
  });

  test('a real process, killed by SIGKILL, whose WAL is then lost: every answered sale is there', async () => {
    const folder = copyOf(closed);
    const till = new TillProcess(folder);
    const word = (name: string) => ({ commandId: id(name) });
    await till.must('session.signIn', { ...word('in'), ...people.manager });
    await till.must('shift.open', { ...word('shift'), float: 0 });
    const sold: unknown[] = [];
    for (let i = 0; i < 5 || rowsInWal(folder) < 2; i += 1) {
      const saleId = id(`process ${i}`);
      await till.must('sale.scan', { ...word(`scan ${i}`), saleId, code: WATER });
      await till.must('tender.cash', { ...word(`tender ${i}`), saleId, amount: 200 });
      sold.push(await till.must('sale.complete', { ...word(`complete ${i}`), saleId }));
      // By the next answer, what the last one left in the WAL has been brought home, if it is to be.
      await till.must('app.describe', {});
    }
    till.kill();
    await till.ended;
    rmSync(walOf(folder));
    await (await openTill(folder)).core.close();
    const ids = receiptsOf(folder)
      .slice(-sold.length)
      .map(([, , saleId]) => saleId);
    expect(ids).toEqual(sold.map((one) => (one as { sale: { saleId: string } }).sale.saleId));
    expect(verify(folder).words).toMatch(/^VERIFIED/);
    expect(kindsOf(folder)).toContain('journal.repaired');
  });
});

describe('a mirror log that is gone', () => {
  test('is written again from the database, byte for byte', async () => {
    const folder = copyOf(closed);
    const before = fingerprint(folder);
    rmSync(mirrorFolder(folder), { recursive: true });
    expect(verify(folder)).toMatchObject({ code: 1, event: 1 });
    const shop = await openTill(folder);
    expect(await modeOf(shop)).toEqual({ kind: 'ready' });
    await shop.core.close();
    const mirrorOf = (print: Record<string, string>) =>
      Object.entries(print).filter(([name]) => name.startsWith('mirror'));
    expect(mirrorOf(fingerprint(folder))).toEqual(mirrorOf(before));
    expect(verify(folder).words).toMatch(/^VERIFIED/);
  });
});
