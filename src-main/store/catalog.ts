// Articles, their codes, categories and taxes. Owns look-up by code and putting; decides no prices.
import { gtinsOf } from '#contract/barcode.ts';
import type { Category, CodeKind, Item, Pack, Tax, TaxGroup } from '#contract/catalog.ts';
import type { Price } from '#contract/money.ts';
import type { Unit } from '#contract/quantity.ts';
import type { Db } from './open.ts';
import { findPack, packsOf, putPacks } from './pack.ts';
import { indexItem } from './search-index.ts';
import { plucked, statement } from './statement.ts';

interface Stored {
  id: number;
  sku: string;
  name_en: string;
  name_zh: string;
  category: string;
  tax_code: string;
  unit: Unit;
  price_micros: Price;
  plu: number | null;
  /** These are undefined in a store of an earlier schema, which may be looked at. */
  brand?: string | null;
  min_price_micros?: Price | null;
  is_open_price?: number;
  has_packs?: number;
}

/** What most articles have none of is left out. */
function rarities(db: Db, row: Stored): Pick<Item, 'brand' | 'minPriceMicros' | 'isOpenPrice' | 'packs'> {
  const { brand = null, min_price_micros: minPriceMicros = null } = row;
  return {
    ...(brand === null ? {} : { brand }),
    ...(minPriceMicros === null ? {} : { minPriceMicros }),
    ...(row.is_open_price === 1 ? { isOpenPrice: true } : {}),
    ...(row.has_packs === 1 ? { packs: packsOf(db, row.id) } : {}),
  };
}

function asItem(db: Db, row: Stored, gtins: string[]): Item {
  return {
    sku: row.sku,
    names: { en: row.name_en, zh: row.name_zh },
    category: row.category,
    taxCode: row.tax_code,
    unit: row.unit,
    priceMicros: row.price_micros,
    plu: row.plu === null ? null : String(row.plu),
    gtins,
    ...rarities(db, row),
  };
}

function fromStored(db: Db, row: Stored): Item {
  // Sorted here: SQLite plans an order, and a join, anew for every value that is bound.
  const found = statement(db, 'SELECT gtin, printed FROM item_gtin WHERE item_id = ?').all(row.id);
  const gtins = (found as { gtin: number; printed: string }[]).sort((a, b) => a.gtin - b.gtin);
  return asItem(
    db,
    row,
    gtins.map(({ printed }) => printed),
  );
}

/** The article of an exact stock code (upper and lower case differ), or null. */
export function findBySku(db: Db, sku: string): Item | null {
  const row = statement(db, 'SELECT * FROM item WHERE sku = ?').get(sku) as Stored | undefined;
  return row === undefined ? null : fromStored(db, row);
}

/** The articles of these row numbers, in their order. One query: two hundred of them are read for each letter typed. */
export function itemsOf(db: Db, ids: readonly number[]): Item[] {
  const rows = statement(
    db,
    `SELECT item.*, (SELECT group_concat(printed, ' ' ORDER BY gtin) FROM item_gtin WHERE item_id = item.id) AS printed
     FROM json_each(?) AS wanted CROSS JOIN item ON item.id = wanted.value ORDER BY wanted.key`,
  ).all(JSON.stringify(ids)) as (Stored & { printed: string | null })[];
  return rows.map((row) => asItem(db, row, row.printed?.split(' ') ?? []));
}

/** The article of a barcode number in whatever form it was scanned, or null; packs are not looked at. */
export function findByGtin(db: Db, code: string): Item | null {
  const find = statement(db, 'SELECT * FROM item WHERE id = (SELECT item_id FROM item_gtin WHERE gtin = ?)');
  for (const gtin of gtinsOf(code)) {
    const row = find.get(Number(gtin)) as Stored | undefined;
    if (row !== undefined) return fromStored(db, row);
  }
  return null;
}

/** True for what may be a PLU; it need not be anybody's. */
export const isPlu = (code: string) => /^[1-9]\d{0,4}$/.test(code);

/** The article of a PLU, or null. */
export function findByPlu(db: Db, code: string): Item | null {
  if (!isPlu(code)) return null;
  const row = statement(db, 'SELECT * FROM item WHERE plu = ?').get(Number(code)) as Stored | undefined;
  return row === undefined ? null : fromStored(db, row);
}

/** The article that a code stands for as it is, and how; `pack` where it is the code of a pack. */
export interface Found {
  item: Item;
  matched: Exclude<CodeKind, 'label'>;
  pack?: Pack;
}

function findByPack(db: Db, code: string): Found | null {
  const found = findPack(db, code);
  if (found === null) return null;
  const row = statement(db, 'SELECT * FROM item WHERE id = ?').get(found.itemId) as Stored;
  return { item: fromStored(db, row), matched: 'pack', pack: found.pack };
}

/** What a scanned or keyed code stands for: a barcode number first, then a pack's, then a PLU, then a stock code. */
export function findByCode(db: Db, code: string): Found | null {
  const byGtin = findByGtin(db, code);
  if (byGtin !== null) return { item: byGtin, matched: 'gtin' };
  const byPack = findByPack(db, code);
  if (byPack !== null) return byPack;
  const byPlu = findByPlu(db, code);
  if (byPlu !== null) return { item: byPlu, matched: 'plu' };
  const bySku = findBySku(db, code);
  return bySku === null ? null : { item: bySku, matched: 'sku' };
}

