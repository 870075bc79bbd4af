// The actions at the counter, with an open basket or an empty one: typing, adding, parking, paying.
import { openSearch } from '#screen/verbs/articles.ts';
import { enterTyped, voidSale } from '#screen/verbs/lines.ts';
import { openDrawerMenu } from '#screen/verbs/drawer.ts';
import { clearEntry, takeQuantity } from '#screen/verbs/entry.ts';
import { parkOrList } from '#screen/verbs/parked.ts';
import { openPriceCheck } from '#screen/verbs/price.ts';
import { mayPay, pay, payQuick } from '#screen/verbs/tender.ts';
import { reprint } from '#screen/verbs/papers.ts';
import type { TillState } from '#screen/state/model.ts';
import type { Till } from '#screen/state/till.ts';
import { always } from './action.ts';
import type { Action } from './action.ts';
import { lineActions } from './lines.ts';
import { eraseRow, typeRow } from './typing.ts';

/** How many likely amounts of cash stand on the counter. */
const QUICK_CASH = 3;

export function sellActions(till: Till): Action[] {
  return [...typingActions(till), ...lineActions(till), ...goingOnActions(till), ...voidSaleActions(till)];
}

function typingActions(till: Till): Action[] {
  const context = 'sell';
  const { store } = till;
  return [
    typeRow(till, context, (w) => w.typeCode),
    {
      id: 'sell.enter',
      context,
      keys: ['Enter'],
      word: (w) => w.add,
      isEnabled: always,
      run: () => void enterTyped(till),
    },
    {
      id: 'sell.quantity',
      context,
      keys: ['*'],
      word: (w) => w.quantity,
      isEnabled: always,
      run: () => takeQuantity(till),
    },
    eraseRow(till, context),
    {
      id: 'sell.clear',
      context,
      keys: ['Escape'],
      word: (w) => w.clear,
      isEnabled: always,
      run: () => {
        const { entry, sale } = store.getState();
        // What is typed goes first; with nothing typed, the line.
        const isTyped = entry.text !== '' || entry.quantity !== null;
        clearEntry(till);
        const unselectedAt = isTyped ? null : (sale?.sale.version ?? null);
        store.setState({ selected: null, unselectedAt, notice: null });
      },
    },
    {
      id: 'sell.search',
      context,
      keys: ['F2'],
      word: (w) => w.search,
      isEnabled: always,
      run: () => openSearch(till, ''),
      isInBar: true,
    },
    {
      id: 'sell.searchLetter',
      context,
      keys: ['letter'],
      word: (w) => w.search,
      isEnabled: always,
      run: (key) => openSearch(till, key),
    },
    {
      id: 'sell.priceCheck',
      context,
      keys: ['F8'],
      word: (_, w) => w.counter.priceCheck,
      isEnabled: always,
      run: () => openPriceCheck(till),
      isInBar: true,
    },
  ];
}

/** What ends the work on a basket, or puts it aside. */
function goingOnActions(till: Till): Action[] {
  const context = 'sell';
  const hasQuick = (place: number) => (state: TillState) => state.sale?.quickCash[place] !== undefined;
  const quick = Array.from({ length: QUICK_CASH }, (_, place): Action => ({
    id: `sell.cash${place}`,
    context,
    keys: [],
    word: (_screen, w) => w.counter.takeQuick({ place: place + 1 }),
    isEnabled: hasQuick(place),
    run: () => void payQuick(till, place),
  }));
  return [
    {
      id: 'sell.park',
      context,
      keys: ['F6'],
      word: (w) => w.parkRecall,
      isEnabled: always,
      run: () => void parkOrList(till),
      isInBar: true,
    },
    {
      id: 'sell.pay',
      context,
      keys: ['F9', '+'],
      word: (w) => w.pay,
      isEnabled: mayPay,
      run: () => void pay(till),
      isInBar: true,
    },
    ...quick,
    {
      id: 'sell.drawer',
      context,
      keys: ['F10'],
      word: (_, w) => w.counter.drawer,
      isEnabled: always,
      run: () => openDrawerMenu(till),
      isInBar: true,
    },
    {
      id: 'sell.reprint',
      context,
      keys: ['F11'],
      word: (w) => w.reprint,
      isEnabled: (state) => state.last !== null,
      run: () => void reprint(till, null),
      isInBar: true,
    },
  ];
}

function voidSaleActions(till: Till): Action[] {
  const { store } = till;
  return [
    {
      id: 'sell.voidSale',
      context: 'sell',
      keys: ['Ctrl+Delete'],
      word: (w) => w.voidSale,
      isEnabled: (state) => state.sale !== null,
      run: () => store.setState({ panel: { name: 'voidSale' }, notice: null }),
      isInBar: true,
    },
    {
      id: 'voidSale.yes',
      context: 'voidSale',
      keys: ['Enter'],
      word: (w) => w.voidSale,
      isEnabled: always,
      run: () => void voidSale(till),
    },
    {
      id: 'voidSale.no',
      context: 'voidSale',
      keys: ['Escape'],
      word: (w) => w.keepSale,
      isEnabled: always,
      run: () => store.setState({ panel: null }),
    },
  ];
}
