// What somebody with the files and a knowledge of SQL, but without the signing key, can do to the journal: every edit is
// drawn by seed, done to an open database whose guards are gone, and told with the row that must be named for it.
import crypto from 'node:crypto';
import type Database from 'better-sqlite3';
import { canonicalText } from '#test/faults/check-journal.ts';
import type { Random } from '#test/faults/random.ts';
import { hashRow, rowsFrom } from '#store/journal.ts';
import type { JournalRow } from '#store/journal.ts';
import { QUIET_ROWS } from './shops.ts';

type Db = Database.Database;
export type Cell = string | number | Buffer | null;

export interface Books {
  db: Db;
  /** The rows as they were. */
  rows: readonly JournalRow[];
  /** Rows of the same till, of the same numbers, that were never these books'. */
  forked: ReadonlyMap<number, JournalRow>;
  /** The number after which the two tell different stories. */
  forkedAfter: number;
}

export interface Edit {
  /** What was done, in a few words. */
  what: string;
  /** The row that must be named; several where either is right. */
  rows: readonly number[];
}

/** Null when what was drawn cannot be done here; then another is drawn. */
export type Draw = (books: Books, random: Random) => Edit | null;

/** Another value of the same type that the column's own checks let pass. */
export function another(column: string, value: Cell, random: Random): Cell {
  if (column === 'mode') return 'training';
  if (column === 'state') return value === 'voided' ? 'completed' : 'voided';
  if (column === 'clock_suspect' || column === 'is_voided') return 1 - Number(value);
  // By one where it hurts most, far away where a number may be taken.
  const isNumbered = ['seq', 'receipt_no', 'z_no', 'position', 'number', 'z_number'].includes(column);
  if (typeof value === 'number') return value + (isNumbered ? 100_000 : random.chance(0.7) ? 1 : 4711);
  if (column === 'receipt_no' || column === 'closing') return column === 'closing' ? '{}' : 100_000;
  if (typeof value === 'string') return random.chance(0.5) ? `${value}x` : `x${value.slice(1)}y`;
  if (value === null) return 'x';
  const flipped = Buffer.from(value);
  const place = random.whole(0, flipped.length - 1);
  flipped[place] = (flipped[place] ?? 0) ^ (1 << random.whole(0, 7));
  return flipped;
}

const put = (db: Db, column: string, value: Cell, seq: number) =>
  db.prepare(`UPDATE journal SET ${column} = ? WHERE seq = ?`).run(value, seq).changes === 1;

const column: Draw = ({ db, rows }, random) => {
  const columns = db.prepare("SELECT name FROM pragma_table_info('journal')").pluck().all() as string[];
  const name = random.pick(columns);
  const { seq } = random.pick(rows).header;
  const value = db.prepare(`SELECT ${name} FROM journal WHERE seq = ?`).pluck().get(seq) as Cell;
  if (!put(db, name, another(name, value, random), seq)) return null;
  const moved = seq === rows.length ? seq + 100_000 : seq + 1;
  return { what: `${name} changed`, rows: name === 'seq' ? [seq, moved] : [seq] };
};

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** One byte of the body, so that it stays JSON. */
const bodyByte: Draw = ({ db, rows }, random) => {
  const row = random.pick(rows);
  const body = Buffer.from(row.body);
  const place = random.whole(1, body.length - 2);
  body[place] = random.whole(0x30, 0x7a);
  if (body.equals(row.body) || !isJson(body.toString('utf8'))) return null;
  return put(db, 'body', body, row.header.seq)
    ? { what: 'a byte of the body', rows: [row.header.seq] }
    : null;
};

/** A number of the body, by one. */
const bodyNumber: Draw = ({ db, rows }, random) => {
  const row = random.pick(rows);
  const text = row.body.toString('utf8');
  const numbers = [...text.matchAll(/(?<=[:[,])-?\d+(?=[,\]}])/g)];
  if (numbers.length === 0) return null;
  const found = random.pick(numbers);
  const changed =
    text.slice(0, found.index) + String(Number(found[0]) + 1) + text.slice(found.index + found[0].length);
  if (!isJson(changed)) return null;
  const isDone = put(db, 'body', Buffer.from(changed), row.header.seq);
  return isDone ? { what: 'a number of the body by one', rows: [row.header.seq] } : null;
};

/** The same JSON in another form. */
const bodyForm: Draw = ({ db, rows }, random) => {
  const row = random.pick(rows);
  const text = row.body.toString('utf8');
  const form = random.pick([text.replace(':', ': '), text.replace(',"', ' ,"'), `${text}\n`]);
  return put(db, 'body', Buffer.from(form), row.header.seq)
    ? { what: 'the form of the body', rows: [row.header.seq] }
    : null;
};

const deletion: Draw = ({ db, rows }, random) => {
  const { seq } = random.pick(rows).header;
  db.prepare('DELETE FROM journal WHERE seq = ?').run(seq);
  return { what: 'a row deleted', rows: [seq, seq + 1] };
};

