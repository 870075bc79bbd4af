// How a change is laid on the sale that the screen holds. Pure; counts versions and never amounts.
import type { LineItem, SaleChange, SaleWhole } from '#contract/sale.ts';

/**
 * `applied` with the new whole, `known` when nothing is new (a reply and its event tell the same), `missed` when
 * something in between never arrived and the whole must be asked for.
 */
export type Applied = { kind: 'applied'; whole: SaleWhole } | { kind: 'known' } | { kind: 'missed' };

function mergeLines(lines: readonly LineItem[], change: SaleChange): LineItem[] {
  const byId = new Map(lines.map((line) => [line.lineId, line]));
  for (const line of change.lines) byId.set(line.lineId, line);
  for (const lineId of change.removedLineIds) byId.delete(lineId);
  return [...byId.values()].sort((a, b) => a.number - b.number);
}

export function applyChange(current: SaleWhole | null, change: SaleChange): Applied {
  const same = current !== null && current.sale.saleId === change.sale.saleId;
  const before = same ? current.sale.version : 0;
  if (change.sale.version <= before) return { kind: 'known' };
  if (change.sale.version !== before + 1) return { kind: 'missed' };
  const lines = mergeLines(same ? current.lines : [], change);
  const { sale, returns, unresolved, quickCash } = change;
  return { kind: 'applied', whole: { sale, lines, returns, unresolved, quickCash } };
}
