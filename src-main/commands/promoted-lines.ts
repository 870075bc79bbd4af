// Which lines a change touched through promotions: one more article may make another line cheaper, or dearer. Owns only what
// was said last; a till that does not remember says all lines.
import type { LineId } from '#contract/ids.ts';
import type { LineItem, SaleHeader } from '#contract/sale.ts';
import type { Db } from '#store/open.ts';

interface Said {
  saleId: string;
  version: number;
  /** What promotions took off each line that they touched. */
  saved: ReadonlyMap<LineId, string>;
}

const said = new WeakMap<Db, Said>();

function savedOf(lines: readonly LineItem[]): Map<LineId, string> {
  const touched = lines.filter(({ promotions }) => promotions.length > 0);
  return new Map(
    touched.map(({ lineId, promotions }) => [
      lineId,
      promotions.map(({ promotionId, saved }) => `${promotionId} ${saved}`).join(', '),
    ]),
  );
}

/** The lines whose promotions are others than those that were said with the version before; then these are remembered. */
export function linesPromotedAnew(db: Db, sale: SaleHeader, lines: readonly LineItem[]): LineId[] {
  const saved = savedOf(lines);
  const before = said.get(db);
  said.set(db, { saleId: sale.saleId, version: sale.version, saved });
  const isNext = before?.saleId === sale.saleId && before.version === sale.version - 1;
  if (isNext) {
    const touched = new Set([...before.saved.keys(), ...saved.keys()]);
    return [...touched].filter((lineId) => before.saved.get(lineId) !== saved.get(lineId));
  }
  // The first version of a sale changed all it has; later ones, after a restart, may have changed any line.
  return lines.map(({ lineId }) => lineId);
}
