// What a till finds at its start and may not mend: it says why in one word, lets people look, refuses every write and
// leaves each file exactly as it was.
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
import { Refused } from '#contract/refusal.ts';
import { seedDemo } from '#main/demo.ts';
import { sha256 } from '#store/journal.ts';
import { loadSigner } from '#store/key.ts';
import { databaseFile } from '#store/open.ts';
import { fileSecretBox } from '#shell/secret-box.ts';
import {
  copyOf,
  fingerprint,
  kindsOf,
  mirrorFiles,
  newFolder,
  newTill,
  openTill,
  openToLook,
  tamper,
  trade,
  tradeShift,
  verify,
  WATER,
  withDatabase,
} from '#test/support/books.ts';
import { id, people, Shop } from '#test/support/shop.ts';
import { garble, modeOf, receiptsOf, replaceDatabase, walOf } from './losses.ts';

/** A closed till, its database of the evening before, and another till altogether. */
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

/** What a till must do that may not sell: say why, refuse every write, let people look, and change no file. */
async function expectViewOnly(folder: string, trouble: string, canBeRead: boolean): Promise<void> {
  const before = fingerprint(folder);
  const shop = await openToLook(folder);
  expect(await modeOf(shop)).toMatchObject({
    kind: 'viewOnly',
    trouble,
    detail: expect.stringMatching(/.{10,}/) as string,
  });
  // What works a device or asks the machine writes nothing; a recovery begins books beside these (recover.test.ts).
  const writes = (Object.keys(commands) as CommandName[]).filter(
    (name) => !['read', 'device', 'machine', 'recovery'].includes(commands[name].kind),
  );
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
