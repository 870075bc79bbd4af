// What a customer sees of a sale's money: no figure but the total is ever negative, and what goes back is all of it.
import { expect, test } from 'vitest';
import type { Money } from '#contract/money.ts';
import type { SaleHeader } from '#contract/sale.ts';
import { customerFigures } from '#domain/customer-figures.ts';

const money = (amount: number) => amount as Money;
const given = (...amounts: number[]) => amounts.map((amount) => ({ amount: money(amount) }));

/** Only what is added up here. */
function headerOf(parts: {
  subtotal: number;
  savings?: number;
  total: number;
  due: number;
  change?: number;
  tenders?: number[];
  refunds?: number[];
}): SaleHeader {
  const { subtotal, savings = 0, total, due, change = 0, tenders = [], refunds = [] } = parts;
  const figures = { subtotal, savings, total, due, change };
  return { ...figures, tenders: given(...tenders), refunds: given(...refunds) } as unknown as SaleHeader;
}

test('a tax on top stands by itself, and a promotion takes nothing from it', () => {
  const sale = headerOf({
    subtotal: 10_000,
    savings: 1_000,
    total: 9_720,
    due: 4_720,
    tenders: [3_000, 2_000],
  });
  expect(customerFigures(sale, false)).toEqual({
    savings: 1_000,
    taxAdded: 720,
    total: 9_720,
    due: 4_720,
    giveBack: 0,
    received: 5_000,
    change: 0,
  });
});

test('what is rounded off is no tax', () => {
  expect(customerFigures(headerOf({ subtotal: 1_003, total: 1_000, due: 0 }), false).taxAdded).toBe(0);
});

test('more comes back than was bought: something to give back, nothing to pay', () => {
  const sale = headerOf({ subtotal: 500, total: -1_500, due: -1_500 });
  expect(customerFigures(sale, true)).toMatchObject({ due: 0, giveBack: 1_500, taxAdded: 0, total: -1_500 });
});

test('what goes back at the end is the change and every refund', () => {
  const sale = headerOf({ subtotal: 500, total: -1_500, due: 0, change: 30, refunds: [1_000, 500] });
  expect(customerFigures(sale, true)).toMatchObject({ change: 1_530, giveBack: 0, due: 0 });
});
