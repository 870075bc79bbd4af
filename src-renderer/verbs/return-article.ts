// Bringing back what nobody can show a receipt for: which article, how much, at what price and why. Reads typed prices;
// computes none.
import type { Item } from '#contract/catalog.ts';
import { formatPrice } from '#contract/money.ts';
import { formatQuantity, ONE } from '#contract/quantity.ts';
import type { Quantity } from '#contract/quantity.ts';
import { wordsFor } from '#contract/words/index.ts';
import type { Words } from '#contract/words/index.ts';
import { emptyEntry, readQuantity } from '#screen/entry.ts';
import type { Asked } from '#screen/state/counter-panels.ts';
import { noticeOf } from '#screen/state/model.ts';
import type { TillState } from '#screen/state/model.ts';
import { FIRST_REASON } from '#screen/state/returns.ts';
import type { ArticlePanel } from '#screen/state/returns.ts';
import { takeChange } from '#screen/state/till.ts';
import type { Till } from '#screen/state/till.ts';
import { newId, once } from './ask.ts';
import { saleIdFor, tellNotAdded } from './basket.ts';
import { readPrice } from './entry.ts';
import { addWith, layBack } from './return-add.ts';
import type { Onward } from './return-add.ts';
import { sayNo, sound, tell } from './say.ts';
import { pay } from './tender.ts';

/** More digits than this are a stray barcode, not a price. */
const MAX_TYPED = 9;

function articlePanel({ panel }: Pick<TillState, 'panel'>): ArticlePanel | null {
  return panel?.name === 'returnArticle' ? panel : null;
}

/** From asking for the receipt to doing without one; who may not is asked for somebody who may. What is typed stays typed. */
export function openReturnArticle(till: Till): void {
  till.store.setState({
    panel: { name: 'returnArticle', item: null, quantity: null, priceMicros: null, reason: FIRST_REASON },
    notice: null,
  });
}

/** Articles that are being looked up: what is typed behind one is meant for it. */
const lookUps = new WeakMap<Till, Promise<void>>();

/** A scanned article, or a typed code. The same article again is one more of it. */
export function takeArticle(till: Till, code: string): Promise<void> {
  const typed = till.store.getState().entry.text;
  const before = lookUps.get(till) ?? Promise.resolve();
  const work = before.then(() => takeFound(till, code, typed));
  lookUps.set(till, work);
  return work.finally(() => {
    if (lookUps.get(till) === work) lookUps.delete(till);
  });
}

/** `typed` is what stood in the field when it was asked for: that is done with, what came behind it is not. */
async function takeFound(till: Till, code: string, typed: string): Promise<void> {
  const found = await till.bridge.call('catalog.lookUp', { code });
  const panel = articlePanel(till.store.getState());
  if (panel === null) return;
  if (!found.ok) {
    tell(till, noticeOf(found));
    return;
  }
  const { item } = found.result;
  if (panel.item !== null && panel.item.sku !== item.sku) {
    sayNo(till, (w) => w.counter.notAddedHere({ code }));
    return;
  }
  const before = panel.item === null ? 0 : (panel.quantity ?? 0);
  const quantity = item.unit === 'kg' ? panel.quantity : ((before + ONE) as Quantity);
  const { entry } = till.store.getState();
  till.store.setState({
    panel: { ...panel, item, quantity },
    entry: entry.text === typed ? emptyEntry : entry,
    notice: null,
  });
  sound(till, 'ok');
}

/** Takes what is typed, at once or as soon as the article it is meant for is known. What `read` refuses stays typed. */
function giveTyped(
  till: Till,
  read: (state: TillState, panel: ArticlePanel, text: string) => Partial<ArticlePanel> | null,
): void {
  const { text } = till.store.getState().entry;
  const take = (isLate: boolean) => {
    const state = till.store.getState();
    const panel = articlePanel(state);
    if (panel === null) return;
    const change = read(state, panel, text);
    // What was typed meanwhile is another figure.
    const entry = isLate ? state.entry : emptyEntry;
    if (change !== null) till.store.setState({ panel: { ...panel, ...change }, entry, notice: null });
    else if (isLate && entry.text === '') till.store.setState({ entry: { ...emptyEntry, text } });
  };
  const lookUp = lookUps.get(till);
  if (lookUp === undefined || text === '') return take(false);
  till.store.setState({ entry: emptyEntry });
  void lookUp.then(() => take(true));
}

