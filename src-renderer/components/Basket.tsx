// The rows of the open sale in their order, the one that changed last in view; above them what is being typed, below
// them the last sale.
import { useEffect, useRef } from 'react';
import type { LineId } from '#contract/ids.ts';
import { ONE } from '#contract/quantity.ts';
import type { SaleWhole } from '#contract/sale.ts';
import { isNoneSelected, rowMeant, rowsOf } from '#screen/verbs/rows.ts';
import type { Row } from '#screen/verbs/rows.ts';
import { useFormats, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton } from './ActionButton.tsx';
import { EntryLine } from './EntryLine.tsx';
import { Line } from './Line.tsx';
import { NoticeBar } from './NoticeBar.tsx';
import { ReturnLine } from './ReturnLine.tsx';
import { SaleSavings } from './Savings.tsx';
import { StartNews } from './StartNews.tsx';
import { UnresolvedLine } from './UnresolvedLine.tsx';

/** How many things lie in the bag: pieces are counted, what was weighed is one thing a line. */
function goodsIn(sale: SaleWhole | null): { lines: number; count: number } {
  const lines = sale?.lines.filter((line) => !line.isVoided) ?? [];
  const pieces = lines.map((line) => (line.unit === 'kg' ? 1 : line.quantity / ONE));
  return { lines: lines.length, count: pieces.reduce((sum, more) => sum + more, 0) };
}

function LastSale() {
  const words = useWords();
  const { money } = useFormats();
  const last = useTill((state) => state.last);
  const sale = useTill((state) => state.sale);
  const isNextOn = rowsOf(sale).length > 0;
  const told = ({ receiptNumber: number, received, refunded }: NonNullable<typeof last>): string => {
    if (refunded > 0) return words.returns.last({ number });
    // Beside the button there is room for what was given back alone.
    return isNextOn
      ? words.screen.lastChange({ number })
      : words.screen.lastSale({ number, received: money(received) });
  };
  return (
    <div className="basketFoot">
      {/* In the way of the next sale it would only be; what was given back stays to be read. */}
      <span className="lastSale">
        {last && <span className="lastTold">{told(last)}</span>}
        {last && <strong>{money(last.refunded > 0 ? last.refunded : last.change)}</strong>}
      </span>
      {isNextOn && <ActionButton action="sell.why" className="chip" />}
      <span className="goods">{words.counter.goods(goodsIn(sale))}</span>
    </div>
  );
}

/** Scrolls as little as needed; false when there is no such row. */
function bringIntoView(list: HTMLElement | null, lineId: LineId | null): boolean {
  const row = lineId === null ? null : list?.querySelector(`[data-line="${lineId}"]`);
  row?.scrollIntoView({ block: 'nearest' });
  return row !== null && row !== undefined;
}

function BasketRow({ row, isMeant }: { row: Row; isMeant: boolean }) {
  switch (row.kind) {
    case 'line':
      return <Line line={row.line} isMeant={isMeant} />;
    case 'unresolved':
      return <UnresolvedLine scan={row.scan} isMeant={isMeant} />;
    case 'return':
      return <ReturnLine item={row.item} isMeant={isMeant} />;
  }
}

function Rows() {
  const words = useWords().returns;
  const rows = useTill((state) => rowsOf(state.sale));
  const meant = useTill((state) => (isNoneSelected(state) ? null : (rowMeant(state)?.lineId ?? null)));
  const touched = useTill((state) => state.touched);
  // A message takes room from the rows, so they are looked at again when one comes.
  useTill((state) => state.notice !== null);
  const list = useRef<HTMLOListElement>(null);
  const seen = useRef(rows);
  // After every change of the sale the row that changed, so that one that only counts up comes back into view too; else
  // the row that the next key means.
  useEffect(() => {
    const isChanged = seen.current !== rows;
    seen.current = rows;
    if (!isChanged || !bringIntoView(list.current, touched)) bringIntoView(list.current, meant);
  });
  return (
    <ol ref={list} className="lines">
      {rows[0]?.kind === 'return' && (
        <li className="lineGroup" aria-hidden>
          {words.group}
        </li>
      )}
      {rows.map((row) => (
        <BasketRow key={row.lineId} row={row} isMeant={row.lineId === meant} />
      ))}
    </ol>
  );
}

function Empty() {
  const words = useWords().screen;
  return (
    <div className="basketEmpty">
      <p className="big">{words.basketEmpty}</p>
      <p>{words.basketEmptyHint}</p>
      <StartNews />
    </div>
  );
}

export function Basket() {
  const words = useWords().screen;
  const isEmpty = useTill((state) => rowsOf(state.sale).length === 0);
  const isSqueezed = useTill((state) => state.notice !== null && state.panel === null);
  return (
    <section className="basket" aria-label={words.basket}>
      <EntryLine />
      {isEmpty ? <Empty /> : <Rows />}
      {isSqueezed && <NoticeBar />}
      <SaleSavings />
      <LastSale />
    </section>
  );
}
