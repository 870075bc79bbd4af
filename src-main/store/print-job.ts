// Papers that wait for a printer. Owns their states; a job never decides anything about a sale.
import type { Paper, PrintKind, PrintState } from '#contract/receipt.ts';
import type { DeviceTrouble } from '#contract/device.ts';
import type { Instant, SaleId } from '#contract/ids.ts';
import type { Db } from './open.ts';
import { statement } from './statement.ts';

export interface PrintJob {
  id: number;
  kind: PrintKind;
  saleId: SaleId | null;
  paper: Paper;
  state: PrintState;
}

interface Stored {
  id: number;
  kind: PrintKind;
  sale_id: SaleId | null;
  paper: string;
  state: PrintState;
}

function fromStored(row: Stored): PrintJob {
  const paper = JSON.parse(row.paper) as Paper;
  return { id: row.id, kind: row.kind, saleId: row.sale_id, paper, state: row.state };
}

/** Queues a paper; runs in the transaction of the command that wants it printed. */
export function insertPrintJob(
  db: Db,
  job: { commandId: string; kind: PrintKind; saleId: SaleId | null; paper: Paper; at: string },
): void {
  statement(
    db,
    `INSERT INTO print_job (command_id, kind, sale_id, paper, state, created_at) VALUES (?, ?, ?, ?, 'queued', ?)`,
  ).run(job.commandId, job.kind, job.saleId, JSON.stringify(job.paper), job.at);
}

/** Word for word what the index of waiting papers says of itself: without it every printed receipt is looked at. */
const WAITING = "state IN ('queued', 'sending', 'blocked')";

/** The paper that is next, in the order of asking, or null. */
export function nextPrintJob(db: Db): PrintJob | null {
  const row = statement(
    db,
    `SELECT * FROM print_job WHERE id = (SELECT min(id) FROM print_job WHERE ${WAITING} AND state <> 'sending')`,
  ).get() as Stored | undefined;
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

export function setPrintState(
  db: Db,
  id: number,
  state: PrintState,
  trouble: DeviceTrouble | null,
  at: string,
): void {
  statement(db, 'UPDATE print_job SET state = ?, trouble = ?, done_at = ? WHERE id = ?').run(
    state,
    trouble,
    at,
    id,
  );
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
