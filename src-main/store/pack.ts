// Packs of articles: a barcode, how much is in it, what it costs. Owns their rows; the article is somebody else's.
import { gtinsOf } from '#contract/barcode.ts';
import type { Pack } from '#contract/catalog.ts';
import type { Price } from '#contract/money.ts';
import type { Quantity } from '#contract/quantity.ts';
import { schemaOf } from './migrate.ts';
import { prices } from './migrations/0010-prices.ts';
import type { Db } from './open.ts';
import { statement } from './statement.ts';

interface Stored {
  item_id: number;
  printed: string;
  quantity: Quantity;
  price_micros: Price | null;
  name_en: string | null;
  name_zh: string | null;
}

function asPack(row: Stored): Pack {
  const { name_en: en, name_zh: zh } = row;
  return {
    gtin: row.printed,
    quantity: row.quantity,
    priceMicros: row.price_micros,
    names: en === null || zh === null ? null : { en, zh },
  };
}

/** False in a store of an earlier schema, which may only be looked at. */
export const hasPacks = (db: Db): boolean => schemaOf(db) >= prices.number;

/** The packs of an article by its row number, by their barcodes. */
export function packsOf(db: Db, itemId: number): Pack[] {
  const rows = statement(db, 'SELECT * FROM item_pack WHERE item_id = ? ORDER BY gtin').all(itemId);
  return (rows as Stored[]).map(asPack);
}

/** The pack that bears a barcode number, in whatever form it was scanned, and its article's row number; or null. */
export function findPack(db: Db, code: string): { itemId: number; pack: Pack } | null {
  const readings = gtinsOf(code);
  if (readings.length === 0 || !hasPacks(db)) return null;
  const find = statement(db, 'SELECT * FROM item_pack WHERE gtin = ?');
  for (const gtin of readings) {
    const row = find.get(Number(gtin)) as Stored | undefined;
    if (row !== undefined) return { itemId: row.item_id, pack: asPack(row) };
  }
  return null;
}

/** Puts these in place of the packs that the article had. Codes must be checked and free. */
export function putPacks(db: Db, itemId: number, packs: readonly Pack[]): void {
  statement(db, 'DELETE FROM item_pack WHERE item_id = ?').run(itemId);
  const insert = statement(db, 'INSERT INTO item_pack VALUES (?, ?, ?, ?, ?, ?, ?)');
  for (const { gtin: printed, quantity, priceMicros, names } of packs) {
    const gtin = gtinsOf(printed)[0];
    if (gtin === undefined) continue;
    insert.run(Number(gtin), itemId, printed, quantity, priceMicros, names?.en ?? null, names?.zh ?? null);
  }
}
