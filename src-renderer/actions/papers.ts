// The actions that print papers beside a sale's own receipt.
import { parkedShown, printGift, printSlip, receiptShown, reprint } from '#screen/verbs/papers.ts';
import { may } from '#screen/verbs/shift.ts';
import type { Till } from '#screen/state/till.ts';
import type { Action } from './action.ts';

/** Beside F11, which prints a receipt again. */
const GIFT_KEY = 'Shift+F11';

export function paperActions(till: Till): Action[] {
  const { store } = till;
  const gift = (context: 'sell' | 'change'): Action => ({
    id: `${context}.gift`,
    context,
    keys: [GIFT_KEY],
    word: (w) => w.gift,
    isEnabled: (state) => state.last !== null && may(state, 'sale.sell'),
    run: () => void printGift(till, null),
  });
  const shown = (id: string, key: string, word: Action['word'], print: typeof reprint): Action => ({
    id: `return.${id}`,
    context: 'return',
    keys: [key],
    word,
    isEnabled: (state) => receiptShown(state) !== null && may(state, 'sale.sell'),
    run: () => {
      const saleId = receiptShown(store.getState());
      if (saleId !== null) void print(till, saleId);
    },
  });
  const slip = (context: 'sell' | 'parked', key: string): Action => ({
    id: `${context}.slip`,
    context,
    keys: [key],
    word: (w) => w.slip,
    isEnabled: (state) => parkedShown(state) !== null && may(state, 'sale.sell'),
    run: () => {
      const saleId = parkedShown(store.getState());
      if (saleId !== null) void printSlip(till, saleId);
    },
  });
  return [
    gift('sell'),
    gift('change'),
    shown('reprint', 'F11', (w) => w.reprint, reprint),
    shown('gift', GIFT_KEY, (w) => w.gift, printGift),
    slip('sell', 'Ctrl+F6'),
    slip('parked', 'F11'),
  ];
}