/** `2 *`, or a weight in kilograms. */
export function giveQuantity(till: Till): void {
  if (till.store.getState().entry.text === '') return;
  giveTyped(till, (_, { item }, text) => {
    const quantity = readQuantity(text);
    const isBroken = quantity !== null && item?.unit === 'each' && quantity % ONE !== 0;
    if (item === null) sayNo(till, (w) => w.returns.articleFirst);
    else if (quantity === null) sayNo(till, (w) => w.screen.badQuantity);
    else if (isBroken) sayNo(till, (w) => w.returns.wholePieces);
    else return { quantity };
    return null;
  });
}

/** `12.50 /`: what was paid for one, if that was not the price of today. */
export function givePriceBack(till: Till): void {
  giveTyped(till, (state, { item }, text) => {
    const priceMicros = text.length > MAX_TYPED ? null : readPrice(state, text);
    if (item === null) sayNo(till, (w) => w.returns.articleFirst);
    else if (text === '') sayNo(till, (w) => w.counter.priceFirst);
    else if (priceMicros === null) sayNo(till, (w) => w.counter.badPrice);
    else return { priceMicros };
    return null;
  });
}

/** Enter and F9: first what is typed, which is the article; then it comes back. */
export async function enterArticle(till: Till, onward: Onward): Promise<void> {
  if (till.store.getState().entry.text === '') await lookUps.get(till);
  const state = till.store.getState();
  const panel = articlePanel(state);
  if (panel === null) return;
  if (state.entry.text !== '') return takeArticle(till, state.entry.text);
  const { item, quantity } = panel;
  if (item === null) sayNo(till, (w) => w.returns.articleFirst);
  else if (quantity === null) sayNo(till, (w) => w.returns.weightMissing);
  else {
    await once(till, 'addReturns', () => addWith(till, onward, () => sendArticle(till, panel, item, onward)));
  }
}

async function sendArticle(till: Till, panel: ArticlePanel, item: Item, onward: Onward): Promise<boolean> {
  const { quantity, priceMicros, reason } = panel;
  const args = {
    commandId: newId(),
    saleId: saleIdFor(till),
    sku: item.sku,
    quantity: quantity ?? ONE,
    reason,
    ...(priceMicros === null ? {} : { priceMicros }),
  };
  const outcome = await till.bridge.call('sale.addReturnWithoutReceipt', args);
  if (outcome.ok) {
    await takeChange(till, outcome.result);
    return true;
  }
  if ('refusal' in outcome && outcome.refusal.code === 'approval.needed') {
    const asked: Asked = { name: 'sale.addReturnWithoutReceipt', args };
    const needed = outcome.refusal.details;
    const told = { title: (w: Words) => w.returns.withoutTitle, figures: figuresOf(till, panel, item) };
    const next = onward === 'pay' ? { onward: () => void pay(till) } : {};
    till.store.setState({ picked: null, entry: emptyEntry });
    layBack(till, { name: 'approval', asked, needed, ...told, ...next, back: panel });
    return false;
  }
  await tellNotAdded(till, outcome);
  layBack(till, panel);
  return false;
}

/** What comes back and at what price, for whoever is asked to approve it. */
function figuresOf(till: Till, { quantity, priceMicros }: ArticlePanel, item: Item): string {
  const { language, about } = till.store.getState();
  const words = wordsFor(language);
  const micros = priceMicros ?? item.priceMicros;
  const price = formatPrice(micros, about?.register?.currency ?? 'CNY', language);
  return words.returns.withoutFigures({
    name: item.names[language],
    quantity: formatQuantity(quantity ?? ONE),
    price: item.unit === 'kg' ? words.screen.perKilo({ price }) : price,
  });
}
