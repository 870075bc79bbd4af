// The start-up ladder: lock, file, register, key, chain, witness, disk. Owns the order; a red rung stops it with a named
// trouble and touches nothing.
import type { StartReport } from '#contract/start.ts';
import { backupFolder, hasBackup } from './backup.ts';
import { booksOf, currentBooks } from './books.ts';
import { syncPath } from './durable.ts';
import { firstBadRow } from './verify.ts';
import { headOf, openPeriod, rowAt, rowsFrom } from './journal.ts';
import { loadSigner } from './key.ts';
import type { KeyGuard, Signer } from './key.ts';
import { Ladder } from './ladder.ts';
import { holdFolder } from './lock.ts';
import { openMirror } from './mirror.ts';
import type { Mirror } from './mirror.ts';
import { schemaOf } from './migrate.ts';
import { hasMirrorLog, mirrorFolder, openReadOnly, openStore, openToInspect } from './open.ts';
import type { Db } from './open.ts';
import { assertWitness, reconcile } from './reconcile.ts';
import type { Reconciled } from './reconcile.ts';
import { readRegister } from './register.ts';
import type { Register } from './register.ts';
import { refreshIndex } from './search-index.ts';
import { findOpenShift, periodRange } from './shift.ts';
import { listStaff } from './staff.ts';
import { StoreUnfit } from './trouble.ts';

export interface Store {
  /** Which books of the data folder these are. */
  number: number;
  db: Db;
  signer: Signer;
  mirror: Mirror;
  register: Register | null;
  /** What start-up had to bring back or write again. */
  reconciled: Reconciled;
  close(): void;
}

/** The rows since the last Z; the whole chain is the verifier's work, which is not done at every start. */
function assertChain(db: Db, register: Register): void {
  const first = periodRange(db, openPeriod(db))?.first ?? headOf(db)?.header.seq ?? 1;
  const bad = firstBadRow(rowsFrom(db, first), rowAt(db, first - 1), register.publicKey);
  if (bad !== null) throw new StoreUnfit('journalBroken', `row ${bad.row.header.seq}: ${bad.problem}`);
  const head = headOf(db)?.header;
  if (head !== undefined && (head.register !== register.id || head.epoch !== register.epoch)) {
    throw new StoreUnfit(
      'journalBroken',
      `the journal is ${head.register}'s, the register says ${register.id}`,
    );
  }
}

function assertKey(register: Register, signer: Signer): void {
  if (register.publicKey.equals(signer.publicKey)) return;
  throw new StoreUnfit('keyMissing', 'keys/device.key is not the key this register was enrolled with');
}

/** A till that was never set up has written nothing; where something was, its register is lost, not to be made anew. */
function assertUnused(db: Db | null, folder: string, isFirst: boolean): void {
  const isEmpty = db === null || schemaOf(db) === 0;
  if (!isFirst && isEmpty) throw new StoreUnfit('databaseMissing', 'these books are gone');
  if (!isFirst || (db !== null && !isEmpty && headOf(db) !== null)) {
    throw new StoreUnfit('databaseDamaged', "the register's row is gone while its journal is there");
  }
  if (db !== null && hasMirrorLog(folder)) {
    throw new StoreUnfit('databaseMissing', 'till.db is empty while its mirror log is there');
  }
}

/** A copy of books that are nowhere to be seen is a loss, too: whoever lost a folder must not be set up anew. */
function assertNeverWas(dataFolder: string): void {
  if (hasBackup(dataFolder)) {
    throw new StoreUnfit('databaseMissing', 'till.db is gone while its backups are there');
  }
}

/**
 * Everything that can be found wrong without writing: the file, the key, the chain since the last Z, the witness.
 * Returns whether there is a register yet.
 */
