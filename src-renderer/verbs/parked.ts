// Putting a sale aside and bringing it back.
import type { SaleId } from '#contract/ids.ts';
import { leaveSale } from '#screen/state/till.ts';
import type { Till } from '#screen/state/till.ts';
import { turnOver } from '#screen/state/turn.ts';
import { ask, newId } from './ask.ts';
import { rowsOf } from './rows.ts';
import { say, sayNo } from './say.ts';

/** F6: parks what is on the counter; with an empty counter it lists what is parked. */
export async function parkOrList(till: Till): Promise<void> {
  const { sale } = till.store.getState();
  if (rowsOf(sale).length === 0 || sale === null) return listParked(till);
  return turnOver(till, 'park', async () => {
    const { saleId } = sale.sale;
    const args = { commandId: newId(), saleId, label: null };
    if ((await ask(till, 'sale.park', args)) === null) return 'refused';
    leaveSale(till);
    await countParked(till);
    till.store.setState({ parkedLast: saleId });
    say(till, (w) => w.screen.saleParked, { action: 'sell.slip', word: (w) => w.screen.slip });
    return 'done';
  });
}

async function countParked(till: Till): Promise<void> {
  const answer = await ask(till, 'sale.parked', {});
  if (answer !== null) till.store.setState({ parkedCount: answer.parked.length });
}

async function listParked(till: Till): Promise<void> {
  // Whoever buys is known, and nothing is bought yet: there is nothing to park, and no room for another sale.
  if (till.store.getState().sale !== null) return sayNo(till, (w) => w.customer.emptySale);
  const from = till.store.getState().place.name;
  const answer = await ask(till, 'sale.parked', {});
  if (answer === null) return;
  const { parked } = answer;
  till.store.setState(({ place, sale }) => ({
    parkedCount: parked.length,
    // Whoever has scanned or gone on meanwhile does not look for a parked sale any more.
    ...(place.name === from && sale === null ? { place: { name: 'parked', parked, chosen: 0 } } : {}),
  }));
}

export function moveParked(till: Till, by: 1 | -1): void {
  till.store.setState(({ place }) => {
    if (place.name !== 'parked') return {};
    const chosen = Math.max(0, Math.min(place.parked.length - 1, place.chosen + by));
    return { place: { ...place, chosen } };
  });
}

export async function recallChosen(till: Till): Promise<void> {
  const { place } = till.store.getState();
  const chosen = place.name === 'parked' ? place.parked[place.chosen] : undefined;
  if (chosen !== undefined) await recall(till, chosen.saleId);
}

export async function recall(till: Till, saleId: SaleId): Promise<void> {
  await turnOver(till, 'recall', async () => {
    const whole = await ask(till, 'sale.recall', { commandId: newId(), saleId });
    if (whole === null) return 'refused';
    till.store.setState({
      sale: whole,
      nextSaleId: null,
      selected: null,
      place: { name: 'sell' },
      parkedLast: null,
    });
    await countParked(till);
    return 'done';
  });
}
