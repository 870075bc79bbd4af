// Papers that wait for a printer. Owns their states; a job never decides anything about a sale.
import { createHash } from 'node:crypto';
import type { Paper, PrintKind, PrintState } from '#contract/receipt.ts';
import type { DeviceTrouble } from '#contract/device.ts';
import type { Instant, SaleId } from '#contract/ids.ts';
import type { Db } from './open.ts';
import { statement } from './statement.ts';

/** Which of the counter's printers has a paper. */
export type PrinterName = 'first' | 'fallback';

export interface PrintJob {
  id: number;
  kind: PrintKind;
  saleId: SaleId | null;
  paper: Paper;
  state: PrintState;
  trouble: DeviceTrouble | null;
  createdAt: Instant;
  /** What it was made into at the first try; null before, and once it has come out. */
  bytes: Uint8Array | null;
  /** The paper it was asked for again from. */
  againFrom: number | null;
}

interface Stored {
  id: number;
  kind: PrintKind;
  sale_id: SaleId | null;
  paper: string;
  state: PrintState;
  trouble: DeviceTrouble | null;
  created_at: Instant;
  bytes: Uint8Array | null;
  bytes_hash: Uint8Array | null;
  again_from: number | null;
}

function fromStored(row: Stored): PrintJob {
  const { id, kind, state, trouble, bytes, bytes_hash: hash } = row;
  // Bytes that changed on the disk would be commands of nobody's: the paper is made into bytes anew.
  const isWhole = bytes !== null && hash !== null && sha256(bytes).equals(hash);
  return {
    id,
    kind,
    saleId: row.sale_id,
    paper: JSON.parse(row.paper) as Paper,
    state,
    trouble,
    createdAt: row.created_at,
    bytes: isWhole ? bytes : null,
    againFrom: row.again_from,
  };
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/** Queues a paper; runs in the transaction of the command that wants it printed. */
export function insertPrintJob(
  db: Db,
  job: {
    commandId: string;
    kind: PrintKind;
    saleId: SaleId | null;
    paper: Paper;
    at: string;
    againFrom?: number;
    /** Where it is printed; the first where it is left out. */
    printer?: PrinterName;
  },
): void {
  const { commandId, kind, saleId, paper, at, againFrom = null, printer = 'first' } = job;
  statement(
    db,
    `INSERT INTO print_job (command_id, kind, sale_id, paper, state, created_at, again_from, printer)
      VALUES (?, ?, ?, ?, 'queued', ?, ?, ?)`,
  ).run(commandId, kind, saleId, JSON.stringify(paper), at, againFrom, printer);
}

/** Word for word what the index of waiting papers says of itself: without it every printed receipt is looked at. */
const WAITING = "state IN ('queued', 'sending', 'blocked')";

/** The paper that is next at a printer, in the order of asking, or null. */
export function nextPrintJob(db: Db, printer: PrinterName = 'first'): PrintJob | null {
  const row = statement(
    db,
    `SELECT * FROM print_job WHERE id =
      (SELECT min(id) FROM print_job WHERE ${WAITING} AND state <> 'sending' AND printer = ?)`,
  ).get(printer) as Stored | undefined;
  return row === undefined ? null : fromStored(row);
}

/** The original receipt of a sale, or null. */
export function findReceipt(db: Db, saleId: SaleId): PrintJob | null {
  // It was asked for by the command that completed the sale, whose id the journal's row has.
  const row = statement(
    db,
    `SELECT * FROM print_job WHERE kind = 'receipt' AND command_id = (
       SELECT journal.id FROM sale JOIN journal ON journal.seq = sale.seq WHERE sale.id = ?)`,
  ).get(saleId) as Stored | undefined;
  return row === undefined ? null : fromStored(row);
}

/** One paper, or null. */
export function findPrintJob(db: Db, id: number): PrintJob | null {
  const row = statement(db, 'SELECT * FROM print_job WHERE id = ?').get(id) as Stored | undefined;
  return row === undefined ? null : fromStored(row);
}

/** A paper goes out now, as these bytes. Durable before the first of them leaves: a crash never looks like "not sent". */
export function noteSending(db: Db, id: number, bytes: Uint8Array, at: string): void {
  statement(
    db,
    `UPDATE print_job SET state = 'sending', trouble = NULL, done_at = ?, bytes = ?, bytes_hash = ?, tries = tries + 1
      WHERE id = ?`,
  ).run(at, bytes, sha256(bytes), id);
}

/** Papers that came out keep the hash of their bytes, and not the bytes. */
export function setPrintState(
  db: Db,
  id: number,
  state: PrintState,
  trouble: DeviceTrouble | null,
  at: string,
): void {
  statement(
    db,
    `UPDATE print_job SET state = ?, trouble = ?, done_at = ?,
        bytes = CASE WHEN ? IN ('blocked', 'uncertain', 'held') THEN bytes ELSE NULL END
      WHERE id = ?`,
  ).run(state, trouble, at, state, id);
}

/**
 * Gives what waits at one printer to the other, whose paper may be another: it is made into bytes anew. A test page stays:
 * it says something of the printer that it comes out of.
 */
export function moveToOther(db: Db, from: PrinterName): void {
  statement(
    db,
    `UPDATE print_job SET printer = ?, state = 'queued', bytes = NULL, bytes_hash = NULL
      WHERE ${WAITING} AND state <> 'sending' AND printer = ? AND kind <> 'test'`,
  ).run(from === 'first' ? 'fallback' : 'first', from);
}

/** Papers of which nothing has gone out are laid out anew: the printer may be another since the till stopped. */
export function forgetBytes(db: Db): void {
  statement(
    db,
    `UPDATE print_job SET bytes = NULL, bytes_hash = NULL WHERE ${WAITING} AND state <> 'sending'`,
  ).run();
}

/** Without a second printer, what was given to it goes back to the first, also what a person may want yet; not its test pages. */
export function moveToFirst(db: Db, at: string): void {
  // Each by its own index, word for word.
  for (const which of [
    `${WAITING} AND state <> 'sending'`,
    "state IN ('uncertain', 'held') AND state = 'held'",
  ]) {
    const isThere = `${which} AND printer = 'fallback'`;
    statement(
      db,
      `UPDATE print_job SET state = 'cancelled', done_at = ? WHERE ${isThere} AND kind = 'test'`,
    ).run(at);
    statement(db, `UPDATE print_job SET printer = 'first' WHERE ${isThere}`).run();
  }
}

/** Queues a paper of which nothing has gone out, as if it were asked for now. */
export function queueAgain(db: Db, id: number, at: string): void {
  statement(
    db,
    `UPDATE print_job SET state = 'queued', trouble = NULL, created_at = ?, done_at = NULL WHERE id = ?`,
  ).run(at, id);
}

/** Papers that wait for a person's word; the oldest first. Of too many the latest: one of them is asked about right now. */
export function listQuestions(db: Db, limit: number): PrintJob[] {
  const rows = statement(
    db,
    `SELECT * FROM print_job WHERE id IN
      (SELECT id FROM print_job WHERE state IN ('uncertain', 'held') ORDER BY id DESC LIMIT ?) ORDER BY id`,
  ).all(limit) as Stored[];
  return rows.map(fromStored);
}

/** A marked copy of this sale's receipt is asked for: that is an answer to what became of those before it. */
export function settleReceipts(db: Db, saleId: SaleId, at: string): void {
  statement(
    db,
    `UPDATE print_job SET state = 'replaced', done_at = ?, bytes = NULL
      WHERE state IN ('uncertain', 'held') AND kind IN ('receipt', 'copy') AND sale_id = ?`,
  ).run(at, saleId);
}

/** How often a paper was asked for again before this one, back to the first of them. */
export function timesAgain(db: Db, id: number): number {
  const times = statement(
    db,
    `WITH RECURSIVE chain (id, again_from) AS (
        SELECT id, again_from FROM print_job WHERE id = ?
        UNION SELECT print_job.id, print_job.again_from FROM print_job JOIN chain ON print_job.id = chain.again_from
      ) SELECT count(*) - 1 AS times FROM chain`,
  ).get(id) as { times: number };
  return times.times;
}

/** Papers that were on their way when the till stopped: nobody knows whether they came out. Returns their ids. */
export function doubtInterrupted(db: Db, at: string): PrintJob[] {
  const rows = statement(
    db,
    `SELECT * FROM print_job WHERE ${WAITING} AND state = 'sending'`,
  ).all() as Stored[];
  for (const row of rows) setPrintState(db, row.id, 'uncertain', null, at);
  return rows.map(fromStored);
}

/** Whether the last paper that went out there was broken off: paper that ran out ends by itself. Asked before anything goes out. */
export function wasBrokenOff(db: Db, printer: PrinterName): boolean {
  // By the index of questions, and only behind what it says: never through every receipt there is.
  const last = statement(
    db,
    `SELECT id, trouble FROM print_job
      WHERE state IN ('uncertain', 'held') AND state = 'uncertain' AND printer = ? ORDER BY id DESC LIMIT 1`,
  ).get(printer) as { id: number; trouble: DeviceTrouble | null } | undefined;
  if (last === undefined || (last.trouble !== null && last.trouble !== 'offline')) return false;
  const later = statement(
    db,
    `SELECT 1 FROM print_job
      WHERE id > ? AND printer = ? AND tries > 0 AND state NOT IN ('queued', 'blocked', 'held') LIMIT 1`,
  );
  return later.get(last.id, printer) === undefined;
}

/** Papers asked for before `before` that never came out: after a night they must not all print by themselves. */
export function holdStale(db: Db, before: string, at: string): void {
  statement(
    db,
    `UPDATE print_job SET state = 'held', done_at = ? WHERE ${WAITING} AND state <> 'sending' AND created_at < ?`,
  ).run(at, before);
}

/** How many papers wait, and how many may not have printed; the oldest that waits. */
export function queueFigures(db: Db): { waiting: number; uncertain: number; oldestAt: Instant | null } {
  const row = statement(
    db,
    `SELECT count(*) FILTER (WHERE state IN ('queued', 'sending', 'blocked')) AS waiting,
        count(*) FILTER (WHERE state = 'uncertain') AS uncertain,
        min(created_at) FILTER (WHERE state IN ('queued', 'sending', 'blocked')) AS oldestAt
      FROM print_job`,
  ).get();
  return row as { waiting: number; uncertain: number; oldestAt: Instant | null };
}