export function listCategories(db: Db): Category[] {
  const rows = statement(db, 'SELECT * FROM category ORDER BY position').all() as {
    id: string;
    name_en: string;
    name_zh: string;
  }[];
  return rows.map((row) => ({ id: row.id, names: { en: row.name_en, zh: row.name_zh } }));
}

export function hasItem(db: Db, sku: string): boolean {
  return statement(db, 'SELECT 1 FROM item WHERE sku = ?').get(sku) !== undefined;
}

export function hasCategory(db: Db, id: string): boolean {
  return statement(db, 'SELECT 1 FROM category WHERE id = ?').get(id) !== undefined;
}

/** Whether any tax of the shop comes on top of prices. */
export function hasAddedTax(db: Db): boolean {
  return statement(db, 'SELECT 1 FROM tax WHERE included = 0 LIMIT 1').get() !== undefined;
}

/** The taxes of a code, in the order of computation, or null for a code nobody defined. */
export function taxesOf(db: Db, code: string): Tax[] | null {
  if (statement(db, 'SELECT 1 FROM tax_code WHERE code = ?').get(code) === undefined) return null;
  const rows = statement(db, 'SELECT * FROM tax WHERE code = ?').all(code) as {
    position: number;
    name_en: string;
    name_zh: string;
    rate_ppm: Tax['ratePpm'];
    included: number;
    raises_base: number;
    ignores_raised: number;
  }[];
  return rows
    .sort((a, b) => a.position - b.position)
    .map((row) => ({
      names: { en: row.name_en, zh: row.name_zh },
      ratePpm: row.rate_ppm,
      included: row.included === 1,
      raisesBase: row.raises_base === 1,
      ignoresRaised: row.ignores_raised === 1,
    }));
}

export function putTaxes(db: Db, groups: readonly TaxGroup[]): void {
  const insert = statement(db, 'INSERT INTO tax VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  for (const { code, taxes } of groups) {
    statement(db, 'INSERT OR IGNORE INTO tax_code VALUES (?)').run(code);
    statement(db, 'DELETE FROM tax WHERE code = ?').run(code);
    taxes.forEach((tax, i) => {
      const flags = [tax.included, tax.raisesBase, tax.ignoresRaised].map(Number);
      insert.run(code, i, tax.names.en, tax.names.zh, tax.ratePpm, ...flags);
    });
  }
}

export function putCategories(db: Db, categories: readonly Category[]): void {
  const put = statement(
    db,
    `INSERT INTO category VALUES (@id, (SELECT count(*) FROM category), @en, @zh)
     ON CONFLICT (id) DO UPDATE SET name_en = @en, name_zh = @zh`,
  );
  for (const { id, names } of categories) put.run({ id, en: names.en, zh: names.zh });
}

/** The stock code that already owns one of these codes, or null. */
export function ownerOfCode(db: Db, item: Item): { code: string; sku: string } | null {
  const pluOwner = item.plu === null ? null : findByPlu(db, item.plu);
  if (pluOwner !== null && pluOwner.sku !== item.sku) return { code: item.plu as string, sku: pluOwner.sku };
  const codes = [...item.gtins, ...(item.packs ?? []).map(({ gtin }) => gtin)];
  for (const code of codes) {
    const owner = findByGtin(db, code) ?? findByPack(db, code)?.item ?? null;
    if (owner !== null && owner.sku !== item.sku) return { code, sku: owner.sku };
  }
  return null;
}

/** Creates or replaces one article by its stock code. Codes must be checked and free. */
export function putItem(db: Db, item: Item): void {
  const packs = item.packs ?? [];
  const id = plucked(
    db,
    `INSERT INTO item (sku, name_en, name_zh, category, tax_code, unit, price_micros, plu, brand, min_price_micros,
         is_open_price, has_packs)
       VALUES (@sku, @en, @zh, @category, @taxCode, @unit, @priceMicros, @plu, @brand, @minPriceMicros, @isOpenPrice,
         @hasPacks)
       ON CONFLICT (sku) DO UPDATE SET name_en = @en, name_zh = @zh, category = @category, tax_code = @taxCode,
         unit = @unit, price_micros = @priceMicros, plu = @plu, brand = @brand, min_price_micros = @minPriceMicros,
         is_open_price = @isOpenPrice, has_packs = @hasPacks
       RETURNING id`,
  ).get({
    sku: item.sku,
    en: item.names.en,
    zh: item.names.zh,
    category: item.category,
    taxCode: item.taxCode,
    unit: item.unit,
    priceMicros: item.priceMicros,
    plu: item.plu === null ? null : Number(item.plu),
    brand: item.brand ?? null,
    minPriceMicros: item.minPriceMicros ?? null,
    isOpenPrice: item.isOpenPrice === true ? 1 : 0,
    hasPacks: packs.length > 0 ? 1 : 0,
  }) as number;
  statement(db, 'DELETE FROM item_gtin WHERE item_id = ?').run(id);
  const insert = statement(db, 'INSERT INTO item_gtin VALUES (?, ?, ?)');
  for (const code of item.gtins) {
    const gtin = gtinsOf(code)[0];
    if (gtin !== undefined) insert.run(Number(gtin), id, code);
  }
  putPacks(db, id, packs);
  indexItem(db, id, item.names);
}
