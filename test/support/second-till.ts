// Tills of one shop that have nothing between them but paper: a second one with its own key, cards carried from one to the
// other, and the code on a receipt.
import type { StaffId } from '#contract/ids.ts';
import type { Paper } from '#contract/receipt.ts';
import { copyOf, newFolder, openToLook } from './books.ts';
import type { Shop } from './shop.ts';

const register = {
  storeName: '街角商店',
  number: 2,
  currency: 'CNY',
  timeZone: 'Asia/Shanghai',
  dayStartsAt: 5,
  rounding: 'half-up',
  taxRounding: 'line',
  cashRounding: null,
  receiptLanguage: 'zh',
  isDemo: false,
};
const boss = { staffId: 'boss', name: 'Boss', role: 'manager', pin: '4444' };
const taxes = [{ names: { en: 'VAT', zh: '增值税' }, ratePpm: 130_000, included: true }];

/** Tea 9.90, which no other till knows; water 2.00 under another name; bananas 7.98 a kilogram. All with 13 % in them. */
const items = [
  { sku: 'TEA', names: { en: 'Tea', zh: '茶' }, unit: 'each', priceMicros: 9_900_000, plu: '7' },
  { sku: 'W0001', names: { en: 'Aqua', zh: '水' }, unit: 'each', priceMicros: 2_000_000, plu: '8' },
  { sku: 'P0001', names: { en: 'Banana', zh: '蕉' }, unit: 'kg', priceMicros: 7_980_000, plu: '9' },
].map((one) => ({ ...one, category: 'all', taxCode: 'V13', gtins: [] }));

/** A till of its own, with its own key, that has articles to sell, a manager at work and a shift. Its caller closes it. */
export async function secondTill(changes: object = {}): Promise<Shop> {
  const till = await openToLook(newFolder());
  await till.do('register.setUp', { register: { ...register, ...changes }, staff: [boss] });
  till.core.actAs(boss.staffId as StaffId);
  await till.do('catalog.put', {
    taxes: [{ code: 'V13', taxes }],
    categories: [{ id: 'all', names: { en: 'All', zh: '全部' } }],
    items,
  });
  await till.openShift();
  return till;
}

/** A copy of a second till that was closed, at work again. */
export async function secondTillOn(folder: string): Promise<Shop> {
  const till = await openToLook(copyOf(folder));
  till.core.actAs(boss.staffId as StaffId);
  return till;
}

/** Carries the card of one till to another, which believes its receipts from then on. */
export async function trust(at: Shop, other: Shop): Promise<void> {
  await at.do('register.trust', { card: (await other.do('register.card', {})).text });
}

/** The text of the code that is printed on a paper. */
export function codeOn(paper: Paper): string {
  const block = paper.blocks.find((one) => one.kind === 'code');
  return block?.kind === 'code' ? block.data : 'no code';
}

export const codeOf = async (till: Shop, saleId: string): Promise<string> =>
  codeOn((await till.do('receipt.show', { saleId })).paper);
