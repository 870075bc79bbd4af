// A till's books for tests of the store: days of trade in a temporary folder, copies of it as a kill would leave them,
// and looks at it from outside. Trades only through the core; tampers only with copies.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Writable } from 'node:stream';
import Database from 'better-sqlite3';
import { afterAll } from 'vitest';
import type { SaleId } from '#contract/ids.ts';
import type { Money } from '#contract/money.ts';
import { rowsFrom } from '#store/journal.ts';
import type { JournalRow, NewEvent } from '#store/journal.ts';
import { loadSigner } from '#store/key.ts';
import type { Signer } from '#store/key.ts';
import { fileSecretBox } from '#shell/secret-box.ts';
import { databaseFile, mirrorFolder, openReadOnly } from '#store/open.ts';
import type { Db } from '#store/open.ts';
import { verifyFolder } from '#tools/verify.ts';
import { id, openShop, Shop } from './shop.ts';
import type { ShopOptions } from './shop.ts';

/** Articles of the demonstration shop: by EAN-13, by PLU, by weight. */
export const WATER = '6901234567892';
export const PAPER = '40';
export const BANANAS = '4011';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** An empty folder that is gone after the test file. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'counterfoil-books-'));
  folders.push(folder);
  return folder;
}

/** The files as they are at this instant, as a killed process leaves them; only its lock goes with it. */
export function copyOf(folder: string): string {
  const copy = newFolder();
  cpSync(folder, copy, { recursive: true, filter: (file) => !basename(file).startsWith('lock.db') });
  return copy;
}

/** A till on a folder that is already there. One at a time for each folder: it makes up its ids from its name. */
export async function openTill(folder: string, options: ShopOptions = {}): Promise<Shop> {
  const shop = new Shop(folder, options);
  await shop.open();
  return shop;
}

/** A till that may be fit to look at only, with nobody at work. */
export const openToLook = (folder: string): Promise<Shop> => openTill(folder, { as: null });

/** A demonstration shop with a manager at work, gone after the test file. */
export async function newTill(): Promise<Shop> {
  const shop = await openShop();
  folders.push(shop.folder);
  return shop;
}

/** One customer of the day; every so many of them something else happens than a plain sale. */
async function serve(shop: Shop, name: string, i: number): Promise<void> {
  const saleId = id<SaleId>(name);
  await shop.scan(saleId, WATER, ...(i % 2 === 0 ? [PAPER] : []));
  if (i % 3 === 0) await shop.do('sale.scan', { saleId, code: BANANAS, quantity: 317 + i });
  if (i % 4 === 1) await voidLine(shop, saleId);
  if (i % 5 === 2) {
    await shop.do('sale.park', { saleId, label: i % 2 === 0 ? `桌 ${i}` : null });
    await shop.do('sale.recall', { saleId });
  }
  if (i % 7 === 3) return void (await shop.do('sale.void', { saleId }));
  if (i % 8 === 4) await reprice(shop, saleId);
  const { due } = await shop.do('tender.options', { saleId });
  if (i % 9 === 5) {
    const { sale } = await shop.do('tender.cash', { saleId, amount: due + 5 });
    await shop.do('tender.remove', { saleId, tenderId: sale.tenders[0]?.tenderId });
  }
  await shop.do('tender.cash', { saleId, amount: due + (i % 2) * 50 });
  await shop.do('sale.complete', { saleId });
  if (i % 6 === 0) await shop.do('receipt.reprint', { saleId: null });
}

async function voidLine(shop: Shop, saleId: SaleId): Promise<void> {
  const { lines } = await shop.scan(saleId, 'W0001', '6979864361623');
  await shop.do('sale.voidLine', { saleId, lineId: lines[0]?.lineId });
}

async function reprice(shop: Shop, saleId: SaleId): Promise<void> {
  const { lines } = await shop.do('sale.get', { saleId });
  const lineId = lines[0]?.lineId;
  await shop.do('sale.overridePrice', { saleId, lineId, priceMicros: 1_042_500, reason: 'dented' });
}

