// Books that are unfit before a record begins, and new ones beside them: the damage, the asking, and what must hold of the
// old files whatever happens. Judges no journal.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { Args } from '#contract/commands.ts';
import type { RecoveryWay } from '#contract/start.ts';
import type { Core } from '#main/core.ts';

/** What a till that begins with unfit books is held to. */
export interface Recovering {
  way: RecoveryWay;
  /** As the recorded till was asked; whoever asks again is answered. */
  args: Args<'register.recover'>;
  /** The old books, file for file. */
  old: Record<string, string>;
  /** People and articles, counted in the new books of the till with power. */
  setup: string;
}

const PAGE = 4096;

/** Makes noise of the page that the journal begins with. */
export function garbleJournal(folder: string): void {
  const file = path.join(folder, 'till.db');
  const db = new Database(file, { readonly: true });
  const page = db
    .prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'journal'")
    .pluck()
    .get() as number;
  db.close();
  const bytes = fs.readFileSync(file);
  bytes.fill(0x5a, (page - 1) * PAGE, page * PAGE);
  fs.writeFileSync(file, bytes);
}

/** Takes one line out of the middle of the mirror log. */
export function loseMirrorLine(folder: string): void {
  const place = path.join(folder, 'mirror');
  const [name] = fs.readdirSync(place).filter((one) => one.endsWith('.log'));
  if (name === undefined) throw new Error('there is no mirror log to damage');
  const file = path.join(place, name);
  const lines = fs.readFileSync(file, 'latin1').split('\n');
  lines.splice(Math.floor(lines.length / 2), 1);
  fs.writeFileSync(file, lines.join('\n'), 'latin1');
}

/** Where the new books are, once they are in use. */
export const newBooks = (folder: string) => path.join(folder, 'books', '2');

const isOld = (place: string) => /^(till\.db|mirror|keys|backup)/.test(place) && !place.endsWith('-shm');

/** The old books, file for file. Whoever looks at a WAL database leaves an empty WAL behind. */
export function oldFiles(folder: string): Record<string, string> {
  const places = (fs.readdirSync(folder, { recursive: true }) as string[]).filter(isOld).sort();
  const files = places.filter((place) => fs.statSync(path.join(folder, place)).isFile());
  const contents = files.map((place) => [place, fs.readFileSync(path.join(folder, place))] as const);
  const kept = contents.filter(([place, bytes]) => !place.endsWith('-wal') || bytes.length > 0);
  return Object.fromEntries(
    kept.map(([place, bytes]) => [place, createHash('sha256').update(bytes).digest('hex')]),
  );
}

/** What is no longer as it was in the old books. */
export function findTouched(folder: string, old: Readonly<Record<string, string>>): string[] {
  const now = oldFiles(folder);
  const places = new Set([...Object.keys(old), ...Object.keys(now)]);
  return [...places]
    .filter((place) => old[place] !== now[place])
    .map((place) => `${place} of the old books is not as it was`);
}

/** How much of the shop's setup some books hold. */
export function setupOf(books: string): string {
  const db = new Database(path.join(books, 'till.db'), { readonly: true, fileMustExist: true });
  try {
    const count = (table: string) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
    return `${count('staff')} people, ${count('item')} articles, ${count('category')} categories`;
  } finally {
    db.close();
  }
}

export interface GoneOn {
  problems: string[];
  /** The till stood at its old books and offered to go on: the new ones were made only now. */
  isOffered: boolean;
}

/** Asks for the new books, whether they are there already or not: either way these must be the answer. */
export async function goOn(core: Core, { way, args }: Recovering): Promise<GoneOn> {
  const { mode } = await core.run('app.describe', {});
  const isOffered = mode.kind === 'viewOnly';
  if (mode.kind === 'viewOnly' && mode.recovery?.way !== way) {
    const offer = mode.recovery?.way ?? 'nothing';
    return { problems: [`it offers ${offer}, not ${way}: ${mode.trouble} (${mode.detail})`], isOffered };
  }
  const books = await core.run('register.recover', args);
  const isRight = books.number === 2 && books.follows?.way === way;
  return { problems: isRight ? [] : [`register.recover answered ${JSON.stringify(books)}`], isOffered };
}
