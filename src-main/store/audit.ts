// The whole of a store against itself: every row, every Z, the witness, and the tables that are read from the journal.
// Owns what "verified" means; mends nothing and writes nothing.
import Database from 'better-sqlite3';
import { canonical } from '#contract/canonical.ts';
import type { Json } from '#contract/canonical.ts';
import type { StaffId } from '#contract/ids.ts';
import { listBadges } from './badge.ts';
import { bodyOf, headOf, insertRow, rowAt, rowsFrom } from './journal.ts';
import type { JournalRow } from './journal.ts';
import { migrate } from './migrate.ts';
import { damagedMirrorFile } from './mirror.ts';
import type { Db } from './open.ts';
import { project } from './project.ts';
import { readRegister } from './register.ts';
import type { Register } from './register.ts';
import { periodSums } from './shift.ts';
import { checkRow } from './verify.ts';
import { Witness } from './witness.ts';

/** The first thing that is wrong: the row it is about, if it is about one, and what. */
export interface Finding {
  row: JournalRow | null;
  problem: string;
}

export interface Audit {
  rows: number;
  receipts: number;
  zReports: number;
  finding: Finding | null;
}

/** The tables that the journal alone must give, each in one fixed order. */
const projected = [
  ['sale', 'seq'],
  ['line_item', 'sale_id, number'],
  ['sale_tax', 'sale_id, name_en'],
  ['tender', 'id'],
  ['return_item', 'sale_id, number'],
  ['refund', 'id'],
  ['receipt_copy', 'sale_id'],
  ['promotion', 'id'],
  ['coupon_use', 'code'],
  ['shift', 'id'],
  ['z_report', 'z_no'],
  ['ledger_entry', 'seq, position'],
  ['trusted_register', 'public_key'],
] as const;

/** Period `n` must follow `n - 1`, hold exactly its rows and be the sum of its sales (R16). */
function checkReport(rebuilt: Db, row: JournalRow, lastSealed: number): string | null {
  const { report } = bodyOf<'register.closed'>(row);
  if (report.zNumber !== row.header.zNo) return `it seals Z ${report.zNumber} in period ${row.header.zNo}`;
  if (report.firstSeq !== lastSealed + 1 || report.lastSeq !== row.header.seq - 1) {
    return `Z ${report.zNumber} covers rows ${report.firstSeq} to ${report.lastSeq}, not all since the last`;
  }
  const sums = periodSums(rebuilt, row.header.zNo);
  if (sums.total !== report.period.total) {
    return `Z ${report.zNumber} says ${report.period.total}, its sales add up to ${sums.total}`;
  }
  if (report.perpetualSalesAfter !== row.header.gtSalesMinor) return 'its perpetual total is another';
  // Reports of earlier versions know no returns, and then there are none.
  const known: Partial<typeof report> = report;
  const returned = known.perpetualReturnsAfter ?? row.header.gtReturnsMinor;
  const isSame =
    returned === row.header.gtReturnsMinor && (known.period?.returns?.total ?? 0) === sums.returned;
  return isSame ? null : 'its returns are others';
}

const hasTable = (db: Db, table: string) =>
  db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(table) !== undefined;
const isEmpty = (db: Db, table: string) => db.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get() === undefined;

/** The first table row that differs from what the journal gives. */
function compareTables(db: Db, rebuilt: Db): string | null {
  for (const [table, order] of projected) {
    // Books of an earlier schema, which may only be looked at, have not all of them.
    if (!hasTable(db, table) && isEmpty(rebuilt, table)) continue;
    const sql = `SELECT * FROM ${table} ORDER BY ${order}`;
    const expected = rebuilt.prepare(sql).iterate();
    for (const actual of db.prepare(sql).iterate()) {
      const next = expected.next();
      const wanted = JSON.stringify(next.done === true ? null : next.value);
      if (JSON.stringify(actual) !== wanted) {
        return `table ${table} holds ${JSON.stringify(actual)} where the journal gives ${wanted}`;
      }
    }
    const missing = expected.next();
    if (missing.done !== true) return `table ${table} lacks ${JSON.stringify(missing.value)}`;
    expected.return?.();
  }
  return null;
}

/** The register's row must say what the journal says of it: its enrolment and the last change of its settings. */
function checkRegister(db: Db, register: Register, rebuilt: Db): string | null {
  const enrolled = rowAt(rebuilt, 1);
  if (enrolled === null) return 'the journal is empty although the register was set up';
  const { header } = enrolled;
  const { publicKey } = bodyOf<'register.enrolled'>(enrolled);
  const settings = rebuilt
    .prepare("SELECT max(seq) FROM journal WHERE kind IN ('register.enrolled', 'register.changed')")
    .pluck()
    .get() as number;
  const { register: config } = bodyOf<'register.changed'>(rowAt(rebuilt, settings) ?? enrolled);
  const enrolledAt = db.prepare('SELECT enrolled_at FROM register').pluck().get();
  const isSame =
    enrolledAt === header.atUtc &&
    register.id === header.register &&
    register.epoch === header.epoch &&
    register.publicKey.toString('hex') === publicKey &&
    canonical(register.config as unknown as Json) === canonical(config as unknown as Json);
  return isSame ? null : 'table register holds another register than the journal gives';
}

