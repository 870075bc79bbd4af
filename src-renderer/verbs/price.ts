// Prices at the counter: another price for a line, with its reason, and what an article costs before anybody buys it.
// Reads typed prices; computes none.
import type { LineId } from '#contract/ids.ts';
import { formatPrice } from '#contract/money.ts';
import type { Price } from '#contract/money.ts';
import { wordsFor } from '#contract/words/index.ts';
import type { Words } from '#contract/words/index.ts';
import { emptyEntry } from '#screen/entry.ts';
import type { Till } from '#screen/state/till.ts';
import { doOrAsk } from './approve.ts';
import { newId } from './ask.ts';
import { addItem } from './basket.ts';
import { readPrice } from './entry.ts';
import { lineMeant } from './rows.ts';
import { sayNo, sound } from './say.ts';

/** More digits than this are a stray barcode, not a price. */
const MAX_TYPED = 9;

/** `12.50 /`: asks why the meant line shall cost that. */
export function askPrice(till: Till): void {
  const { store } = till;
  const state = store.getState();
  const { text } = state.entry;
  const line = lineMeant(state);
  const priceMicros = text.length > MAX_TYPED ? null : readPrice(state, text);
  if (text === '') sayNo(till, (w) => w.counter.priceFirst);
  else if (priceMicros === null) sayNo(till, (w) => w.counter.badPrice);
  else if (line === null) sayNo(till, (w) => w.counter.noLine);
  else openPrice(till, line.lineId, priceMicros);
}

function openPrice(till: Till, lineId: LineId, to: Price): void {
  till.store.setState({
    panel: { name: 'price', lineId, priceMicros: to, reason: '', isTyped: false },
    selected: lineId,
    entry: emptyEntry,
    meaning: null,
    notice: null,
  });
}

export async function givePrice(till: Till): Promise<void> {
  const { panel, sale, language, about } = till.store.getState();
  if (panel?.name !== 'price' || sale === null) return;
  const reason = panel.reason.trim();
  if (reason === '') {
    sayNo(till, (w) => w.counter.priceReasonMissing);
    return;
  }
  const { lineId, priceMicros } = panel;
  const { saleId } = sale.sale;
  const currency = about?.register?.currency ?? 'CNY';
  const line = sale.lines.find((one) => one.lineId === lineId);
  const price = (micros: number) => formatPrice(micros, currency, language);
  const told = {
    title: (words: Words) =>
      words.discount.priceFor({ price: price(priceMicros), name: line?.names[language] ?? '' }),
    figures: wordsFor(language).counter.priceChange({
      from: price(line?.listPriceMicros ?? priceMicros),
      to: price(priceMicros),
    }),
  };
  const args = { commandId: newId(), saleId, lineId, priceMicros, reason };
  await doOrAsk(till, panel, { name: 'sale.overridePrice', args }, told);
}

/** F8: what is typed already is looked up at once. */
export function openPriceCheck(till: Till): void {
  const { text } = till.store.getState().entry;
  till.store.setState({
    panel: { name: 'priceCheck', asked: '', item: null, isUnknown: false },
    entry: emptyEntry,
    meaning: null,
    notice: null,
  });
  if (text !== '') void checkPrice(till, text);
}

/** Shows what a code would cost; adds nothing. */
export async function checkPrice(till: Till, code: string): Promise<void> {
  const { bridge, store } = till;
  store.setState({
    panel: { name: 'priceCheck', asked: code, item: null, isUnknown: false },
    entry: emptyEntry,
    notice: null,
  });
  const found = await bridge.call('catalog.lookUp', { code });
  const { panel } = store.getState();
  // An answer to what is not asked any more.
  if (panel?.name !== 'priceCheck' || panel.asked !== code) return;
  store.setState({ panel: { ...panel, item: found.ok ? found.result.item : null, isUnknown: !found.ok } });
  sound(till, found.ok ? 'ok' : 'error');
}

/** Enter: looks up what is typed, else takes what is shown into the basket. */
export async function enterPriceCheck(till: Till): Promise<void> {
  const { panel, entry } = till.store.getState();
  if (panel?.name !== 'priceCheck') return;
  if (entry.text !== '') {
    await checkPrice(till, entry.text);
  } else if (panel.item !== null) {
    till.store.setState({ panel: null, notice: null });
    await addItem(till, panel.item.sku);
  }
}
