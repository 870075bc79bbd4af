// How the screen lays changes on the sale it holds: by version, twice the same, never over a gap.
import { expect, test } from 'vitest';
import type { LineId, SaleId } from '#contract/ids.ts';
import type { LineItem, SaleChange, SaleHeader, SaleWhole, UnresolvedScan } from '#contract/sale.ts';
import type { CashQuote } from '#contract/tender.ts';
import { applyChange } from '#screen/state/sale.ts';

const header = (saleId: string, version: number) => ({ saleId: saleId as SaleId, version }) as SaleHeader;

function line(id: string, number: number, isVoided = false): LineItem {
  return { lineId: id as LineId, number, isVoided } as LineItem;
}

function change(saleId: string, version: number, lines: LineItem[], removed: string[] = []): SaleChange {
  return {
    sale: header(saleId, version),
    lines,
    removedLineIds: removed as LineId[],
    returns: [],
    unresolved: [],
    quickCash: [],
  };
}

const whole = (version: number, lines: LineItem[]): SaleWhole => ({
  sale: header('a', version),
  lines,
  returns: [],
  unresolved: [],
  quickCash: [],
});

test('the first change of a new sale makes it', () => {
  const applied = applyChange(null, change('a', 1, [line('x', 1)]));
  expect(applied).toEqual({ kind: 'applied', whole: whole(1, [line('x', 1)]) });
});

test('the next version adds, changes and removes lines, in their order', () => {
  const before = whole(3, [line('x', 1), line('y', 2), line('z', 3)]);
  const applied = applyChange(before, change('a', 4, [line('w', 4), line('x', 1, true)], ['y']));
  expect(applied).toEqual({
    kind: 'applied',
    whole: whole(4, [line('x', 1, true), line('z', 3), line('w', 4)]),
  });
});

test('a reply and its event tell the same: the second changes nothing', () => {
  expect(applyChange(whole(4, []), change('a', 4, [line('x', 1)]))).toEqual({ kind: 'known' });
  expect(applyChange(whole(4, []), change('a', 2, [line('x', 1)]))).toEqual({ kind: 'known' });
});

test('a gap is never bridged: the whole is asked for', () => {
  expect(applyChange(whole(4, []), change('a', 6, []))).toEqual({ kind: 'missed' });
  expect(applyChange(null, change('a', 2, [line('y', 2)]))).toEqual({ kind: 'missed' });
});

test('another sale does not inherit lines', () => {
  const applied = applyChange(whole(4, [line('x', 1)]), change('b', 1, [line('q', 1)]));
  expect(applied.kind === 'applied' && applied.whole.lines.map((one) => one.lineId)).toEqual(['q']);
});

test('unresolved scans and likely cash are taken whole: what is not told any more is gone', () => {
  const scan = { lineId: 'u' as LineId, number: 2, code: '4711', quantity: 1000 } as UnresolvedScan;
  const quote = { received: 2000, change: 0, remaining: 0 } as CashQuote;
  const before: SaleWhole = { ...whole(1, [line('x', 1)]), unresolved: [scan] };
  const applied = applyChange(before, { ...change('a', 2, []), quickCash: [quote] });
  expect(applied).toEqual({
    kind: 'applied',
    whole: { ...whole(2, [line('x', 1)]), returns: [], unresolved: [], quickCash: [quote] },
  });
});
