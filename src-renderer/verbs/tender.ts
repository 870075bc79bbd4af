// Taking the money and completing the sale. Shows the figures of the main process and compares none but with nought.
import type { Money } from '#contract/money.ts';
import type { SaleWhole } from '#contract/sale.ts';
import { emptyEntry } from '#screen/entry.ts';
import type { TillState } from '#screen/state/model.ts';
import { askCounter, leaveSale, takeChange } from '#screen/state/till.ts';
import { turnOver } from '#screen/state/turn.ts';
import type { TurnEnd } from '#screen/state/turn.ts';
import type { Till } from '#screen/state/till.ts';
import { ask, newId, once } from './ask.ts';
import { isRefund, lookQuote, typedAmount } from './entry.ts';
import { sound, tell } from './say.ts';

export function mayPay({ sale, adding }: TillState): boolean {
  // Whoever is faster than the till's answer to the first scan has still meant to pay for it.
  if (adding > 0) return true;
  if (sale === null) return false;
  // With an unknown scan Pay works all the same: it says what is in the way.
  return sale.unresolved.length > 0 || sale.returns.length > 0 || sale.lines.some((line) => !line.isVoided);
}

/** Selects the scan that nobody knows yet, and says why there is no paying with it. */
function findsUnresolved({ store }: Till, sale: SaleWhole): boolean {
  const [first] = sale.unresolved;
  if (first === undefined) return false;
  store.setState({ selected: first.lineId, place: { name: 'sell' } });
  return true;
}

/** Says why there is nothing to pay yet; true when there is. */
function isPayable(till: Till): boolean {
  const { sale } = till.store.getState();
  if (sale === null || !mayPay(till.store.getState())) {
    tell(till, { kind: 'refusal', refusal: { code: 'sale.empty', details: {} } });
    return false;
  }
  if (!findsUnresolved(till, sale)) return true;
  const details = { count: sale.unresolved.length };
  tell(till, { kind: 'refusal', refusal: { code: 'sale.unresolved', details } });
  return false;
}

/** Ends when the till has answered for every article; false where one of them is not in the basket. */
async function allAdded(till: Till): Promise<boolean> {
  let isWhole = true;
  while (till.adds.size > 0) isWhole = (await Promise.all(till.adds)).every(Boolean) && isWhole;
  return isWhole;
}

/** Pay: opens the tender screen. An amount typed before it is the cash received (`amount +`). */
export async function pay(till: Till): Promise<void> {
  const { store } = till;
  const isWaiting = till.adds.size > 0;
  if (!isWaiting && !isPayable(till)) return;
  const { text } = store.getState().entry;
  const isAmount = !isRefund(store.getState()) && text.length <= 7 && typedAmount(store.getState()) !== null;
  store.setState({
    place: { name: 'tender', options: null, quote: null },
    entry: isAmount ? { text, quantity: null } : emptyEntry,
    meaning: null,
    notice: null,
    unadded: null,
  });
  if (isWaiting && !(await arePayable(till))) return;
  await showOptions(till);
  if (isAmount) await lookQuote(till);
}

/** On the tender screen already: back to the basket where an article did not get there, which has been said. */
async function arePayable(till: Till): Promise<boolean> {
  const isWhole = await allAdded(till);
  if (till.store.getState().place.name !== 'tender') return false;
  if (isWhole && isPayable(till)) return true;
  till.store.setState({ place: { name: 'sell' } });
  return false;
}

async function showOptions(till: Till): Promise<void> {
  const { sale } = till.store.getState();
  if (sale === null) return;
  const options = await ask(till, 'tender.options', { saleId: sale.sale.saleId });
  till.store.setState(({ place }) => {
    if (place.name !== 'tender') return {};
    return options === null ? { place: { name: 'sell' } } : { place: { ...place, options } };
  });
}

export function backToBasket(till: Till): void {
  till.store.setState({ place: { name: 'sell' }, entry: emptyEntry, notice: null });
}

/** Commits what is typed when the key is pressed, whatever is typed behind it; with nothing typed, the exact amount. */
export async function takeCash(till: Till): Promise<void> {
  const { place, entry } = till.store.getState();
  const typed = typedAmount(till.store.getState());
  if (place.name !== 'tender' || (entry.text !== '' && typed === null)) return;
  await turnOver(till, 'complete', async () => {
    // Whoever is faster than the till's first answer has still meant the exact amount.
    if (place.options === null) {
      await allAdded(till);
      await showOptions(till);
    }
    const { place: now } = till.store.getState();
    if (now.name !== 'tender') return 'done';
    return now.options === null ? 'refused' : settle(till, typed ?? now.options.cashDue);
  });
}

/** One of the notes offered, which commits at once. */
export async function takeQuickCash(till: Till, index: number): Promise<void> {
  const { place } = till.store.getState();
  const quick = place.name === 'tender' ? place.options?.quickCash[index] : undefined;
  if (quick !== undefined) await turnOver(till, 'complete', () => settle(till, quick.received));
}

/** Quick cash on the counter itself: one tap takes the money and completes. */
export async function payQuick(till: Till, index: number): Promise<void> {
  const quick = till.store.getState().sale?.quickCash[index];
  if (quick !== undefined) await turnOver(till, 'complete', () => settle(till, quick.received));
}

/** Both commands in one turn: a second tap may neither take the cash again nor complete again. */
async function settle(till: Till, amount: Money): Promise<TurnEnd> {
  const { sale } = till.store.getState();
  if (sale === null) return 'refused';
  const { saleId } = sale.sale;
  if (sale.sale.due !== 0) {
    const commandId = newId();
    const change =
      sale.sale.due < 0
        ? await ask(till, 'tender.refundCash', { commandId, saleId })
        : await ask(till, 'tender.cash', { commandId, saleId, amount });
    if (change === null) return 'refused';
    till.store.setState({ entry: emptyEntry });
    await takeChange(till, change);
    if (change.sale.due !== 0) {
      await showRest(till);
      return 'rest';
    }
  }
  return complete(till);
}

/** Money is missing still: from the counter too, that is said on the tender screen. */
async function showRest(till: Till): Promise<void> {
  till.store.setState(({ place }) =>
    place.name === 'tender' ? {} : { place: { name: 'tender', options: null, quote: null }, meaning: null },
  );
  await showOptions(till);
}

async function complete(till: Till): Promise<TurnEnd> {
  const { sale } = till.store.getState();
  if (sale === null) return 'refused';
  const completed = await ask(till, 'sale.complete', { commandId: newId(), saleId: sale.sale.saleId });
  if (completed === null) {
    await askCounter(till);
    await showRest(till);
    return 'refused';
  }
  leaveSale(till);
  till.store.setState({
    place: { name: 'change', completed },
    last: completed,
    entry: emptyEntry,
    notice: null,
  });
  sound(till, 'paid');
  return 'done';
}

/** Gives the last tender back, or takes back what was paid out. */
export async function removeTender(till: Till): Promise<void> {
  const { sale } = till.store.getState();
  const tender = sale?.sale.tenders.at(-1) ?? sale?.sale.refunds.at(-1);
  if (sale === null || tender === undefined) return;
  const { saleId } = sale.sale;
  const { tenderId } = tender;
  await once(till, `remove ${tenderId}`, async () => {
    const change = await ask(till, 'tender.remove', { commandId: newId(), saleId, tenderId });
    if (change === null) return;
    await takeChange(till, change);
    await showOptions(till);
  });
}

/** The change is given; the counter is free. */
export function nextSale(till: Till): void {
  till.store.setState({ place: { name: 'sell' }, entry: emptyEntry, notice: null });
}
