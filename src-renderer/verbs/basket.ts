// What a cashier does to the basket: add, weigh, count, void, put aside. Every verb is one command to the till; the
// basket on the screen changes only by the reply.
import type { Outcome } from '#contract/envelope.ts';
import type { SaleId } from '#contract/ids.ts';
import type { Quantity } from '#contract/quantity.ts';
import type { LineItem } from '#contract/sale.ts';
import { emptyEntry, readQuantity } from '#screen/entry.ts';
import { noticeOf, withQuantity } from '#screen/state/model.ts';
import type { TillState, Weighed } from '#screen/state/model.ts';
import { askCounter, leaveSale, takeChange } from '#screen/state/till.ts';
import type { Till } from '#screen/state/till.ts';
import { ask, newId, once } from './ask.ts';

/** The sale on the counter, or the id under which the first scan will open one. */
function saleIdFor(till: Till): SaleId {
  const { sale, nextSaleId } = till.store.getState();
  if (sale !== null) return sale.sale.saleId;
  if (nextSaleId !== null) return nextSaleId;
  const made: string = newId();
  till.store.setState({ nextSaleId: made as SaleId });
  return made as SaleId;
}

export async function addCode(till: Till, code: string): Promise<void> {
  await add(till, { by: 'code', code }, till.store.getState().entry.quantity);
}

export async function addItem(till: Till, sku: string): Promise<void> {
  await add(till, { by: 'sku', sku }, till.store.getState().entry.quantity);
}

async function add(till: Till, article: Weighed, quantity: Quantity | null): Promise<void> {
  const { bridge, store } = till;
  store.setState(({ entry }) => ({ entry: { ...entry, quantity: null } }));
  const args = { commandId: newId(), saleId: saleIdFor(till), ...withQuantity(quantity) };
  const outcome =
    article.by === 'code'
      ? await bridge.call('sale.scan', { ...args, code: article.code })
      : await bridge.call('sale.addItem', { ...args, sku: article.sku });
  await takeAdded(till, article, outcome);
}

async function takeAdded(
  till: Till,
  article: Weighed,
  outcome: Outcome<'sale.scan' | 'sale.addItem'>,
): Promise<void> {
  if (outcome.ok) {
    till.store.setState({ selected: null });
    await takeChange(till, outcome.result);
  } else if ('refusal' in outcome && outcome.refusal.code === 'sale.weightNeeded') {
    await askWeight(till, article);
  } else {
    till.store.setState({ notice: noticeOf(outcome) });
    // What the screen took for the open sale is not: look again.
    if ('refusal' in outcome && /^sale\.(otherOpen|notOpen|unknown)$/.test(outcome.refusal.code)) {
      till.store.setState({ nextSaleId: null });
      await askCounter(till);
    }
  }
}

async function askWeight(till: Till, article: Weighed): Promise<void> {
  const { bridge, store } = till;
  store.setState({ panel: { name: 'weight', article, item: null }, entry: emptyEntry, meaning: null });
  const code = article.by === 'code' ? article.code : article.sku;
  const found = await bridge.call('catalog.lookUp', { code });
  store.setState(({ panel }) =>
    found.ok && panel?.name === 'weight' ? { panel: { ...panel, item: found.result.item } } : {},
  );
}

export async function giveWeight(till: Till): Promise<void> {
  const { panel, entry } = till.store.getState();
  if (panel?.name !== 'weight') return;
  const weight = readQuantity(entry.text);
  if (weight === null) {
    till.store.setState({ notice: { kind: 'said', words: (w) => w.screen.badWeight } });
    return;
  }
  till.store.setState({ panel: null, entry: emptyEntry, notice: null });
  await add(till, panel.article, weight);
}

/** The line that `-` and a bare quantity mean: the selected one, else the newest that still counts. */
export function lineMeant({ sale, selected }: TillState): LineItem | null {
  const lines = sale?.lines.filter((line) => !line.isVoided) ?? [];
  return lines.find((line) => line.lineId === selected) ?? lines.at(-1) ?? null;
}

/** Enter at the counter: adds the typed code, or gives the meant line the typed quantity. */
export async function enterTyped(till: Till): Promise<void> {
  const { entry, sale } = till.store.getState();
  if (entry.text !== '') {
    till.store.setState({ entry: { ...entry, text: '' }, meaning: null });
    await addCode(till, entry.text);
    return;
  }
  const line = lineMeant(till.store.getState());
  if (entry.quantity === null || sale === null || line === null) return;
  till.store.setState({ entry: emptyEntry });
  const { saleId } = sale.sale;
  const { lineId } = line;
  const args = { commandId: newId(), saleId, lineId, quantity: entry.quantity };
  const change = await ask(till, 'sale.setQuantity', args);
  if (change !== null) await takeChange(till, change);
}

export async function voidLine(till: Till): Promise<void> {
  const { sale } = till.store.getState();
  const line = lineMeant(till.store.getState());
  if (sale === null || line === null) return;
  const { lineId } = line;
  // By line: two quick presses void two lines only when the first has been answered.
  await once(till, `void ${lineId}`, async () => {
    const change = await ask(till, 'sale.voidLine', { commandId: newId(), saleId: sale.sale.saleId, lineId });
    if (change === null) return;
    till.store.setState({ selected: null });
    await takeChange(till, change);
  });
}

export async function voidSale(till: Till): Promise<void> {
  const { sale } = till.store.getState();
  till.store.setState({ panel: null });
  if (sale === null) return;
  await once(till, 'voidSale', async () => {
    const gone = await ask(till, 'sale.void', { commandId: newId(), saleId: sale.sale.saleId });
    if (gone === null) return;
    leaveSale(till);
    till.store.setState({ notice: { kind: 'said', words: (w) => w.screen.saleVoided } });
  });
}

export function moveSelection(till: Till, by: 1 | -1): void {
  const state = till.store.getState();
  const lines = state.sale?.lines.filter((line) => !line.isVoided) ?? [];
  const meant = lineMeant(state);
  const at = lines.findIndex((line) => line.lineId === meant?.lineId);
  const next = lines[at + by] ?? lines[at];
  // A number typed for one line must not reach another.
  if (next !== undefined) till.store.setState({ selected: next.lineId, entry: emptyEntry, meaning: null });
}
