// The actions of finding who is buying.
import {
  buyerOf,
  customerPanel,
  moveCustomer,
  openCustomer,
  pickCustomer,
  takeCustomerOff,
  typeToFindCustomer,
} from '#screen/verbs/customer.ts';
import type { Till } from '#screen/state/till.ts';
import { always } from './action.ts';
import type { Action } from './action.ts';
import { closeRow } from './typing.ts';

export function customerActions(till: Till): Action[] {
  const context = 'customer';
  return [
    {
      id: 'sell.customer',
      context: 'sell',
      keys: ['F3'],
      word: (_, w) => w.customer.customer,
      isEnabled: always,
      run: () => openCustomer(till),
    },
    {
      id: 'customer.type',
      context,
      keys: ['digit', 'letter', ' '],
      word: (_, w) => w.customer.title,
      isEnabled: always,
      // Only until the field has the focus.
      run: (key) => typeToFindCustomer(till, key),
      isRepeating: true,
    },
    {
      id: 'customer.move',
      context,
      keys: ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End'],
      word: (_, w) => w.customer.choose,
      isEnabled: always,
      run: (key) => moveCustomer(till, key),
      isRepeating: true,
    },
    {
      id: 'customer.pick',
      context,
      keys: ['Enter'],
      word: (_, w) => w.customer.pick,
      isEnabled: (state) => {
        const panel = customerPanel(state);
        // What is found for the last letter may be on its way.
        return panel !== null && panel.text.trim() !== '';
      },
      run: () => void pickCustomer(till),
    },
    {
      id: 'customer.off',
      context,
      keys: ['F4'],
      word: (_, w) => w.customer.takeOff,
      isEnabled: (state) => buyerOf(state) !== null,
      run: () => void takeCustomerOff(till),
    },
    closeRow(till, context),
  ];
}
