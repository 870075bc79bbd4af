// Articles by what is typed of them. Owns the ways of searching, their order and how far each looks; writes nothing.
import type { Item } from '#contract/catalog.ts';
import { isPlu, itemsOf } from './catalog.ts';
import type { Db } from './open.ts';
import { hasPacks } from './pack.ts';
import { namesQuery, soundQueries, soundsQuery } from './search-index.ts';
import { plucked } from './statement.ts';

/** What a search asks for; `category` null is all of them. */
interface Wanted {
  text: string;
  category: string | null;
  limit: number;
  /** How many matches are looked through for those of the category. */
  reach: number;
}

function byPlu(db: Db, { text, category }: Wanted): number[] {
  if (!isPlu(text)) return [];
  return plucked(
    db,
    'SELECT id FROM item WHERE plu = @plu AND (@category IS NULL OR category = @category)',
  ).all({ plu: Number(text), category }) as number[];
}

const PACKS_BY_PREFIX = `UNION ALL SELECT * FROM (
           SELECT item_id FROM item_pack WHERE printed >= @text AND printed < @end ORDER BY printed LIMIT @reach)`;

function byCodePrefix(db: Db, { text, category, limit, reach }: Wanted): number[] {
  if (!/^[\x21-\x7e]+$/.test(text)) return [];
  const end = `${text}\u{10ffff}`;
  return plucked(
    db,
    `SELECT item.id FROM (
         SELECT * FROM (SELECT id FROM item WHERE sku >= @text AND sku < @end ORDER BY sku LIMIT @reach)
         UNION ALL SELECT * FROM (
           SELECT item_id FROM item_gtin WHERE printed >= @text AND printed < @end ORDER BY printed LIMIT @reach)
         ${hasPacks(db) ? PACKS_BY_PREFIX : ''}
       ) AS found CROSS JOIN item ON item.id = found.id
       WHERE @category IS NULL OR category = @category LIMIT 2 * @limit`,
  ).all({ text, end, category, limit, reach }) as number[];
}

function byIndex(db: Db, query: string | null, { category, limit, reach }: Wanted): number[] {
  if (query === null) return [];
  return plucked(
    db,
    `SELECT item.id FROM (
         SELECT rowid FROM item_search WHERE item_search MATCH @query ORDER BY rowid LIMIT @reach
       ) AS found CROSS JOIN item ON item.id = found.rowid
       WHERE @category IS NULL OR category = @category ORDER BY item.id LIMIT @limit`,
  ).all({ query, category, limit, reach }) as number[];
}

/**
 * Whether any name sounds like one of the typed words. Most words that a shop's names are written in are nobody's sound,
 * and then the two searches by sound would only find again what the names have found.
 */
function isHeard(db: Db, text: string): boolean {
  const heard = plucked(db, 'SELECT rowid FROM item_search WHERE item_search MATCH ? LIMIT 1');
  return soundQueries(text).some((query) => heard.get(query) !== undefined);
}

/** Beyond this many articles a scan for the middle of a word, or for a category's, would be felt at the counter. */
const SCAN_LIMIT = 50_000;

function byInfix(db: Db, { text, category, limit }: Wanted): number[] {
  const count = plucked(db, 'SELECT coalesce(max(id), 0) FROM item').get() as number;
  if (count > SCAN_LIMIT) return [];
  const pattern = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return plucked(
    db,
    `SELECT id FROM item WHERE (@category IS NULL OR category = @category) AND (
        name_en LIKE @pattern ESCAPE '\\' OR name_zh LIKE @pattern ESCAPE '\\' OR sku LIKE @pattern ESCAPE '\\')
       LIMIT @limit`,
  ).all({ pattern, category, limit }) as number[];
}

/** The catalogue in its own order. */
function listed(db: Db, category: string | null, limit: number): number[] {
  return plucked(db, 'SELECT id FROM item WHERE ? IS NULL OR category = ? ORDER BY id LIMIT ?').all(
    category,
    category,
    limit,
  ) as number[];
}

/**
 * Up to `limit` articles: a PLU first, then code beginnings, beginnings of words, beginnings of what is spoken (pinyin
 * initials or syllables, whole names first), then any part of a name or stock code (in catalogues up to 50,000). The empty text lists
 * articles in the catalogue's order.
 */
export function search(db: Db, text: string, category: string | null, limit: number): Item[] {
  const wanted = { text: text.trim(), category, limit, reach: category === null ? limit : SCAN_LIMIT };
  if (wanted.text === '') return itemsOf(db, listed(db, category, limit));
  let heard: boolean | null = null;
  const bySound = (of: 'whole' | 'part') => {
    heard ??= isHeard(db, wanted.text);
    return heard ? byIndex(db, soundsQuery(wanted.text, of), wanted) : [];
  };
  const finders = [
    () => byPlu(db, wanted),
    () => byCodePrefix(db, wanted),
    () => byIndex(db, namesQuery(wanted.text), wanted),
    () => bySound('whole'),
    () => bySound('part'),
    () => byInfix(db, wanted),
  ];
  const ids = new Set<number>();
  for (const find of finders) {
    if (ids.size < limit) for (const id of find()) ids.add(id);
  }
  return itemsOf(db, [...ids].slice(0, limit));
}
