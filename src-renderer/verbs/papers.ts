// Papers beside a sale's own receipt: a copy of an earlier one, a gift receipt without prices, the slip that lies with parked goods.
// Each is asked for and comes out by itself; none of them changes a sale.
import type { SaleId } from '#contract/ids.ts';
import type { TillState } from '#screen/state/model.ts';
import type { Till } from '#screen/state/till.ts';
import { ask, newId, once } from './ask.ts';
import { say } from './say.ts';

/** Null is the last sale. */
export function printGift(till: Till, saleId: SaleId | null): Promise<void> {
  return once(till, 'gift', async () => {
    const printed = await ask(till, 'receipt.gift', { commandId: newId(), saleId });
    if (printed === null) return;
    const number = printed.receiptNumber;
    say(till, (w) => w.screen.giftPrinting({ number }));
  });
}

/** A copy, marked and counted; null is the last sale's. */
export function reprint(till: Till, saleId: SaleId | null): Promise<void> {
  return once(till, 'reprint', async () => {
    const copy = await ask(till, 'receipt.reprint', { commandId: newId(), saleId });
    if (copy === null) return;
    const words = { number: copy.receiptNumber, copy: copy.copy };
    say(till, (w) => w.screen.copyPrinting(words));
  });
}

export function printSlip(till: Till, saleId: SaleId): Promise<void> {
  return once(till, 'slip', async () => {
    const printed = await ask(till, 'sale.printSlip', { commandId: newId(), saleId });
    if (printed !== null) say(till, (w) => w.screen.slipPrinting);
  });
}

/** The receipt whose lines lie open, where this till has its paper; null for another till's. */
export function receiptShown({ panel }: Pick<TillState, 'panel'>): SaleId | null {
  // Whose cashier is not known here was sold elsewhere.
  return panel?.name === 'return' && panel.original.cashierName !== null ? panel.original.saleId : null;
}

/** What was parked last or is picked among the parked sales. */
export function parkedShown({ place, parkedLast }: Pick<TillState, 'place' | 'parkedLast'>): SaleId | null {
  if (place.name === 'parked') return place.parked[place.chosen]?.saleId ?? null;
  return place.name === 'sell' ? parkedLast : null;
}
