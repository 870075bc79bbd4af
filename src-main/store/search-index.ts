// The words that articles are found by, in the index's own form. Owns the index's version: one that an older program
// made is made anew at the start, so that no migration needs code.
import { soundsOf, typedSound } from './pinyin.ts';
import type { Db } from './open.ts';
import { inJournalTransaction } from './transaction.ts';

/** 1: names. 2: how the Chinese ones sound. */
const VERSION = 2;

/**
 * Stand before a sound, so that `te` for tea is a word and for 特 a sound: one before the sound of a whole name, one before
 * that of any part. No typed word can begin with them, they part words.
 */
const marks = { whole: '\u{e000}', part: '\u{e001}' } as const;

/** Hanzi are words of their own to the index, so that any part of a Chinese name is found. */
function splitHan(text: string): string {
  return text.replaceAll(/\p{Script=Han}/gu, ' $& ');
}

/** The words of a text as the index parts them. */
function wordsOf(text: string): string[] {
  return splitHan(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** What asks the index for names in which every typed word begins one, or null when nothing was typed. */
export function namesQuery(text: string): string | null {
  const words = wordsOf(text);
  return words.length === 0 ? null : words.map((word) => `"${word}"*`).join(' ');
}

/**
 * The same where a typed word may begin a sound as well, of the `whole` name or of any `part` of it; null when none of
 * the words is pinyin.
 */
export function soundsQuery(text: string, of: keyof typeof marks): string | null {
  const words = wordsOf(text);
  if (words.every((word) => typedSound(word) === null)) return null;
  const parts = words.map((word) => {
    const sound = typedSound(word);
    return sound === null ? `"${word}"*` : `("${word}"* OR "${marks[of]}${sound}"*)`;
  });
  return parts.join(' AND ');
}

interface Names {
  en: string;
  zh: string;
}

function indexedWords(names: Names): string {
  const { whole, parts } = soundsOf(names.zh);
  const sounds = [
    ...whole.map((sound) => `${marks.whole}${sound}`),
    ...[...whole, ...parts].map((sound) => `${marks.part}${sound}`),
  ];
  return [names.en, splitHan(names.zh), ...sounds].join(' ');
}

const INSERT = 'INSERT INTO item_search (rowid, words) VALUES (?, ?)';

/** Puts one article's words in place of what the index had of it. */
export function indexItem(db: Db, id: number, names: Names): void {
  db.prepare('DELETE FROM item_search WHERE rowid = ?').run(id);
  db.prepare(INSERT).run(id, indexedWords(names));
}

/** Articles read at once: the memory a rebuild needs does not grow with the catalogue. */
const PORTION = 500;

function indexAll(db: Db): void {
  db.exec("INSERT INTO item_search (item_search) VALUES ('delete-all')");
  const insert = db.prepare(INSERT);
  const next = db.prepare(
    `SELECT id, name_en AS en, name_zh AS zh FROM item WHERE id > ? ORDER BY id LIMIT ${PORTION}`,
  );
  for (let last: number | undefined = 0; last !== undefined;) {
    const items = next.all(last) as (Names & { id: number })[];
    for (const item of items) insert.run(item.id, indexedWords(item));
    last = items.at(-1)?.id;
  }
}

/** Makes the index anew when an older program made it; a till killed meanwhile has the old one still. */
export function refreshIndex(db: Db): void {
  const find = db.prepare("SELECT version FROM derived_index WHERE name = 'item_search'").pluck();
  if (((find.get() as number | undefined) ?? 0) >= VERSION) return;
  inJournalTransaction(db, () => {
    indexAll(db);
    db.prepare("INSERT OR REPLACE INTO derived_index VALUES ('item_search', ?)").run(VERSION);
  });
}