const swap: Draw = ({ db, rows }, random) => {
  const [a, b] = [random.pick(rows).header.seq, random.pick(rows).header.seq];
  if (a === b) return null;
  const move = db.prepare('UPDATE journal SET seq = ? WHERE seq = ?');
  move.run(999_999, a);
  move.run(a, b);
  move.run(b, 999_999);
  return { what: 'two rows swapped', rows: [Math.min(a, b)] };
};

function copyRow(db: Db, from: number, to: number): void {
  const row = db.prepare('SELECT * FROM journal WHERE seq = ?').get(from) as Record<string, Cell>;
  // Of its neighbours' period, so that the second copy keeps it in the same place.
  const period = db
    .prepare('SELECT z_no FROM journal WHERE seq IN (?, ?)')
    .pluck()
    .get(to - 1, to + 1) as number;
  const forged = {
    ...row,
    seq: to,
    z_no: period,
    id: `forged ${to}`,
    receipt_series: null,
    receipt_no: null,
    hash: crypto.createHash('sha256').update(`forged ${to}`).digest(),
  };
  const names = Object.keys(forged);
  db.prepare(`INSERT INTO journal (${names.join()}) VALUES (${names.map((name) => `@${name}`).join()})`).run(
    forged,
  );
}

const duplicate: Draw = ({ db, rows }, random) => {
  const end = rows.length + 1;
  copyRow(db, random.pick(rows).header.seq, end);
  return { what: 'a row there twice', rows: [end] };
};

const insertion: Draw = ({ db, rows }, random) => {
  const seq = random.whole(1, rows.length - 1);
  db.prepare('UPDATE journal SET seq = seq + 1000000 WHERE seq >= ?').run(seq);
  db.exec('UPDATE journal SET seq = seq - 999999 WHERE seq > 1000000');
  copyRow(db, random.pick(rows.slice(seq)).header.seq + 1, seq);
  return { what: 'a copy in between', rows: [seq] };
};

function write(db: Db, row: JournalRow): void {
  const { header } = row;
  db.prepare(
    `UPDATE journal SET id = ?, kind = ?, at_utc = ?, mono_ms = ?, actor = ?, ref_id = ?, z_no = ?, total_minor = ?,
       gt_sales_minor = ?, receipt_count = ?, receipt_series = ?, receipt_no = ?, body = ?, prev = ?, hash = ?, sig = ?
     WHERE seq = ?`,
  ).run(
    header.id,
    header.kind,
    header.atUtc,
    header.monoMs,
    header.actor,
    header.refId,
    header.zNo,
    header.totalMinor,
    header.gtSalesMinor,
    header.receiptCount,
    header.receiptSeries,
    header.receiptNo,
    row.body,
    row.prev,
    row.hash,
    row.sig,
    header.seq,
  );
}

/** A row that the same till did write and sign, in a story that these books do not tell. */
const foreignRow: Draw = ({ db, rows, forked, forkedAfter }, random) => {
  // Often where the two stories do not differ in figures yet: there nothing but the chain tells them apart.
  const last = random.chance(0.5) ? rows.length : forkedAfter + QUIET_ROWS;
  const { seq } = random.pick(rows.slice(forkedAfter + 1, last)).header;
  const other = forked.get(seq);
  if (other === undefined) return null;
  write(db, other);
  return { what: 'a row signed in another story', rows: [seq] };
};

/** Everything from a row on chained anew, as anybody can who has read how; signed by nobody or by somebody else. */
const rechain: Draw = ({ db, rows }, random) => {
  const from = random.pick(rows.slice(1)).header.seq;
  const own = random.chance(0.5) ? crypto.generateKeyPairSync('ed25519').privateKey : null;
  let prev = rows[from - 2]?.hash ?? Buffer.alloc(32);
  for (const original of rows.slice(from - 1)) {
    const isFirst = original.header.seq === from;
    const content = JSON.parse(original.body.toString('utf8')) as Record<string, unknown>;
    const body = isFirst ? Buffer.from(canonicalText({ ...content, remark: 'mended' })) : original.body;
    const hash = hashRow(prev, original.header, body);
    const sig = own === null ? original.sig : crypto.sign(null, hash, own);
    write(db, { ...original, body, prev, hash, sig });
    prev = hash;
  }
  return { what: own === null ? 'chained anew' : 'chained and signed anew', rows: [from] };
};

/** The edits of the journal, each as often as it is drawn. */
export const journalEdits = {
  column: { weight: 40, draw: column },
  bodyByte: { weight: 8, draw: bodyByte },
  bodyNumber: { weight: 8, draw: bodyNumber },
  bodyForm: { weight: 4, draw: bodyForm },
  deletion: { weight: 6, draw: deletion },
  swap: { weight: 6, draw: swap },
  duplicate: { weight: 4, draw: duplicate },
  insertion: { weight: 4, draw: insertion },
  foreignRow: { weight: 10, draw: foreignRow },
  rechain: { weight: 10, draw: rechain },
} as const;

/** The journal's rows as a database of it holds them now. */
export const rowsOf = (db: Db): JournalRow[] => [...rowsFrom(db, 1)];
