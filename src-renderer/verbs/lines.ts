// What a cashier does to lines that are in the basket: count, void, undo, repeat, void the whole sale.
import type { LineItem } from '#contract/sale.ts';
import { emptyEntry, readQuantity } from '#screen/entry.ts';
import type { TillState } from '#screen/state/model.ts';
import type { Undo } from '#screen/state/counter-panels.ts';
import { leaveSale, takeChange } from '#screen/state/till.ts';
import type { Till } from '#screen/state/till.ts';
import { turnOver } from '#screen/state/turn.ts';
import { ask, newId, once } from './ask.ts';
import { addScanned, addSome, addTyped } from './basket.ts';
import { removeReturn } from './return-add.ts';
import { lineMeant, rowMeant } from './rows.ts';
import { say, sayNo } from './say.ts';
import { dropUnresolved, openResolve } from './unresolved.ts';

/** Enter at the counter: adds the typed code, counts the meant line, or opens what the selected row asks for. */
export async function enterTyped(till: Till): Promise<void> {
  const state = till.store.getState();
  if (state.entry.text !== '') return addTyped(till, state.entry);
  if (state.entry.quantity !== null) return setQuantity(till);
  const row = rowMeant(state);
  if (row?.kind === 'unresolved') openResolve(till, row.scan);
  else if (row?.kind === 'line' && row.line.isVoided) await restore(till, row.line);
}

async function setQuantity(till: Till): Promise<void> {
  const state = till.store.getState();
  const line = lineMeant(state);
  if (state.entry.quantity === null) return;
  if (state.sale === null || line === null) {
    sayNo(till, (w) => w.counter.noLine);
    return;
  }
  till.store.setState({ entry: emptyEntry });
  const { saleId } = state.sale.sale;
  const args = { commandId: newId(), saleId, lineId: line.lineId, quantity: state.entry.quantity };
  const change = await ask(till, 'sale.setQuantity', args);
  if (change !== null) await takeChange(till, change);
}

/** `-`: strikes the meant line through, or takes the meant unresolved scan or return out. */
export async function voidMeant(till: Till): Promise<void> {
  const row = rowMeant(till.store.getState());
  if (row?.kind === 'unresolved') await dropUnresolved(till, row.scan);
  else if (row?.kind === 'return') await removeReturn(till, row.item);
  else if (row !== null) await voidLine(till, row.line);
}

async function voidLine(till: Till, line: LineItem): Promise<void> {
  const { sale } = till.store.getState();
  if (sale === null) return;
  const { lineId } = line;
  // By line: two quick presses void two lines only when the first has been answered.
  await once(till, `void ${lineId}`, async () => {
    const change = await ask(till, 'sale.voidLine', { commandId: newId(), saleId: sale.sale.saleId, lineId });
    if (change === null) return;
    remember(till, { kind: 'void', lineId });
    till.store.setState({ selected: null });
    await takeChange(till, change);
    const name = line.names[till.store.getState().language];
    say(till, (w) => w.counter.lineVoided({ name }), {
      action: 'sell.undo',
      word: (w) => w.counter.undo,
    });
  });
}

export function remember(till: Till, step: Undo): void {
  till.store.setState(({ undo }) => ({ undo: [...undo, step] }));
}

/**
 * What Ctrl+Z takes back: the selected line if it is voided, else the newest step. A page that was loaded again knows
 * no steps any more and goes by the lines.
 */
export function undoMeant(state: Pick<TillState, 'sale' | 'selected' | 'undo'>): Undo | null {
  const row = rowMeant(state);
  if (row?.kind === 'line' && row.line.isVoided) return { kind: 'void', lineId: row.lineId };
  const voided = state.sale?.lines.filter((line) => line.isVoided) ?? [];
  const isVoided = (step: Undo) => step.kind === 'read' || voided.some((line) => line.lineId === step.lineId);
  const step = state.undo.findLast(isVoided);
  if (step !== undefined) return step;
  const line = voided.at(-1);
  return line === undefined ? null : { kind: 'void', lineId: line.lineId };
}

/** Ctrl+Z, and the button beside the news: as long as the sale is open. */
export async function undoNewest(till: Till): Promise<void> {
  const state = till.store.getState();
  const step = undoMeant(state);
  if (step === null) {
    sayNo(till, (w) => w.counter.nothingToUndo);
    return;
  }
  till.store.setState({ undo: state.undo.filter((one) => one !== step) });
  if (step.kind === 'read') return void (await addScanned(till, step.code));
  const line = state.sale?.lines.find((one) => one.lineId === step.lineId);
  if (line !== undefined) await restore(till, line);
}

async function restore(till: Till, line: LineItem): Promise<void> {
  const { sale } = till.store.getState();
  if (sale === null) return;
  const { lineId } = line;
  await once(till, `restore ${lineId}`, async () => {
    const args = { commandId: newId(), saleId: sale.sale.saleId, lineId };
    const change = await ask(till, 'sale.restoreLine', args);
    if (change === null) return;
    till.store.setState({ selected: null });
    await takeChange(till, change);
    const name = line.names[till.store.getState().language];
    say(till, (w) => w.counter.restored({ name }));
  });
}

/** The line whose article Insert adds again: the one added last, else the newest that counts. */
function lineToRepeat({ sale, added }: TillState): LineItem | null {
  const lines = sale?.lines.filter((line) => !line.isVoided) ?? [];
  return lines.find((line) => line.lineId === added) ?? lines.at(-1) ?? null;
}

/** Insert: the last article again, as many as are typed. What is weighed is weighed again. */
export async function repeatLast(till: Till): Promise<void> {
  const state = till.store.getState();
  const line = lineToRepeat(state);
  if (line === null) {
    sayNo(till, (w) => w.counter.nothingToRepeat);
    return;
  }
  const { text, quantity } = state.entry;
  const typed = text === '' ? quantity : readQuantity(text);
  if (text !== '' && typed === null) {
    sayNo(till, (w) => w.screen.badQuantity);
    return;
  }
  till.store.setState({ entry: emptyEntry, meaning: null });
  await addSome(till, line.sku, typed);
}

export async function voidSale(till: Till): Promise<void> {
  const { sale } = till.store.getState();
  till.store.setState({ panel: null });
  if (sale === null) return;
  await turnOver(till, 'voidSale', async () => {
    const gone = await ask(till, 'sale.void', { commandId: newId(), saleId: sale.sale.saleId });
    if (gone === null) return 'refused';
    leaveSale(till);
    say(till, (w) => w.screen.saleVoided);
    return 'done';
  });
}
