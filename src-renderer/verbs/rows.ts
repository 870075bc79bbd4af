// What stands in the basket, row by row: what comes back, then lines and scans that nobody knew, in their order; and which row a key means.
// Changes the selection only.
import type { LineId } from '#contract/ids.ts';
import type { ReturnItem } from '#contract/return.ts';
import type { LineItem, SaleWhole, UnresolvedScan } from '#contract/sale.ts';
import { emptyEntry } from '#screen/entry.ts';
import type { TillState } from '#screen/state/model.ts';
import { returnRowId } from '#screen/state/returns.ts';
import type { Till } from '#screen/state/till.ts';

export type Row =
  | { kind: 'line'; lineId: LineId; number: number; line: LineItem }
  | { kind: 'unresolved'; lineId: LineId; number: number; scan: UnresolvedScan }
  | { kind: 'return'; lineId: LineId; number: number; item: ReturnItem };

const rowsKnown = new WeakMap<SaleWhole, readonly Row[]>();

/** The same sale gives the same rows, so that a selector may ask again and again. */
export function rowsOf(sale: SaleWhole | null): readonly Row[] {
  if (sale === null) return [];
  const known = rowsKnown.get(sale);
  if (known !== undefined) return known;
  const lines = sale.lines.map((line): Row => ({
    kind: 'line',
    lineId: line.lineId,
    number: line.number,
    line,
  }));
  const scans = sale.unresolved.map((scan): Row => ({
    kind: 'unresolved',
    lineId: scan.lineId,
    number: scan.number,
    scan,
  }));
  const back = sale.returns.map((item): Row => ({
    kind: 'return',
    lineId: returnRowId(item),
    number: item.number,
    item,
  }));
  const byNumber = (a: Row, b: Row) => a.number - b.number;
  const rows = [...back.sort(byNumber), ...[...lines, ...scans].sort(byNumber)];
  rowsKnown.set(sale, rows);
  return rows;
}

const counts = (row: Row) => row.kind !== 'line' || !row.line.isVoided;

/** The row that `-` and Enter mean: the selected one, else the newest that still counts. */
export function rowMeant({ sale, selected }: Pick<TillState, 'sale' | 'selected'>): Row | null {
  const rows = rowsOf(sale);
  const chosen = selected === null ? undefined : rows.find((row) => row.lineId === selected);
  return chosen ?? newestOf(rows.filter(counts));
}

/** What comes back stands first, however late it was added. */
function newestOf(rows: readonly Row[]): Row | null {
  return rows.reduce<Row | null>(
    (last, row) => (last === null || row.number > last.number ? row : last),
    null,
  );
}

/** The line that a quantity or a price means; null where it would be a voided line or no article yet. */
export function lineMeant(state: Pick<TillState, 'sale' | 'selected'>): LineItem | null {
  const row = rowMeant(state);
  return row?.kind === 'line' && !row.line.isVoided ? row.line : null;
}

/** Whether the cashier has let go of every line: then what could mean a line or the whole sale means the sale. */
export function isNoneSelected({
  sale,
  selected,
  unselectedAt,
}: Pick<TillState, 'sale' | 'selected' | 'unselectedAt'>): boolean {
  return selected === null && sale !== null && unselectedAt === sale.sale.version;
}

/** A number typed for one line must not reach another. */
export function selectRow(till: Till, lineId: LineId): void {
  till.store.setState({ selected: lineId, entry: emptyEntry, meaning: null });
}

export function moveSelection(till: Till, by: number): void {
  const state = till.store.getState();
  const rows = rowsOf(state.sale);
  const meant = rowMeant(state);
  const at = rows.findIndex((row) => row.lineId === meant?.lineId);
  const next = rows[Math.max(0, Math.min(rows.length - 1, at + by))];
  if (next !== undefined) selectRow(till, next.lineId);
}
