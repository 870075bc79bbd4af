// Pages of quick keys. Owns their order and that a key is only ever an article that there is; knows no colours' looks.
import type { QuickPage, QuickPageShown, TileColour } from '#contract/counter.ts';
import { findBySku } from './catalog.ts';
import { schemaOf } from './migrate.ts';
import type { Db } from './open.ts';
import { plucked, statement } from './statement.ts';

interface StoredPage {
  id: string;
  name_en: string;
  name_zh: string;
}

function keysOf(db: Db, pageId: string): QuickPageShown['keys'] {
  const rows = statement(db, 'SELECT sku, colour FROM quick_key WHERE page_id = ? ORDER BY position').all(
    pageId,
  ) as { sku: string; colour: TileColour }[];
  return rows.flatMap(({ sku, colour }) => {
    const item = findBySku(db, sku);
    return item === null ? [] : [{ colour, item }];
  });
}

/** The pages in their order, each key with its article as it is now; a key whose article is gone is left out. */
export function listQuickPages(db: Db): QuickPageShown[] {
  // A store that may only be looked at can be of a schema that had no quick keys yet.
  if (schemaOf(db) < 6) return [];
  const pages = statement(db, 'SELECT id, name_en, name_zh FROM quick_page ORDER BY position').all();
  return (pages as StoredPage[]).map((page) => ({
    id: page.id,
    names: { en: page.name_en, zh: page.name_zh },
    keys: keysOf(db, page.id),
  }));
}

/** True when a quick key stands for one of these stock codes. */
export function hasQuickKey(db: Db, skus: readonly string[]): boolean {
  const keyed = new Set(plucked(db, 'SELECT DISTINCT sku FROM quick_key').all() as string[]);
  return skus.some((sku) => keyed.has(sku));
}

/** Replaces all pages. Ids must differ, and the articles be known. */
export function replaceQuickPages(db: Db, pages: readonly QuickPage[]): void {
  db.exec('DELETE FROM quick_key; DELETE FROM quick_page');
  const insertPage = statement(db, 'INSERT INTO quick_page VALUES (?, ?, ?, ?)');
  const insertKey = statement(db, 'INSERT INTO quick_key VALUES (?, ?, ?, ?)');
  pages.forEach(({ id, names, keys }, i) => {
    insertPage.run(id, i, names.en, names.zh);
    keys.forEach(({ sku, colour }, k) => insertKey.run(id, k, sku, colour));
  });
}
