// Articles, their codes, categories and taxes. Owns look-up by code and putting; decides no prices.
import { gtinsOf } from '#contract/barcode.ts';
import type { Category, CodeKind, Item, Tax, TaxGroup } from '#contract/catalog.ts';
import type { Price } from '#contract/money.ts';
import type { Unit } from '#contract/quantity.ts';
import type { Db } from './open.ts';
import { indexItem } from './search-index.ts';

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
}

function fromStored(db: Db, row: Stored): Item {
  const gtins = db.prepare('SELECT printed FROM item_gtin WHERE item_id = ? ORDER BY gtin').pluck();
  return {
    sku: row.sku,
    names: { en: row.name_en, zh: row.name_zh },
    category: row.category,
    taxCode: row.tax_code,
    unit: row.unit,
    priceMicros: row.price_micros,
    plu: row.plu === null ? null : String(row.plu),
    gtins: gtins.all(row.id) as string[],
  };
}

/** The article of an exact stock code (upper and lower case differ), or null. */
export function findBySku(db: Db, sku: string): Item | null {
  const row = db.prepare('SELECT * FROM item WHERE sku = ?').get(sku) as Stored | undefined;
  return row === undefined ? null : fromStored(db, row);
}

/** The articles of these row numbers, in their order. */
export function itemsOf(db: Db, ids: readonly number[]): Item[] {
  const find = db.prepare('SELECT * FROM item WHERE id = ?');
  return ids.map((id) => fromStored(db, find.get(id) as Stored));
}

function findByGtin(db: Db, code: string): Item | null {
  const find = db.prepare('SELECT item.* FROM item_gtin JOIN item ON item.id = item_id WHERE gtin = ?');
  for (const gtin of gtinsOf(code)) {
    const row = find.get(Number(gtin)) as Stored | undefined;
    if (row !== undefined) return fromStored(db, row);
  }
  return null;
}

/** True for what may be a PLU; it need not be anybody's. */
export const isPlu = (code: string) => /^[1-9]\d{0,4}$/.test(code);

function findByPlu(db: Db, code: string): Item | null {
  if (!isPlu(code)) return null;
  const row = db.prepare('SELECT * FROM item WHERE plu = ?').get(Number(code)) as Stored | undefined;
  return row === undefined ? null : fromStored(db, row);
}

/** What a scanned or keyed code stands for: a barcode number first, then a PLU, then a stock code. */
export function findByCode(db: Db, code: string): { item: Item; matched: CodeKind } | null {
  const finders = [
    ['gtin', findByGtin],
    ['plu', findByPlu],
    ['sku', findBySku],
  ] as const;
  for (const [matched, find] of finders) {
    const item = find(db, code);
    if (item !== null) return { item, matched };
  }
  return null;
}

export function listCategories(db: Db): Category[] {
  const rows = db.prepare('SELECT * FROM category ORDER BY position').all() as {
    id: string;
    name_en: string;
    name_zh: string;
  }[];
  return rows.map((row) => ({ id: row.id, names: { en: row.name_en, zh: row.name_zh } }));
}

export function hasCategory(db: Db, id: string): boolean {
  return db.prepare('SELECT 1 FROM category WHERE id = ?').get(id) !== undefined;
}

/** The taxes of a code, in the order of computation, or null for a code nobody defined. */
export function taxesOf(db: Db, code: string): Tax[] | null {
  if (db.prepare('SELECT 1 FROM tax_code WHERE code = ?').get(code) === undefined) return null;
  const rows = db.prepare('SELECT * FROM tax WHERE code = ? ORDER BY position').all(code) as {
    name_en: string;
    name_zh: string;
    rate_ppm: Tax['ratePpm'];
    included: number;
    raises_base: number;
    ignores_raised: number;
  }[];
  return rows.map((row) => ({
    names: { en: row.name_en, zh: row.name_zh },
    ratePpm: row.rate_ppm,
    included: row.included === 1,
    raisesBase: row.raises_base === 1,
    ignoresRaised: row.ignores_raised === 1,
  }));
}

export function putTaxes(db: Db, groups: readonly TaxGroup[]): void {
  const insert = db.prepare('INSERT INTO tax VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  for (const { code, taxes } of groups) {
    db.prepare('INSERT OR IGNORE INTO tax_code VALUES (?)').run(code);
    db.prepare('DELETE FROM tax WHERE code = ?').run(code);
    taxes.forEach((tax, i) => {
      const flags = [tax.included, tax.raisesBase, tax.ignoresRaised].map(Number);
      insert.run(code, i, tax.names.en, tax.names.zh, tax.ratePpm, ...flags);
    });
  }
}

export function putCategories(db: Db, categories: readonly Category[]): void {
  const put = db.prepare(
    `INSERT INTO category VALUES (@id, (SELECT count(*) FROM category), @en, @zh)
     ON CONFLICT (id) DO UPDATE SET name_en = @en, name_zh = @zh`,
  );
  for (const { id, names } of categories) put.run({ id, en: names.en, zh: names.zh });
}

/** The stock code that already owns one of these codes, or null. */
export function ownerOfCode(db: Db, item: Item): { code: string; sku: string } | null {
  const pluOwner = item.plu === null ? null : findByPlu(db, item.plu);
  if (pluOwner !== null && pluOwner.sku !== item.sku) return { code: item.plu as string, sku: pluOwner.sku };
  for (const code of item.gtins) {
    const owner = findByGtin(db, code);
    if (owner !== null && owner.sku !== item.sku) return { code, sku: owner.sku };
  }
  return null;
}

/** Creates or replaces one article by its stock code. Codes must be checked and free. */
export function putItem(db: Db, item: Item): void {
  const id = db
    .prepare(
      `INSERT INTO item (sku, name_en, name_zh, category, tax_code, unit, price_micros, plu)
       VALUES (@sku, @en, @zh, @category, @taxCode, @unit, @priceMicros, @plu)
       ON CONFLICT (sku) DO UPDATE SET name_en = @en, name_zh = @zh, category = @category, tax_code = @taxCode,
         unit = @unit, price_micros = @priceMicros, plu = @plu
       RETURNING id`,
    )
    .pluck()
    .get({
      sku: item.sku,
      en: item.names.en,
      zh: item.names.zh,
      category: item.category,
      taxCode: item.taxCode,
      unit: item.unit,
      priceMicros: item.priceMicros,
      plu: item.plu === null ? null : Number(item.plu),
    }) as number;
  db.prepare('DELETE FROM item_gtin WHERE item_id = ?').run(id);
  const insert = db.prepare('INSERT INTO item_gtin VALUES (?, ?, ?)');
  for (const code of item.gtins) {
    const gtin = gtinsOf(code)[0];
    if (gtin !== undefined) insert.run(Number(gtin), id, code);
  }
  indexItem(db, id, item.names);
}
