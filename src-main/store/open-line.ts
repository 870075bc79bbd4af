// The lines of open and parked sales as rows: what was asked for, with the article as it was at that moment. Owns no figures:
// those are computed.
import type { Tax } from '#contract/catalog.ts';
import type { LineDiscount } from '#contract/discount.ts';
import type { LineId, SaleId } from '#contract/ids.ts';
import type { Money, Price } from '#contract/money.ts';
import type { Quantity, Unit } from '#contract/quantity.ts';
import type { Names } from '#contract/text.ts';
import type { Db } from './open.ts';
import { readGiven, writeGiven } from './sale.ts';
import type { Given } from './sale.ts';
import { statement } from './statement.ts';

/** A line of an open sale: what was asked for, with the article as it was at that moment. */
export interface OpenLine {
  lineId: LineId;
  number: number;
  sku: string;
  names: Names;
  code: string | null;
  unit: Unit;
  quantity: Quantity;
  priceMicros: Price;
  listPriceMicros: Price;
  /** The price is what the shop's lists say of so much for this customer, not one that was given at the counter. */
  isListed: boolean;
  taxCode: string;
  taxes: Tax[];
  isVoided: boolean;
  /** The article's, which promotions ask for. */
  category: string;
  brand: string | null;
  /** The amount that the code gave, in minor units; null where quantity times price is asked. */
  fixedAmount: Money | null;
  discount: Given<LineDiscount> | null;
}

interface StoredLine {
  id: LineId;
  number: number;
  sku: string;
  name_en: string;
  name_zh: string;
  code: string | null;
  unit: Unit;
  quantity: Quantity;
  price_micros: Price;
  list_price_micros: Price;
  tax_code: string;
  taxes: string;
  is_voided: number;
  // A store that may only be looked at can be of a schema that had none of these.
  category?: string;
  brand?: string | null;
  fixed_amount?: Money | null;
  discount?: string | null;
  is_listed?: number;
}

function asLine(row: StoredLine, taxes: Tax[]): OpenLine {
  return {
    lineId: row.id,
    number: row.number,
    sku: row.sku,
    names: { en: row.name_en, zh: row.name_zh },
    code: row.code,
    unit: row.unit,
    quantity: row.quantity,
    priceMicros: row.price_micros,
    listPriceMicros: row.list_price_micros,
    isListed: row.is_listed === 1,
    taxCode: row.tax_code,
    taxes,
    isVoided: row.is_voided === 1,
    category: row.category ?? '',
    brand: row.brand ?? null,
    fixedAmount: row.fixed_amount ?? null,
    discount: readGiven<LineDiscount>(row.discount ?? null),
  };
}

/** The lines of an open sale in their order, voided ones among them. */
export function linesOf(db: Db, saleId: SaleId): OpenLine[] {
  const rows = statement(db, 'SELECT * FROM open_line WHERE sale_id = ? ORDER BY number').all(saleId);
  // Two hundred lines have two or three kinds of taxes among them: each text is read once.
  const known = new Map<string, Tax[]>();
  return (rows as StoredLine[]).map((row) => {
    const taxes = known.get(row.taxes) ?? (JSON.parse(row.taxes) as Tax[]);
    known.set(row.taxes, taxes);
    return asLine(row, taxes);
  });
}

/** The newest line of an open sale, voided or not; null while it has none. */
export function lastLineOf(db: Db, saleId: SaleId): OpenLine | null {
  const row = statement(db, 'SELECT * FROM open_line WHERE sale_id = ? ORDER BY number DESC LIMIT 1').get(
    saleId,
  ) as StoredLine | undefined;
  return row === undefined ? null : asLine(row, JSON.parse(row.taxes) as Tax[]);
}

export function insertLine(db: Db, saleId: SaleId, line: OpenLine): void {
  statement(
    db,
    `INSERT INTO open_line VALUES (@lineId, @saleId, @number, @sku, @en, @zh, @code, @unit, @quantity, @priceMicros,
      @listPriceMicros, @taxCode, @taxes, @isVoided, @category, @brand, @fixedAmount, @discount, @isListed)`,
  ).run({
    lineId: line.lineId,
    saleId,
    number: line.number,
    sku: line.sku,
    en: line.names.en,
    zh: line.names.zh,
    code: line.code,
    unit: line.unit,
    quantity: line.quantity,
    priceMicros: line.priceMicros,
    listPriceMicros: line.listPriceMicros,
    taxCode: line.taxCode,
    taxes: JSON.stringify(line.taxes),
    isVoided: line.isVoided ? 1 : 0,
    category: line.category,
    brand: line.brand,
    fixedAmount: line.fixedAmount,
    discount: writeGiven(line.discount),
    isListed: line.isListed ? 1 : 0,
  });
}

export function setLineQuantity(db: Db, lineId: LineId, quantity: Quantity): void {
  statement(db, 'UPDATE open_line SET quantity = ? WHERE id = ?').run(quantity, lineId);
}

export function setLinePrice(
  db: Db,
  lineId: LineId,
  { priceMicros, isListed }: Pick<OpenLine, 'priceMicros' | 'isListed'>,
): void {
  statement(db, 'UPDATE open_line SET price_micros = ?, is_listed = ? WHERE id = ?').run(
    priceMicros,
    isListed ? 1 : 0,
    lineId,
  );
}

/** Puts what a line asks, and the taxes in it, in place of what it asked. */
export function setLinePriced(
  db: Db,
  lineId: LineId,
  priced: Pick<
    OpenLine,
    'quantity' | 'priceMicros' | 'listPriceMicros' | 'isListed' | 'fixedAmount' | 'taxCode' | 'taxes'
  >,
): void {
  statement(
    db,
    `UPDATE open_line SET quantity = @quantity, price_micros = @priceMicros, list_price_micros = @listPriceMicros,
       is_listed = @isListed, fixed_amount = @fixedAmount, tax_code = @taxCode, taxes = @taxes WHERE id = @lineId`,
  ).run({ ...priced, isListed: priced.isListed ? 1 : 0, taxes: JSON.stringify(priced.taxes), lineId });
}

export function setLineDiscount(db: Db, lineId: LineId, discount: Given<LineDiscount> | null): void {
  statement(db, 'UPDATE open_line SET discount = ? WHERE id = ?').run(writeGiven(discount), lineId);
}

export function setLineVoided(db: Db, lineId: LineId, isVoided: boolean): void {
  statement(db, 'UPDATE open_line SET is_voided = ? WHERE id = ?').run(isVoided ? 1 : 0, lineId);
}
