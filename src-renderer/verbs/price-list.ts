// The prices in one list: shown, one added or changed, one taken out. Which price counts at the counter is the till's.
import type { Item } from '#contract/catalog.ts';
import type { ListPrice, PriceListShown } from '#contract/price-list.ts';
import type { Panel, TillState } from '#screen/state/model.ts';
import { priceDraftOf, readListPrice } from '#screen/state/price-draft.ts';
import type { PriceDraft } from '#screen/state/price-draft.ts';
import type { Till } from '#screen/state/till.ts';
import { ask, newId, once } from './ask.ts';
import { asPut, listMeant, openPriceLists } from './price-lists.ts';
import { say, sayNo, sound } from './say.ts';
import { keepName, mayOrTell, moneyFormOf } from './shop.ts';

type PricesPanel = Extract<Panel, { name: 'priceList' }>;

/** A list that is longer is looked at in part, and single prices are taken out of it by an import. */
const MOST_PRICES = 2000;
const PAGE = 500;
const MOST_ITEMS = 6;

export const noGoodsFound = { text: '', foundFor: null, categories: [], items: [], chosen: 0 };

export function pricesPanel({ panel }: Pick<TillState, 'panel'>): PricesPanel | null {
  return panel?.name === 'priceList' ? panel : null;
}

function setPanel(till: Till, change: (panel: PricesPanel) => Partial<PricesPanel>): void {
  till.store.setState((state) => {
    const panel = pricesPanel(state);
    return panel === null ? {} : { panel: { ...panel, ...change(panel) } };
  });
}

export async function openPrices(
  till: Till,
  list: PriceListShown | null = listMeant(till.store.getState()),
): Promise<void> {
  if (list === null) return;
  till.store.setState({
    panel: { name: 'priceList', list, prices: null, find: noGoodsFound, draft: null },
    notice: null,
  });
  await loadPrices(till, list.id);
}

async function loadPrices(till: Till, id: string): Promise<void> {
  const prices = await allPrices(till, id);
  if (prices !== null) setPanel(till, ({ list }) => (list.id === id ? { prices } : {}));
}

/** Page by page, up to the most that are shown; null where the till did not say. */
async function allPrices(till: Till, id: string): Promise<ListPrice[] | null> {
  const all: ListPrice[] = [];
  for (let page = PAGE; page === PAGE && all.length < MOST_PRICES;) {
    const last = all.at(-1);
    const after = last === undefined ? null : { sku: last.sku, fromQuantity: last.fromQuantity };
    const answer = await ask(till, 'catalog.listPrices', { id, after, limit: PAGE });
    if (answer === null) return null;
    all.push(...answer.prices);
    page = answer.prices.length;
  }
  return all;
}

export async function findPriced(till: Till, text: string): Promise<void> {
  setPanel(till, ({ find }) => ({ find: { ...find, text, chosen: 0 } }));
  if (text.trim() === '') return setPanel(till, () => ({ find: noGoodsFound }));
  const found = await till.bridge.call('catalog.search', { text, category: null, limit: MOST_ITEMS });
  setPanel(till, ({ find }) =>
    found.ok && find.text === text ? { find: { ...find, items: found.result.items, foundFor: text } } : {},
  );
}

export function movePriced(till: Till, key: string): void {
  setPanel(till, ({ find }) => {
    const chosen = key === 'ArrowUp' ? find.chosen - 1 : find.chosen + 1;
    return { find: { ...find, chosen: Math.max(0, Math.min(find.items.length - 1, chosen)) } };
  });
}

/** An article whose price is to be written: with the price that it has in this list for any quantity. */
function beginPrice(till: Till, item: Item): void {
  if (!mayOrTell(till, 'catalog.edit')) return;
  keepName(till, item);
  const form = moneyFormOf(till.store.getState());
  setPanel(till, ({ prices }) => {
    const now = prices?.find((one) => one.sku === item.sku && one.fromQuantity === 0);
    const draft = now === undefined ? { sku: item.sku, price: '', from: '' } : priceDraftOf(now, form);
    return { draft, find: noGoodsFound };
  });
}

