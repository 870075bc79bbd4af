// What a till finds at its start: tails that were lost come back, two histories are never mixed, and what cannot be
// mended is left exactly as it was.
import {
  copyFileSync,
  cpSync,
  existsSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { commands } from '#contract/commands.ts';
import type { CommandName } from '#contract/commands.ts';
import type { SaleId } from '#contract/ids.ts';
import { Refused } from '#contract/refusal.ts';
import { seedDemo } from '#main/demo.ts';
import { bodyOf } from '#store/journal.ts';
import { readRegister } from '#store/register.ts';
import { databaseFile, mirrorFolder } from '#store/open.ts';
import { fileSecretBox } from '#shell/secret-box.ts';
import { loadSigner } from '#store/key.ts';
import { TillProcess } from '#test/faults/till-process.ts';
import {
  copyOf,
  fingerprint,
  journalOf,
  kindsOf,
  mirrorFiles,
  newFolder,
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
import { id, people, Shop } from '#test/support/shop.ts';

/** A till as a kill left it, with rows in its WAL alone; the same closed; and its closed database of the evening before. */
let killed: string;
let leftOpen: SaleId;
/** The same till some customers earlier, killed just after SQLite had brought its whole WAL home. */
let checkpointed: string;
let closed: string;
let yesterday: string;
let another: string;

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
  const other = new Shop(newFolder(), { as: null });
  await other.open();
  await seedDemo(other.core);
  other.core.actAs(people.manager.staffId);
  await tradeShift(other, 'other', 4);
  await other.core.close();
  another = other.folder;
});

const walOf = (folder: string) => `${databaseFile(folder)}-wal`;

/** How many rows a folder would lose with its WAL. */
function rowsInWal(folder: string): number {
  const copy = copyOf(folder);
  rmSync(walOf(copy), { force: true });
  return kindsOf(folder).length - kindsOf(copy).length;
}