async function inspect(place: Place, guard: KeyGuard | null, ladder: Ladder): Promise<boolean> {
  const { dataFolder, folder, number } = place;
  const db = await ladder.climb('file', () => {
    const found = openToInspect(folder);
    if (found === null && number === 1) assertNeverWas(dataFolder);
    return found;
  });
  try {
    const register = await ladder.climb('register', () => {
      // An empty file that a first start left behind has no tables to look at.
      const found = db === null || schemaOf(db) === 0 ? null : readRegister(db);
      if (found === null) assertUnused(db, folder, number === 1);
      return found;
    });
    if (guard !== null) {
      await ladder.climb('key', async () => {
        if (register !== null) assertKey(register, await loadSigner(folder, guard, false));
      });
    }
    await ladder.climb('chain', () => {
      if (db !== null && register !== null) assertChain(db, register);
    });
    await ladder.climb('witness', () => {
      if (db !== null && register !== null)
        assertWitness(db, openMirror(mirrorFolder(folder)), register.publicKey);
    });
    return register !== null;
  } finally {
    db?.close();
  }
}

/** Where the books in use lie. */
interface Place {
  dataFolder: string;
  folder: string;
  number: number;
}

/**
 * Climbs as far as one can without writing and without holding the folder, so that it may be done beside a till. Without
 * a guard the key is left out. Returns what was found, and the trouble that stopped the climb or null.
 */
export async function lookOver(
  dataFolder: string,
  guard: KeyGuard | null,
  now: Date,
): Promise<{ number: number; report: StartReport; trouble: StoreUnfit | null }> {
  const ladder = new Ladder(now);
  const number = currentBooks(dataFolder);
  const place = { dataFolder, folder: booksOf(dataFolder, number), number };
  try {
    await inspect(place, guard, ladder);
    return { number, report: ladder.report(), trouble: null };
  } catch (error) {
    const trouble = error instanceof StoreUnfit ? error : new StoreUnfit('diskFailed', String(error));
    return { number, report: ladder.report(), trouble };
  }
}

/** Makes the books of a place ready to be sold on: pragmas asserted after a durable write, both records agree. */
async function openFit(place: Place, signer: Signer, now: Date): Promise<Store> {
  const db = openStore(place.folder, backupFolder(place.dataFolder));
  try {
    refreshIndex(db);
    const mirror = openMirror(mirrorFolder(place.folder));
    const reconciled = reconcile(db, mirror, signer, now);
    const close = () => {
      mirror.close();
      db.close();
    };
    return { number: place.number, db, signer, mirror, register: readRegister(db), reconciled, close };
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * Climbs the ladder in a folder that is held and returns books that may be sold on. Throws StoreUnfit with the trouble's
 * name when they may be looked at only; then no byte of them was written.
 */
export async function climbTo(
  dataFolder: string,
  guard: KeyGuard,
  now: () => Date,
  ladder: Ladder,
): Promise<Store> {
  const number = currentBooks(dataFolder);
  const place = { dataFolder, folder: booksOf(dataFolder, number), number };
  const isSetUp = await inspect(place, guard, ladder);
  const store = await ladder.climb('disk', async () => {
    // Whoever made the data folder may not have waited for its name: a shop must not be gone with it.
    if (!isSetUp) syncPath(dataFolder);
    return openFit(place, await loadSigner(place.folder, guard, !isSetUp), now());
  });
  ladder.mended(store.reconciled);
  return store;
}

/**
 * Holds a folder, climbs the ladder and lets the folder go with the store: for whoever wants fit books or none. Throws
 * DataFolderBusy when another till holds the folder, StoreUnfit as `climbTo` does.
 */
export async function startStore(folder: string, guard: KeyGuard, now: () => Date): Promise<Store> {
  const release = holdFolder(folder);
  try {
    const store = await climbTo(folder, guard, now, new Ladder(now()));
    const close = () => {
      store.close();
      release();
    };
    return { ...store, close };
  } catch (error) {
    release();
    throw error;
  }
}

/** Books that are looked at only. */
export interface View {
  db: Db;
  register: Register | null;
  close(): void;
}

/** Opens books that may not be sold on, by their own folder, to look at. Null when not even what the first screen shows can be read. */
export function startViewOnly(folder: string): View | null {
  let db: Db | null = null;
  try {
    db = openReadOnly(folder);
    const register = readRegister(db);
    headOf(db);
    listStaff(db);
    findOpenShift(db);
    const opened = db;
    return { db, register, close: () => opened.close() };
  } catch {
    db?.close();
    return null;
  }
}
