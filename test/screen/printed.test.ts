// The question whether a receipt printed: asked only of the sale whose change lies there, and answered once.
import { expect, test } from 'vitest';
import type { SaleId } from '#contract/ids.ts';
import type { TillState } from '#screen/state/model.ts';
import { isAskedWhetherPrinted } from '#screen/verbs/printed.ts';

const saleId = 's1' as SaleId;
const at = (print: TillState['print'], name = 'change') =>
  isAskedWhetherPrinted({ place: { name, completed: { sale: { saleId } } }, print } as unknown as TillState);

test('asked while it is uncertain, of this sale and no other', () => {
  expect(at({ saleId, state: 'uncertain' })).toBe(true);
  expect(at({ saleId: 's2' as SaleId, state: 'uncertain' })).toBe(false);
  expect(at({ saleId, state: 'printed' })).toBe(false);
  expect(at(null)).toBe(false);
  expect(at({ saleId, state: 'uncertain' }, 'sell')).toBe(false);
});