/** Who has a badge by what the journal says; which one it is, it does not know. */
function badgeHolders(rebuilt: Db): Set<StaffId> {
  const seqs = rebuilt
    .prepare("SELECT seq FROM journal WHERE kind IN ('register.enrolled', 'staff.badgeSet') ORDER BY seq")
    .pluck()
    .all() as number[];
  const holders = new Set<StaffId>();
  for (const row of seqs.flatMap((seq) => rowAt(rebuilt, seq) ?? [])) {
    if (row.header.kind === 'register.enrolled') {
      const { staff } = bodyOf<'register.enrolled'>(row);
      for (const { staffId, hasBadge } of staff) if (hasBadge === true) holders.add(staffId);
    } else {
      const { staffId, hasBadge } = bodyOf<'staff.badgeSet'>(row);
      if (hasBadge) holders.add(staffId);
      else holders.delete(staffId);
    }
  }
  return holders;
}

/** A badge that no row gave is a way in for somebody who should have none. One that is missing opens nothing. */
function checkBadges(db: Db, rebuilt: Db): string | null {
  const holders = badgeHolders(rebuilt);
  const stray = [...listBadges(db).keys()].find((staffId) => !holders.has(staffId));
  return stray === undefined
    ? null
    : `table staff_badge holds a badge of ${stray} that the journal does not give`;
}

/** Everything that is checked of one row, in words that follow its name. */
function checkOne(
  rebuilt: Db,
  row: JournalRow,
  before: JournalRow | null,
  publicKey: Uint8Array,
  lastSealed: number,
): string | null {
  const problem = checkRow(row, before, publicKey);
  if (problem !== null) return problem;
  const report = row.header.kind === 'register.closed' ? checkReport(rebuilt, row, lastSealed) : null;
  if (report !== null) return report;
  try {
    insertRow(rebuilt, row);
    project(rebuilt, row);
    return null;
  } catch (error) {
    return `it does not fit the rows before it: ${(error as Error).message}`;
  }
}

/**
 * Reads the whole journal once, building every derived table anew beside it, and stops at the first thing that is
 * wrong. `progress` is told the number of rows done. A till may be at work on it: all is read as it is at one moment.
 */
export function audit(db: Db, mirror: string, progress: (rows: number) => void): Audit {
  const witness = new Witness(mirror);
  return db.transaction(() => auditNow(db, mirror, witness, progress))();
}

function auditNow(db: Db, mirror: string, witness: Witness, progress: (rows: number) => void): Audit {
  const result: Audit = { rows: 0, receipts: 0, zReports: 0, finding: null };
  const register = readRegister(db);
  if (register === null) {
    const isUnused = headOf(db) === null && !witness.hasMore(0);
    return isUnused ? result : { ...result, finding: { row: null, problem: "the register's row is gone" } };
  }
  const rebuilt = new Database(':memory:');
  migrate(rebuilt);
  let before: JournalRow | null = null;
  let lastSealed = 0;
  for (const row of rowsFrom(db, 1)) {
    const own = checkOne(rebuilt, row, before, register.publicKey, lastSealed);
    const problem = own ?? witness.check(row);
    if (problem !== null) return { ...result, finding: { row, problem } };
    result.rows += 1;
    if (row.header.receiptNo !== null) result.receipts += 1;
    if (row.header.kind === 'register.closed') {
      result.zReports += 1;
      lastSealed = row.header.seq;
    }
    before = row;
    progress(result.rows);
  }
  const missing = witness.firstMissing(db);
  if (missing !== null) return { ...result, finding: missing };
  const problem =
    checkEnd(db, rebuilt, mirror, witness.hasMore(result.rows), result.rows) ??
    checkRegister(db, register, rebuilt);
  return { ...result, finding: problem === null ? null : { row: null, problem } };
}

/** What can only be said once every row is read: a lost tail, a damaged witness, tables that tell another story. */
function checkEnd(db: Db, rebuilt: Db, mirror: string, hasMore: boolean, headSeq: number): string | null {
  if (hasMore) {
    return `the database has lost row ${headSeq + 1} and what follows; the mirror log has them, and starting the till brings them back`;
  }
  const damaged = damagedMirrorFile(mirror);
  if (damaged !== null) return `the mirror log ${damaged} ends in something unreadable`;
  return compareTables(db, rebuilt) ?? checkBadges(db, rebuilt);
}

/** What SQLite itself finds wrong with the whole file, in words, or null. */
export function damageOf(db: Db): string | null {
  try {
    const answer = db.pragma('integrity_check(1)', { simple: true });
    return answer === 'ok' ? null : `the database file is damaged: ${String(answer)}`;
  } catch (error) {
    return `the database file is damaged: ${(error as Error).message}`;
  }
}
