// Why a figure is what it is: asks the till for the steps of its calculator and shows them. Computes nothing.
import type { Till } from '#screen/state/till.ts';
import { ask } from './ask.ts';
import { rowMeant } from './rows.ts';

/** `=`: how the meant line or return came to its amount; while money is taken, how the sale came to its total. */
export async function openWhy(till: Till): Promise<void> {
  const { store } = till;
  const state = store.getState();
  if (state.sale === null) return;
  const { saleId } = state.sale.sale;
  const row = rowMeant(state);
  const isFigured = row?.kind === 'return' || (row?.kind === 'line' && !row.line.isVoided);
  const lineId = state.place.name === 'sell' && isFigured ? row.lineId : null;
  store.setState({ panel: { name: 'why', saleId, lineId, steps: null }, notice: null });
  const answer = await ask(till, 'sale.explain', { saleId });
  const { panel } = store.getState();
  // An answer to what nobody looks at any more.
  if (panel?.name !== 'why' || panel.saleId !== saleId) return;
  store.setState(answer === null ? { panel: null } : { panel: { ...panel, steps: answer.steps } });
}

/** From one line to the whole sale. */
export function showWholeSale(till: Till): void {
  const { panel } = till.store.getState();
  if (panel?.name === 'why') till.store.setState({ panel: { ...panel, lineId: null } });
}
