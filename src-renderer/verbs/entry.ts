// What the keys do to the number buffer, and what the buffer means at the place where it is typed.
import type { DiscountPpm } from '#contract/discount.ts';
import { decimalsOf, fromDecimal } from '#contract/money.ts';
import type { Money, Price } from '#contract/money.ts';
import { amountForm, backspace, decimalText, emptyEntry, readQuantity, typeInto } from '#screen/entry.ts';
import type { Entry, Form } from '#screen/entry.ts';
import { SCAN_GAP_MS } from '#screen/scan.ts';
import { screenOf } from '#screen/state/screen.ts';
import type { Panel, TillState } from '#screen/state/model.ts';
import type { Till } from '#screen/state/till.ts';
import { sayNo } from './say.ts';

/** What may be typed where the cashier stands now; null where nothing is typed. */
export function formOf(state: TillState): Form | null {
  if (state.panel !== null) return formOfPanel(state, state.panel);
  switch (screenOf(state)) {
    case 'sell':
      return { kind: 'code' };
    case 'unlock':
      return { kind: 'pin' };
    case 'tender':
      // What goes back is known; nothing is typed.
      return isRefund(state) ? null : moneyForm(state);
    case 'count':
    case 'openShift':
      return moneyForm(state);
    default:
      return null;
  }
}

const coded: ReadonlySet<Panel['name']> = new Set(['priceCheck', 'returnFind', 'return', 'returnArticle']);

/** True where the money goes to the customer: due back, or paid out already. */
export function isRefund({ sale }: Pick<TillState, 'sale'>): boolean {
  return sale !== null && (sale.sale.due < 0 || sale.sale.refunds.length > 0);
}

function formOfPanel(state: TillState, panel: Panel): Form | null {
  const { name } = panel;
  if (name === 'weight') return { kind: 'number', decimals: 3 };
  if (name === 'recover' || name === 'approval') return { kind: 'pin' };
  if (name === 'discountAmount') return panel.form === 'percent' ? percentForm : moneyForm(state);
  if (name === 'cashAmount') return moneyForm(state);
  return coded.has(name) ? { kind: 'code' } : null;
}

/** A percentage: up to 100, with two decimals. */
const percentForm: Form = { kind: 'number', decimals: 2, whole: 3 };

function moneyDecimals(state: TillState): number {
  const register = state.about?.register;
  return register ? decimalsOf(register.currency) : 2;
}

/** The form of a typed amount in this shop's currency and way of typing. */
export function moneyForm(state: TillState): Form {
  return amountForm(moneyDecimals(state), state.counter.amountEntry);
}

/** Typed text as an amount in minor units, or null. Reading is all the screen ever does with money. */
export function readAmount(state: TillState, text: string): Money | null {
  const decimals = moneyDecimals(state);
  return fromDecimal(decimalText(text, decimals, state.counter.amountEntry), decimals) as Money | null;
}

/** The same for a price, which may have more decimals than money has. */
export function readPrice(state: TillState, text: string): Price | null {
  return fromDecimal(decimalText(text, moneyDecimals(state), state.counter.amountEntry), 6) as Price | null;
}

/** Typed text as a percentage in parts per million, more than nothing and at most everything; else null. */
export function readPercent(text: string): DiscountPpm | null {
  const ppm = fromDecimal(text, 4);
  return ppm === null || ppm < 1 || ppm > 1_000_000 ? null : (ppm as DiscountPpm);
}

/** What stands in the buffer as an amount; the one way in which typed amounts are read. */
export function typedAmount(state: TillState): Money | null {
  return readAmount(state, state.entry.text);
}

export function typeKey(till: Till, key: string): void {
  const form = formOf(till.store.getState());
  if (form !== null) setEntry(till, typeInto(till.store.getState().entry, key, form));
}

export function eraseKey(till: Till): void {
  setEntry(till, backspace(till.store.getState().entry));
}

export function clearEntry(till: Till): void {
  setEntry(till, emptyEntry);
}

function setEntry(till: Till, entry: Entry): void {
  const { store } = till;
  if (entry === store.getState().entry) return;
  store.setState({ entry });
  const name = screenOf(store.getState());
  if (store.getState().panel !== null) return;
  if (name === 'sell') void lookMeaning(till);
  if (name === 'tender') void lookQuote(till);
}

/** Tills whose typed code is being looked up: only the newest text is asked for, so a scan's digits are one question. */
const looking = new WeakSet<Till>();

/** What is being typed at the counter as a code; nothing where something else is typed. */
function codeTyped(state: TillState): string {
  return state.panel === null && screenOf(state) === 'sell' ? state.entry.text : '';
}

/** The typed code once no further key can belong to the same scan: what a scanner writes is asked for by the scan itself. */
async function codeAtRest({ store }: Till): Promise<string> {
  for (;;) {
    const code = codeTyped(store.getState());
    if (code === '') return '';
    await new Promise((resolve) => setTimeout(resolve, SCAN_GAP_MS));
    if (codeTyped(store.getState()) === code) return code;
  }
}

/** Shows what the typed code would add before Enter does it; an unknown one simply means nothing yet. */
async function lookMeaning(till: Till): Promise<void> {
  const { bridge, store } = till;
  if (store.getState().meaning !== null) store.setState({ meaning: null });
  if (looking.has(till)) return;
  looking.add(till);
  let asked = '';
  for (let code = await codeAtRest(till); code !== '' && code !== asked; code = await codeAtRest(till)) {
    asked = code;
    const outcome = await bridge.call('catalog.lookUp', { code });
    const isStill = codeTyped(store.getState()) === asked;
    if (outcome.ok && isStill) store.setState({ meaning: outcome.result.item });
    if (isStill) break;
  }
  looking.delete(till);
}

/** Shows the change of the typed amount; the main process does the sum. */
export async function lookQuote(till: Till): Promise<void> {
  const { bridge, store } = till;
  const { sale, entry } = store.getState();
  showQuote(till, null);
  const amount = typedAmount(store.getState());
  if (sale === null || amount === null) return;
  const outcome = await bridge.call('tender.quoteCash', { saleId: sale.sale.saleId, amount });
  if (outcome.ok && store.getState().entry.text === entry.text) showQuote(till, outcome.result);
}

function showQuote(till: Till, quote: Extract<TillState['place'], { name: 'tender' }>['quote']): void {
  till.store.setState(({ place }) => (place.name === 'tender' ? { place: { ...place, quote } } : {}));
}

/** `3 *`: the typed number becomes the quantity of what comes next. */
export function takeQuantity(till: Till): void {
  const { store } = till;
  const { text } = store.getState().entry;
  if (text === '') return;
  const quantity = readQuantity(text);
  if (quantity === null) sayNo(till, (w) => w.screen.badQuantity);
  else store.setState({ entry: { text: '', quantity }, meaning: null });
}
