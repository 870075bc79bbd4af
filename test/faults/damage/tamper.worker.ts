// One process of the tamper campaign: does an edit to a copy of the books in memory, and asks the till's own verifier. Owns
// the copy; judges only whether what was found is what was done.
import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { audit } from '#store/audit.ts';
import type { Finding } from '#store/audit.ts';
import { databaseFile, mirrorFolder, openReadOnly } from '#store/open.ts';
import { openMirror } from '#store/mirror.ts';
import { Random } from '#test/faults/random.ts';
import { journalEdits, rowsOf } from './edits.ts';
import type { Books, Edit } from './edits.ts';
import { givenHere, serve } from './farm.ts';
import { copyFolder } from './shops.ts';
import type { Shop } from './shops.ts';
import { editMirror, editTable, tables } from './table-edits.ts';

export interface TamperGiven {
  shop: Shop;
  seed: string;
  /** Where copies are made; whoever gave it clears it away. */
  root: string;
}

export interface Tampered {
  group: 'journal' | 'journal and second copy' | 'second copy' | 'tables';
  what: string;
  /** Null when it was found and named as it must be. */
  missed: string | null;
}

const { shop, seed, root: above } = givenHere() as TamperGiven;
const root = fs.mkdtempSync(path.join(above, 'worker-'));

/** The books in memory with their guards dropped, as every attempt begins. */
function unguarded(): Buffer {
  const folder = path.join(root, 'books');
  copyFolder(shop.folder, folder);
  const db = new Database(databaseFile(folder));
  const guards = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    .pluck()
    .all() as string[];
  for (const guard of guards) db.exec(`DROP TRIGGER ${guard}`);
  // A database in memory has no log beside it.
  db.pragma('journal_mode = DELETE');
  const bytes = db.serialize();
  db.close();
  return bytes;
}

const bytes = unguarded();
const mirror = mirrorFolder(shop.folder);

function rowsIn(folder: string) {
  const db = openReadOnly(folder);
  try {
    return rowsOf(db);
  } finally {
    db.close();
  }
}
const rows = rowsIn(shop.folder);
const forkedRows = rowsIn(shop.forked);
const forkedAfter = forkedRows.findIndex((row, i) => rows[i] === undefined || !row.hash.equals(rows[i].hash));
const forked = new Map(forkedRows.slice(forkedAfter).map((row) => [row.header.seq, row]));

function open(): Books {
  const db = new Database(Buffer.from(bytes));
  db.pragma('foreign_keys = OFF');
  return { db, rows, forked, forkedAfter };
}

/** What the verifier says; a book that it cannot even read is found too. */
function verify(db: Database.Database, mirrorIn: string): Finding | null {
  try {
    return audit(db, mirrorIn, () => undefined).finding;
  } catch (error) {
    return { row: null, problem: `it cannot be read: ${(error as Error).message}` };
  }
}

const names = (finding: Finding, seqs: readonly number[]) =>
  finding.row === null
    ? seqs.some((seq) => new RegExp(`\\brow ${seq}\\b`).test(finding.problem))
    : seqs.includes(finding.row.header.seq);

function judge(finding: Finding | null, isNamed: (finding: Finding) => boolean): string | null {
  if (finding === null) return 'not found';
  if (isNamed(finding)) return null;
  return `found, but named: ${finding.row === null ? '' : `row ${finding.row.header.seq}: `}${finding.problem}`;
}

/** Writes the second copy anew from the edited books, as somebody can who has the program. */
function mirrorOf(db: Database.Database): string {
  const folder = fs.mkdtempSync(path.join(root, 'mirror-'));
  const copy = openMirror(folder);
  copy.appendAll(rowsOf(db));
  copy.close();
  return folder;
}

const isTailCut = (edit: Edit) => edit.what === 'a row deleted' && edit.rows[0] === rows.length;

function journal(random: Random): Tampered | null {
  const books = open();
  try {
    const weights = Object.fromEntries(
      Object.entries(journalEdits).map(([name, { weight }]) => [name, weight]),
    );
    const name = random.weighted(weights) as keyof typeof journalEdits;
    const edit = journalEdits[name].draw(books, random);
    const withCopy = random.chance(0.5);
    // The last row gone from both is a shorter, true story: only something outside this machine can tell.
    if (edit === null || (withCopy && isTailCut(edit))) return null;
    const place = withCopy ? mirrorOf(books.db) : mirror;
    const finding = verify(books.db, place);
    if (withCopy) fs.rmSync(place, { recursive: true });
    const missed = judge(finding, (one) => names(one, edit.rows));
    return { group: withCopy ? 'journal and second copy' : 'journal', what: edit.what, missed };
  } finally {
    books.db.close();
  }
}

function table(random: Random): Tampered | null {
  const { db } = open();
  try {
    const name = random.pick(tables);
    const what = editTable(db, name, random);
    if (what === null) return null;
    const finding = verify(db, mirror);
    // The register's key and settings are what rows are read by; then it is a row that does not fit them.
    const isNamed = (one: Finding) => name === 'register' || one.problem.includes(`table ${name} `);
    return { group: 'tables', what, missed: judge(finding, isNamed) };
  } finally {
    db.close();
  }
}

function copyAlone(random: Random): Tampered | null {
  const folder = fs.mkdtempSync(path.join(root, 'mirror-'));
  fs.cpSync(mirror, folder, { recursive: true });
  const { db } = open();
  try {
    const edit = editMirror(folder, random);
    if (edit === null) return null;
    const finding = verify(db, folder);
    return { group: 'second copy', what: edit.what, missed: judge(finding, (one) => names(one, edit.rows)) };
  } finally {
    db.close();
    fs.rmSync(folder, { recursive: true });
  }
}

const ways = { journal, table, copyAlone };

/** Draws until something can be done. */
function tamper(job: number): Tampered {
  for (let draw = 0; ; draw += 1) {
    const random = new Random(`${seed}/${job}/${draw}`);
    const way = random.weighted({ journal: 60, table: 25, copyAlone: 15 });
    const done = ways[way](random);
    if (done !== null) return done;
  }
}

const honest = verify(open().db, mirror);
if (honest !== null)
  throw new Error(`the books are not good before anything is done to them: ${honest.problem}`);
serve(tamper);
