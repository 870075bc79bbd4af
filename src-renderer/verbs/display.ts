// Opening the customer's own window: the till's shell does it, or gives an address that serves once. What is seen there is
// never this page's business.
import type { Till } from '#screen/state/till.ts';
import { ask, once } from './ask.ts';
import { say, sayNo } from './say.ts';

/** One name, so that asking again brings the same window forward. */
const WINDOW_NAME = 'counterfoil-customer';

export function openCustomerDisplay(till: Till): Promise<void> {
  return once(till, 'customerDisplay', async () => {
    const opened = await ask(till, 'display.open', {});
    if (opened === null) return;
    const { isOpen, address } = opened;
    const isShown = isOpen || (address !== null && window.open(address, WINDOW_NAME, 'popup') !== null);
    if (isShown) say(till, (w) => w.display.opened);
    else sayNo(till, (w) => w.display.noWindow);
  });
}

/** Shows every digit on the pole display, until the next change of the sale. Says where there is none. */
export function tryPole(till: Till): Promise<void> {
  return once(till, 'tryPole', async () => {
    const tried = await ask(till, 'display.try', {});
    if (tried === null) return;
    if (tried.isShown) say(till, (w) => w.display.tried);
    else sayNo(till, (w) => w.display.noPole);
  });
}
