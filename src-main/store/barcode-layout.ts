// The shop's barcode layouts as one row. Owns that one which can no longer be read costs only itself.
import { barcodeLayout, firstBarcodeLayouts } from '#contract/barcode-layout.ts';
import type { BarcodeLayout } from '#contract/barcode-layout.ts';
import { schemaOf } from './migrate.ts';
import { prices } from './migrations/0010-prices.ts';
import type { Db } from './open.ts';
import { plucked, statement } from './statement.ts';

/** Reading the text takes longer than a scan may: the last one read is kept. */
let kept: { text: string; layouts: readonly BarcodeLayout[] } = { text: '', layouts: [] };

function readText(text: string): readonly BarcodeLayout[] {
  if (kept.text === text) return kept.layouts;
  const stored: unknown = JSON.parse(text);
  const layouts = (Array.isArray(stored) ? stored : []).flatMap((one: unknown) => {
    const read = barcodeLayout.safeParse(one);
    return read.success ? [read.data] : [];
  });
  kept = { text, layouts };
  return layouts;
}

/** The layouts in their order; the first ones until the shop has set its own. */
export function readBarcodeLayouts(db: Db): readonly BarcodeLayout[] {
  // A store that may only be looked at can be of a schema that had none yet.
  if (schemaOf(db) < prices.number) return firstBarcodeLayouts;
  const text = plucked(db, 'SELECT layouts FROM barcode_layout').get() as string | undefined;
  return text === undefined ? firstBarcodeLayouts : readText(text);
}

/** Replaces all of them. */
export function writeBarcodeLayouts(db: Db, layouts: readonly BarcodeLayout[]): void {
  statement(db, 'INSERT OR REPLACE INTO barcode_layout VALUES (1, ?)').run(JSON.stringify(layouts));
}