/** What was found and is chosen, or was tapped. */
export async function pickPriced(till: Till, index?: number): Promise<void> {
  const typed = pricesPanel(till.store.getState())?.find;
  if (index === undefined && typed !== undefined && typed.foundFor !== typed.text)
    await findPriced(till, typed.text);
  const find = pricesPanel(till.store.getState())?.find;
  const item = find?.items[index ?? find.chosen];
  if (item !== undefined) beginPrice(till, item);
  else if (find !== undefined) sayNo(till, (w) => w.promotion.articleUnknown({ code: find.text }));
}

/** A scan while the list lies open: its article's price is to be written. */
export async function pickScanned(till: Till, code: string): Promise<void> {
  const found = await till.bridge.call('catalog.lookUp', { code });
  if (!found.ok) return sayNo(till, (w) => w.promotion.articleUnknown({ code }));
  beginPrice(till, found.result.item);
  sound(till, 'ok');
}

/** A price of the list that was tapped, to be changed. */
export function changePrice(till: Till, price: ListPrice): void {
  if (!mayOrTell(till, 'catalog.edit')) return;
  const form = moneyFormOf(till.store.getState());
  setPanel(till, () => ({ draft: priceDraftOf(price, form), find: noGoodsFound }));
}

export function writePriceDraft(till: Till, change: Partial<PriceDraft>): void {
  setPanel(till, ({ draft }) => (draft === null ? {} : { draft: { ...draft, ...change } }));
}

async function putPrices(
  till: Till,
  panel: PricesPanel,
  how: { prices: ListPrice[]; keepsOthers: boolean },
): Promise<boolean> {
  const list = { ...asPut(panel.list), ...how };
  const args = { commandId: newId(), lists: [list], removed: [] };
  const answer = await ask(till, 'catalog.putPriceLists', args);
  if (answer === null) return false;
  const shown = answer.lists.find(({ id }) => id === list.id) ?? panel.list;
  setPanel(till, () => ({ list: shown, draft: null }));
  await loadPrices(till, list.id);
  return true;
}

/** Enter: takes what was found, else keeps the price that is written. */
export async function enterPrices(till: Till): Promise<void> {
  const panel = pricesPanel(till.store.getState());
  if (panel === null) return;
  if (panel.find.text.trim() !== '') return pickPriced(till);
  if (panel.draft === null) return sayNo(till, (w) => w.shop.pickArticle);
  const read = readListPrice(panel.draft);
  if (!read.ok) return sayNo(till, (w) => w.shop.priceProblems[read.problem]);
  await once(till, 'putPrice', async () => {
    if (await putPrices(till, panel, { prices: [read.value], keepsOthers: true }))
      say(till, (w) => w.shop.priceSaved);
  });
}

/** Takes one price out of the list: the others are put anew without it. */
export async function dropPrice(till: Till, gone: ListPrice): Promise<void> {
  const panel = pricesPanel(till.store.getState());
  if (panel === null || panel.prices === null || !mayOrTell(till, 'catalog.edit')) return;
  if (panel.list.priceCount > MOST_PRICES) return sayNo(till, (w) => w.shop.listTooLong);
  await once(till, 'dropPrice', async () => {
    // As they are now: somebody else may have changed them.
    const now = await allPrices(till, panel.list.id);
    if (now === null) return;
    const prices = now.filter((one) => one.sku !== gone.sku || one.fromQuantity !== gone.fromQuantity);
    if (await putPrices(till, panel, { prices, keepsOthers: false })) say(till, (w) => w.shop.priceGone);
  });
}

/** Esc: what is looked for goes first, then the price that is written, then the list. */
export function leavePrices(till: Till): void {
  const panel = pricesPanel(till.store.getState());
  if (panel === null) return;
  if (panel.find.text !== '') setPanel(till, () => ({ find: noGoodsFound }));
  else if (panel.draft !== null) setPanel(till, () => ({ draft: null }));
  else void openPriceLists(till, panel.list.id);
}
