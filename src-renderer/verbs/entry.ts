// What the keys do to the number buffer, and what the buffer means at the place where it is typed.
import { decimalsOf, fromDecimal } from '#contract/money.ts';
import type { Money } from '#contract/money.ts';
import { backspace, emptyEntry, readQuantity, typeInto } from '#screen/entry.ts';
import type { Entry, Form } from '#screen/entry.ts';
import { screenOf } from '#screen/state/screen.ts';
import type { TillState } from '#screen/state/model.ts';
import type { Till } from '#screen/state/till.ts';

/** What may be typed where the cashier stands now; null where nothing is typed. */
export function formOf(state: TillState): Form | null {
  if (state.panel !== null) return state.panel.name === 'weight' ? { kind: 'number', decimals: 3 } : null;
  switch (screenOf(state)) {
    case 'sell':
      return { kind: 'code' };
    case 'unlock':
      return { kind: 'pin' };
    case 'tender':
    case 'count':
    case 'openShift':
      return { kind: 'number', decimals: moneyDecimals(state) };
    default:
      return null;
  }
}

function moneyDecimals(state: TillState): number {
  const register = state.about?.register;
  return register ? decimalsOf(register.currency) : 2;
}

/** The typed amount in minor units, or null. Reading is all the screen ever does with money. */
export function typedAmount(state: TillState): Money | null {
  return fromDecimal(state.entry.text, moneyDecimals(state)) as Money | null;
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

/** Shows what the typed code would add before Enter does it; an unknown one simply means nothing yet. */
async function lookMeaning(till: Till): Promise<void> {
  const { bridge, store } = till;
  const code = store.getState().entry.text;
  store.setState({ meaning: null });
  if (code === '') return;
  const outcome = await bridge.call('catalog.lookUp', { code });
  if (outcome.ok && store.getState().entry.text === code) store.setState({ meaning: outcome.result.item });
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
  if (quantity === null) store.setState({ notice: { kind: 'said', words: (w) => w.screen.badQuantity } });
  else store.setState({ entry: { text: '', quantity }, meaning: null });
}
