// The action that opens the customer's own window, among the devices of the settings.
import { openCustomerDisplay } from '#screen/verbs/display.ts';
import type { Till } from '#screen/state/till.ts';
import { always } from './action.ts';
import type { Action } from './action.ts';

export function displayActions(till: Till): Action[] {
  return [
    {
      id: 'devices.customerDisplay',
      context: 'devices',
      keys: ['F4'],
      word: (_, all) => all.display.title,
      isEnabled: always,
      run: () => void openCustomerDisplay(till),
    },
  ];
}