/** One shift with everything that can happen in it, over or short by a few fen. */
export async function tradeShift(shop: Shop, name: string, customers: number): Promise<void> {
  await shop.openShift(20_000);
  for (let i = 0; i < customers; i += 1) {
    shop.clock.pass(47_000);
    await serve(shop, `${name} ${i}`, i);
  }
  await shop.do('cash.move', { move: 'paidIn', amount: 5000, reason: 'coins' });
  await shop.do('cash.move', { move: 'safeDrop', amount: 7000, reason: 'full' });
  await shop.do('drawer.noSale', { reason: 'change for a note' });
  const { cash } = await shop.do('shift.xReport', { print: false });
  await shop.do('shift.close', { counted: (cash?.expected ?? 0) + (customers % 2 === 0 ? 3 : -3) });
}

/** A till that trades day after day: each day is a shift of so many customers, and all but the last end with a Z. */
export async function trade(shop: Shop, days: readonly number[]): Promise<void> {
  for (const [i, customers] of days.entries()) {
    await tradeShift(shop, `day ${i}`, customers);
    if (i < days.length - 1) await shop.do('register.close', {});
    shop.clock.pass(86_400_000);
  }
}

/** What the books on the disk are, file by file. */
export function fingerprint(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((name) => !name.startsWith('lock.db') && name !== 'till.db-shm')
    // Whoever looks at a WAL database leaves an empty one behind.
    .filter((name) => name !== 'till.db-wal' || statSync(join(folder, name)).size > 0);
  const hash = (name: string) =>
    createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex');
  return Object.fromEntries(names.sort().map((name) => [name, hash(name)]));
}

/** The folder's database as anybody may open it, without the till's own guards; closed when `work` is done. */
export function withDatabase<T>(folder: string, work: (db: Db) => T): T {
  const db = new Database(databaseFile(folder));
  try {
    db.pragma('foreign_keys = OFF');
    return work(db);
  } finally {
    db.close();
  }
}

/** Changes a database behind the till's back, as somebody who knows SQL does: the guards go first. */
export function tamper(folder: string, work: (db: Db) => void): void {
  withDatabase(folder, (db) => {
    const guards = db
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
      .pluck()
      .all() as string[];
    for (const guard of guards) db.exec(`DROP TRIGGER ${guard}`);
    work(db);
  });
}

/** A signer of its own, for journals that no core writes. */
export const newSigner = (): Promise<Signer> => loadSigner(newFolder(), fileSecretBox(), true);

let events = 0;
/** An event to journal by hand: cash that moves from the safe into the drawer, unless told otherwise. */
export function cashEvent(changes: Partial<NewEvent<'cash.moved'>> = {}): NewEvent<'cash.moved'> {
  events += 1;
  const [amount, negated] = [500, -500] as [Money, Money];
  return {
    kind: 'cash.moved',
    id: `event ${events}`,
    body: {
      move: 'paidIn',
      reason: '硬币',
      amount,
      postings: [
        { account: 'drawer', memo: 'paidIn', amount },
        { account: 'paidIn', memo: 'coins', amount: negated },
      ],
    },
    atUtc: '2026-11-20T08:00:00.000Z',
    monoMs: 1000 + events,
    register: 'R1',
    epoch: 1,
    timeZone: 'Asia/Shanghai',
    currency: 'CNY',
    actor: 'chen-jing',
    appVersion: '0.0.0-test',
    ...changes,
  };
}

/** Every row of the journal on the disk. */
export function journalOf(folder: string): JournalRow[] {
  const db = openReadOnly(folder);
  try {
    return [...rowsFrom(db, 1)];
  } finally {
    db.close();
  }
}

export const kindsOf = (folder: string): string[] => journalOf(folder).map(({ header }) => header.kind);

/** The mirror's files, oldest first. */
export function mirrorFiles(folder: string): string[] {
  const mirror = mirrorFolder(folder);
  if (!existsSync(mirror)) return [];
  return readdirSync(mirror)
    .sort()
    .map((name) => join(mirror, name));
}

class Words extends Writable {
  text = '';
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString('utf8');
    done();
  }
}

export interface Verdict {
  /** 0 verified, 1 not, 2 nothing there. */
  code: number;
  words: string;
  /** The number of the first bad event, if it names one. */
  event: number | null;
}

/** What `till verify` says of a folder. */
export function verify(folder: string): Verdict {
  const output = new Words();
  const code = verifyFolder(folder, output, new Words());
  const event = /First bad event: event (\d+) /.exec(output.text)?.[1];
  return { code, words: output.text, event: event === undefined ? null : Number(event) };
}
