// The same somebody at the tables that are read from the journal, and at the second copy alone. Owns what may be drawn
// there; the journal's own edits are edits.ts.
import fs from 'node:fs';
import path from 'node:path';
import type Database from 'better-sqlite3';
import crypto from 'node:crypto';
import type { Random } from '#test/faults/random.ts';
import { another } from './edits.ts';
import type { Cell } from './edits.ts';

type Db = Database.Database;

/** Tables that the journal alone gives; and two of which it tells a part. */
export const tables = [
  'sale',
  'line_item',
  'sale_tax',
  'tender',
  'receipt_copy',
  'shift',
  'z_report',
  'ledger_entry',
  'register',
  'staff_badge',
] as const;
type Table = (typeof tables)[number];

/** What the journal does not know: which badge a holder has. Exchanging or removing one leaves no trace in it. */
const untold: Partial<Record<Table, readonly string[]>> = { staff_badge: ['badge_hash', 'demo_badge'] };

interface Rows {
  columns: string[];
  rows: Cell[][];
}

function read(db: Db, table: Table): Rows {
  const columns = db.prepare(`SELECT name FROM pragma_table_info('${table}')`).pluck().all() as string[];
  return { columns, rows: db.prepare(`SELECT * FROM ${table}`).raw().all() as Cell[][] };
}

/** Writes a table anew; the database's own constraints are the only thing that may be in the way. */
function write(db: Db, table: Table, { columns, rows }: Rows): boolean {
  const insert = db.prepare(`INSERT INTO ${table} VALUES (${columns.map(() => '?').join()})`);
  try {
    db.transaction(() => {
      db.exec(`DELETE FROM ${table}`);
      for (const row of rows) insert.run(row);
    })();
    return true;
  } catch {
    return false;
  }
}

function change({ columns, rows }: Rows, table: Table, random: Random): string | null {
  const row = random.pick(rows);
  const told = columns.filter((name) => untold[table]?.includes(name) !== true);
  const name = random.pick(told);
  const at = columns.indexOf(name);
  const value = row[at] ?? null;
  // Whoever works here and has no badge by the journal.
  row[at] = table === 'staff_badge' ? 'li-na' : another(name, value, random);
  return row[at] === value ? null : `${name} of ${table} changed`;
}

function add({ columns, rows }: Rows, table: Table, random: Random): string {
  const row = [...random.pick(rows)];
  for (const [at, name] of columns.entries()) {
    if (['id', 'seq', 'sale_id', 'number', 'receipt_no', 'z_no', 'name_en', 'position'].includes(name)) {
      const value = row[at] ?? '';
      row[at] = typeof value === 'number' ? value + 100_000 : `${value.toString()}x`;
    }
    if (name === 'closing') row[at] = '{}';
    if (name === 'staff_id' && table === 'staff_badge') row[at] = 'li-na';
    if (name === 'badge_hash') row[at] = crypto.randomBytes(32);
  }
  rows.push(row);
  return `a row added to ${table}`;
}

/** One value, one row less or one more in a table; null when it cannot be done. */
export function editTable(db: Db, table: Table, random: Random): string | null {
  const found = read(db, table);
  if (found.rows.length === 0) return null;
  const way = random.weighted({
    change: 5,
    remove: table === 'staff_badge' ? 0 : 2,
    add: table === 'register' ? 0 : 2,
  });
  let what: string | null;
  if (way === 'change') what = change(found, table, random);
  else if (way === 'add') what = add(found, table, random);
  else {
    found.rows.splice(random.whole(0, found.rows.length - 1), 1);
    what = `a row of ${table} removed`;
  }
  return what !== null && write(db, table, found) ? what : null;
}

/** The check at the front of a line, which anybody can compute. */
const lineOf = (json: string) =>
  `${crypto.createHash('sha256').update(json).digest('hex').slice(0, 8)} ${json}`;

interface MirrorEdit {
  what: string;
  rows: readonly number[];
}

const seqOf = (line: string) => (JSON.parse(line.slice(9)) as { header: { seq: number } }).header.seq;

/** Changes one file of a mirror folder; the books themselves are as they were. */
export function editMirror(mirror: string, random: Random): MirrorEdit | null {
  const file = path.join(mirror, random.pick(fs.readdirSync(mirror).sort()));
  const lines = fs.readFileSync(file, 'utf8').split('\n').slice(0, -1);
  const at = random.whole(0, lines.length - 1);
  const line = lines[at] ?? '';
  const seq = seqOf(line);
  const way = random.weighted({ byte: 3, checked: 4, removed: 3, twice: 2, swapped: 2, cut: 2 });
  if (way === 'byte') {
    const place = random.whole(0, line.length - 1);
    const other = line[place] === '0' ? '1' : '0';
    lines[at] = line.slice(0, place) + other + line.slice(place + 1);
  } else if (way === 'checked') {
    const json = line
      .slice(9)
      .replace(
        /"(sig|hash|prev)":"[0-9a-f]/,
        (text) => `${text.slice(0, -1)}${text.endsWith('0') ? '1' : '0'}`,
      );
    lines[at] = lineOf(random.chance(0.5) ? json : line.slice(9).replace('"actor":"', '"actor":"x'));
  } else if (way === 'removed') lines.splice(at, 1);
  else if (way === 'twice') lines.splice(at, 0, line);
  else if (way === 'cut') lines.splice(at);
  else if (at === 0) return null;
  else [lines[at - 1], lines[at]] = [line, lines[at - 1] ?? ''];
  fs.writeFileSync(file, lines.map((one) => `${one}\n`).join(''));
  const rows = way === 'swapped' ? [seq, seq - 1] : way === 'twice' ? [seq, seq + 1] : [seq];
  return { what: `the second copy alone: ${way}`, rows };
}
