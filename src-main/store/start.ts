// The start-up ladder: lock, open, key, chain, witness. Owns the order; a red rung stops it with a named trouble and
// touches nothing.
import fs from 'node:fs';
import { firstBadRow } from './verify.ts';
import { headOf, openPeriod, rowAt, rowsFrom } from './journal.ts';
import { loadSigner } from './key.ts';
import type { KeyGuard, Signer } from './key.ts';
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
function assertUnused(db: Db, folder: string): void {
  if (schemaOf(db) > 0 && headOf(db) !== null) {
    throw new StoreUnfit('databaseDamaged', "the register's row is gone while its journal is there");
  }
  if (hasMirrorLog(folder)) {
    throw new StoreUnfit('databaseMissing', 'till.db is empty while its mirror log is there');
  }
}

/**
 * Everything that can be found wrong without writing: the file, the key, the chain since the last Z, the witness.
 * Returns whether there is a register yet.
 */
async function inspect(folder: string, guard: KeyGuard): Promise<boolean> {
  const db = openToInspect(folder);
  if (db === null) return false;
  try {
    // An empty file that a first start left behind has no tables to look at.
    const register = schemaOf(db) === 0 ? null : readRegister(db);
    if (register === null) {
      assertUnused(db, folder);
      return false;
    }
    assertKey(register, await loadSigner(folder, guard, false));
    assertChain(db, register);
    assertWitness(db, openMirror(mirrorFolder(folder)), register.publicKey);
    return true;
  } finally {
    db.close();
  }
}

/**
 * Climbs the ladder and returns a store that may sell. Throws DataFolderBusy when another till holds the folder, and
 * StoreUnfit with the trouble's name when it may be looked at only; then no byte of the books was written.
 */
export async function startStore(folder: string, guard: KeyGuard, now: () => Date): Promise<Store> {
  fs.mkdirSync(folder, { recursive: true });
  const release = holdFolder(folder);
  let db: Db | null = null;
  try {
    const isSetUp = await inspect(folder, guard);
    const signer = await loadSigner(folder, guard, !isSetUp);
    db = openStore(folder);
    refreshIndex(db);
    const mirror = openMirror(mirrorFolder(folder));
    const reconciled = reconcile(db, mirror, signer, now());
    const opened = db;
    const close = () => {
      mirror.close();
      opened.close();
      release();
    };
    return { db, signer, mirror, register: readRegister(db), reconciled, close };
  } catch (error) {
    db?.close();
    release();
    throw error;
  }
}

/** Opens a store that may not sell, to look at. Null when not even what the first screen shows can be read. */
export function startViewOnly(folder: string): { db: Db; register: Register | null; close(): void } | null {
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
