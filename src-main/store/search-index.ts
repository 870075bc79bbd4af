// The words that articles are found by, in the index's own form. Owns the index's version: one that an older program
// made is made anew after the start, a few articles at a time, so that no migration needs code and no queue waits.
import { bringHome } from './checkpoint.ts';
import { soundsOf, typedSound } from './pinyin.ts';
import type { Db } from './open.ts';
import { plucked, statement } from './statement.ts';
import { inBasketTransaction } from './transaction.ts';

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

/** What asks, for each typed word that may be pinyin, whether any part of any name sounds so. */
export function soundQueries(text: string): string[] {
  const sounds = wordsOf(text).map(typedSound);
  return sounds.filter((sound) => sound !== null).map((sound) => `"${marks.part}${sound}"*`);
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

/** Puts one article's words in place of what the index had of it. */
export function indexItem(db: Db, id: number, names: Names): void {
  statement(db, 'DELETE FROM item_search WHERE rowid = ?').run(id);
  statement(db, 'INSERT INTO item_search (rowid, words) VALUES (?, ?)').run(id, indexedWords(names));
}

/** Articles made anew at once: so few that a scan which comes meanwhile is not felt to wait. */
const PORTION = 20;
/** Portions at the start: small shops have their index whole before the first customer. */
const AT_ONCE = 25;
/** The row that keeps how far the making has come; a till killed meanwhile goes on from there. */
const PROGRESS = `item_search ${VERSION}`;

function noted(db: Db, name: string): number {
  const found = plucked(db, 'SELECT version FROM derived_index WHERE name = ?').get(name);
  return (found as number | undefined) ?? 0;
}

function note(db: Db, name: string, version: number): void {
  statement(db, 'INSERT OR REPLACE INTO derived_index VALUES (?, ?)').run(name, version);
}

/**
 * Makes the next few articles of an index anew that an older program made; false when there is nothing left to do. Until
 * it is done, an article is found by whatever words the index has of it: its names are among them in every version.
 */
export function refreshPortion(db: Db): boolean {
  if (noted(db, 'item_search') >= VERSION) return false;
  // Derived: what a power cut takes of it is made again.
  return inBasketTransaction(db, () => {
    const items = statement(
      db,
      `SELECT id, name_en AS en, name_zh AS zh FROM item WHERE id > ? ORDER BY id LIMIT ${PORTION}`,
    ).all(noted(db, PROGRESS)) as (Names & { id: number })[];
    for (const item of items) indexItem(db, item.id, item);
    const last = items.at(-1);
    if (last !== undefined) note(db, PROGRESS, last.id);
    if (items.length === PORTION) return true;
    statement(db, 'DELETE FROM derived_index WHERE name = ?').run(PROGRESS);
    note(db, 'item_search', VERSION);
    return false;
  });
}

/** Makes the first articles of an old index anew. Whether there are more. */
export function refreshIndex(db: Db): boolean {
  for (let portion = 0; portion < AT_ONCE; portion += 1) if (!refreshPortion(db)) return false;
  return true;
}

/** Between two portions the counter has its turn. */
const GAP_MS = 15;

/** Goes on with that while the shop sells; returns how to stop, which loses nothing. */
export function refreshBeside(db: Db, failed: (error: unknown) => void): () => void {
  let timer: NodeJS.Timeout | null = null;
  const step = () => {
    try {
      if (!refreshPortion(db)) return;
      // Nobody else may be at work to see how the WAL grows.
      bringHome(db);
      timer = setTimeout(step, GAP_MS).unref();
    } catch (error) {
      failed(error);
    }
  };
  timer = setTimeout(step, GAP_MS).unref();
  return () => {
    if (timer !== null) clearTimeout(timer);
  };
}