/** Sells on with an open sale at hand until a kill would find the WAL once with nothing, once with plenty of its own. */
async function killInBothStates(
  shop: Shop,
): Promise<{ killed: string; checkpointed: string; saleId: SaleId }> {
  let nothing: string | null = null;
  for (let i = 0; i < 200; i += 1) {
    await shop.sell(`into the WAL ${i}`, [WATER, PAPER]);
    for (let note = 0; note < 4; note += 1) {
      await shop.do('drawer.noSale', { reason: 'change' });
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

/** The receipts of every sale that was acknowledged, in order, with its total. */
const receiptsOf = (folder: string) =>
  journalOf(folder)
    .filter(({ header }) => header.kind === 'sale.completed')
    .map((row) => [row.header.receiptNo, row.header.totalMinor, bodyOf<'sale.completed'>(row).sale.saleId]);

const modeOf = async (shop: Shop) => (await shop.do('app.describe', {})).mode;

/** Puts another database in the place of a folder's, as a restored backup does. */
function replaceDatabase(folder: string, from: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(`${databaseFile(folder)}${end}`, { force: true });
  copyFileSync(databaseFile(from), databaseFile(folder));
}

/** Flips one bit of a folder's WAL. */
function flip(folder: string, place: number, bit: number): void {
  const bytes = readFileSync(walOf(folder));
  bytes[place] = (bytes[place] ?? 0) ^ (1 << (bit % 8));
  writeFileSync(walOf(folder), bytes);
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
        expect(verify(folder).words).toMatch(/^VERIFIED/);
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
    expect((await shop.ask('shift.open', opened)).ok).toBe(false);
    expect((await shop.ask('cash.move', moved)).ok).toBe(false);
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

/** What a till must do that may not sell: say why, refuse every write, let people look, and change no file. */
async function expectViewOnly(folder: string, trouble: string, canBeRead: boolean): Promise<void> {
  const before = fingerprint(folder);
  const shop = await openToLook(folder);
  expect(await modeOf(shop)).toMatchObject({
    kind: 'viewOnly',
    trouble,
    detail: expect.stringMatching(/.{10,}/) as string,
  });
  const writes = (Object.keys(commands) as CommandName[]).filter((name) => commands[name].kind !== 'read');
  expect(writes.length).toBeGreaterThan(18);
  for (const name of writes.filter((one) => !one.startsWith('session.'))) {
    const write: Promise<unknown> = shop.core.run(name, {});
    const refusal = await write.catch((error: unknown) => error);
    expect(refusal, name).toBeInstanceOf(Refused);
    expect((refusal as Refused).refusal, name).toEqual({ code: 'store.viewOnly', details: { trouble } });
  }
  if (canBeRead) expect((await shop.core.run('sale.last', {})).last).not.toBeNull();
  await shop.core.close();
  expect(fingerprint(folder)).toEqual(before);
}

describe('looked at only, and left as it was', () => {
  test("is a till with another till's database and key: two histories are never mixed", async () => {
    const folder = copyOf(closed);
    replaceDatabase(folder, another);
    cpSync(join(another, 'keys'), join(folder, 'keys'), { recursive: true });
    await expectViewOnly(folder, 'journalForked', true);
    expect(verify(folder).code).toBe(1);
    // Somebody may still come in and look.
    const shop = await openToLook(folder);
    await shop.do('session.signIn', people.manager);
    expect((await shop.do('sale.last', {})).last).not.toBeNull();
    expect(await shop.refused('sale.scan', { saleId: id('no'), code: WATER })).toMatchObject({
      code: 'store.viewOnly',
    });
    await shop.core.close();
  });

  test("is a till with another till's database only: its key is not that register's", async () => {
    const folder = copyOf(closed);
    replaceDatabase(folder, another);
    await expectViewOnly(folder, 'keyMissing', true);
  });

  test('is a till whose database went on without its mirror log, from either side of the fork', async () => {
    const fork = async (sales: number) => {
      const shop = await openTill(copyOf(yesterday));
      await tradeShift(shop, `fork ${sales}`, sales);
      await shop.core.close();
      return shop.folder;
    };
    for (const sales of [1, 20]) {
      const folder = copyOf(closed);
      replaceDatabase(folder, await fork(sales));
      await expectViewOnly(folder, 'journalForked', true);
      expect(verify(folder)).toMatchObject({ code: 1, event: kindsOf(yesterday).length + 1 });
    }
  });

  test('is a till whose tail can not be brought back whole: what is missing in the mirror log is not made up', async () => {
    const folder = copyOf(closed);
    replaceDatabase(folder, yesterday);
    const [, file = ''] = mirrorFiles(folder);
    const lines = readFileSync(file, 'utf8').split('\n');
    const line = lines.findIndex((one) => one.includes(`"seq":${kindsOf(yesterday).length + 3},`));
    for (const broken of [lines.toSpliced(line, 1), lines.with(line, `x${lines[line]?.slice(1)}`)]) {
      writeFileSync(file, broken.join('\n'));
      await expectViewOnly(folder, 'journalForked', true);
    }
  });

  test('is a till whose tail in the mirror log was forged', async () => {
    const folder = copyOf(closed);
    replaceDatabase(folder, yesterday);
    const [, file = ''] = mirrorFiles(folder);
    const { sha256 } = await import('#store/journal.ts');
    const lines = readFileSync(file, 'utf8').split('\n');
    const forged = (lines.at(-2) ?? '')
      .slice(9)
      .replace(/"sig":"./, (start) => `"sig":"${start.endsWith('0') ? 1 : 0}`);
    lines[lines.length - 2] = `${sha256(forged).toString('hex').slice(0, 8)} ${forged}`;
    writeFileSync(file, lines.join('\n'));
    await expectViewOnly(folder, 'journalForked', true);
  });

  test('is a till whose database is gone while its mirror log is there; no new one is made', async () => {
    const folder = copyOf(closed);
    for (const end of ['', '-wal', '-shm']) rmSync(`${databaseFile(folder)}${end}`, { force: true });
    await expectViewOnly(folder, 'databaseMissing', false);
    expect(existsSync(databaseFile(folder))).toBe(false);
  });

  test('is a till whose database is empty while its mirror log is there', async () => {
    const folder = copyOf(closed);
    truncateSync(databaseFile(folder), 0);
    rmSync(walOf(folder), { force: true });
    await expectViewOnly(folder, 'databaseMissing', false);
  });

  test('is a till that lost the WAL in which it was set up', async () => {
    const fresh = new Shop(newFolder(), { as: null });
    await fresh.open();
    await seedDemo(fresh.core);
    const folder = copyOf(fresh.folder);
    await fresh.close();
    rmSync(walOf(folder));
    const lost = await openToLook(folder);
    expect(await modeOf(lost)).toMatchObject({ kind: 'viewOnly', trouble: 'databaseMissing' });
    await lost.core.close();
  });

  test('is a till whose register is gone while its journal is there, or whose register cannot be read', async () => {
    const gone = copyOf(closed);
    tamper(gone, (db) => db.exec('DELETE FROM register'));
    await expectViewOnly(gone, 'databaseDamaged', true);
    const nonsense = copyOf(closed);
    tamper(nonsense, (db) => db.exec('UPDATE register SET config = \'{"storeName":1}\''));
    await expectViewOnly(nonsense, 'databaseDamaged', false);
    const renamed = copyOf(closed);
    tamper(renamed, (db) => db.exec("UPDATE register SET id = 'R2'"));
    await expectViewOnly(renamed, 'journalBroken', true);
  });

  test('is a till whose key is gone, another, empty, garbage or sealed elsewhere', async () => {
    const keyOf = (folder: string) => join(folder, 'keys', 'device.key');
    const sealed = Buffer.from('counterfoil:keychain:1\nsealed by another machine');
    const losses: ((file: string) => void)[] = [
      (file) => rmSync(file),
      (file) => copyFileSync(keyOf(another), file),
      (file) => truncateSync(file, 0),
      (file) => truncateSync(file, 20),
      (file) => writeFileSync(file, 'this was a key once'),
      (file) => writeFileSync(file, sealed),
    ];
    for (const lose of losses) {
      const folder = copyOf(closed);
      lose(keyOf(folder));
      await expectViewOnly(folder, 'keyMissing', true);
    }
    // In a folder that never had a till, a broken key is told too, not replaced.
    const folder = newFolder();
    const signer = await loadSigner(folder, fileSecretBox(), true);
    expect((await loadSigner(folder, fileSecretBox(), true)).publicKey).toEqual(signer.publicKey);
    writeFileSync(keyOf(folder), 'nonsense');
    const shop = await openToLook(folder);
    expect(await modeOf(shop)).toMatchObject({ kind: 'viewOnly', trouble: 'keyMissing' });
    await shop.core.close();
  });

  test('is a till whose journal was changed since the last Z', async () => {
    const folder = copyOf(closed);
    tamper(folder, (db) =>
      db.exec(
        'UPDATE journal SET total_minor = total_minor + 1 WHERE seq = (SELECT max(seq) - 4 FROM journal)',
      ),
    );
    await expectViewOnly(folder, 'journalBroken', true);
  });

  test('is a till whose database is damaged in the middle: its catalogue, its journal, its schema', async () => {
    const rootOf = (name: string) =>
      withDatabase(
        closed,
        (db) => db.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck().get(name) as number,
      );
    for (const name of ['journal', 'item', 'sale', 'ledger_entry']) {
      const folder = copyOf(closed);
      garble(folder, rootOf(name));
      const before = fingerprint(folder);
      const shop = await openToLook(folder);
      expect(await modeOf(shop), name).toMatchObject({ kind: 'viewOnly', trouble: 'databaseDamaged' });
      expect(await shop.refused('register.setUp', {}).catch(() => null), name).not.toBeUndefined();
      await expect(shop.core.run('sale.scan', {} as never)).rejects.toThrow('store.viewOnly');
      await shop.core.close();
      expect(fingerprint(folder), name).toEqual(before);
      expect(verify(folder).code, name).toBe(1);
    }
    const folder = copyOf(closed);
    garble(folder, 1);
    await expectViewOnly(folder, 'databaseDamaged', false);
  });
});

/** Overwrites one page of the database with noise. */
function garble(folder: string, page: number): void {
  const bytes = readFileSync(databaseFile(folder));
  for (let i = 0; i < 4096; i += 1) bytes[(page - 1) * 4096 + i] = (i * 151 + 77) % 256;
  writeFileSync(databaseFile(folder), bytes);
}

test('whatever page of the database is garbled, the till opens, and never calls books good that lost a sale', async () => {
  const pages = statSync(databaseFile(closed)).size / 4096;
  const receipts = receiptsOf(closed);
  const outcomes = new Map<string, number>();
  for (let page = 2; page <= pages; page += Math.ceil(pages / 30)) {
    const folder = copyOf(closed);
    garble(folder, page);
    const shop = await openToLook(folder);
    const mode = await modeOf(shop);
    await shop.core.close();
    const verdict = verify(folder);
    if (mode.kind === 'ready' && verdict.code === 0)
      expect(receiptsOf(folder), `page ${page}`).toEqual(receipts);
    const outcome = mode.kind === 'ready' ? `ready, verify ${verdict.code}` : mode.trouble;
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  expect(outcomes.get('databaseDamaged') ?? 0).toBeGreaterThan(10);
});
