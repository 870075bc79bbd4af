// The actions at the counter, with an open basket or an empty one.
import { openSearch } from '#screen/verbs/articles.ts';
import { enterTyped, lineMeant, moveSelection, voidLine, voidSale } from '#screen/verbs/basket.ts';
import { clearEntry, eraseKey, takeQuantity, typeKey } from '#screen/verbs/entry.ts';
import { parkOrList } from '#screen/verbs/parked.ts';
import { may } from '#screen/verbs/shift.ts';
import { mayPay, pay, reprintLast } from '#screen/verbs/tender.ts';
import type { TillState } from '#screen/state/model.ts';
import type { Till } from '#screen/state/till.ts';
import { always } from './action.ts';
import type { Action } from './action.ts';

const hasLine = (state: TillState) => lineMeant(state) !== null;

export function sellActions(till: Till): Action[] {
  const context = 'sell';
  const { store } = till;
  return [
    {
      id: 'sell.type',
      context,
      keys: ['digit', '.', '00'],
      cap: '0–9',
      word: (w) => w.typeCode,
      isEnabled: always,
      run: (key) => typeKey(till, key),
      isRepeating: true,
    },
    {
      id: 'sell.enter',
      context,
      keys: ['Enter'],
      cap: 'Enter',
      word: (w) => w.add,
      isEnabled: always,
      run: () => void enterTyped(till),
    },
    {
      id: 'sell.quantity',
      context,
      keys: ['*'],
      cap: '*',
      word: (w) => w.quantity,
      isEnabled: always,
      run: () => takeQuantity(till),
    },
    {
      id: 'sell.void',
      context,
      keys: ['-', 'Delete'],
      cap: '-',
      word: (w) => w.voidLine,
      isEnabled: hasLine,
      run: () => void voidLine(till),
      isHeld: true,
    },
    {
      id: 'sell.move',
      context,
      keys: ['ArrowUp', 'ArrowDown'],
      cap: '↑ ↓',
      word: (w) => w.selectLine,
      isEnabled: hasLine,
      run: (key) => moveSelection(till, key === 'ArrowUp' ? -1 : 1),
      isRepeating: true,
    },
    {
      id: 'sell.erase',
      context,
      keys: ['Backspace'],
      cap: '⌫',
      word: (w) => w.erase,
      isEnabled: always,
      run: () => eraseKey(till),
      isRepeating: true,
    },
    {
      id: 'sell.clear',
      context,
      keys: ['Escape'],
      cap: 'Esc',
      word: (w) => w.clear,
      isEnabled: always,
      run: () => {
        clearEntry(till);
        store.setState({ selected: null, notice: null });
      },
    },
    {
      id: 'sell.search',
      context,
      keys: ['F2'],
      cap: 'F2',
      word: (w) => w.search,
      isEnabled: always,
      run: () => openSearch(till, ''),
      isInBar: true,
    },
    {
      id: 'sell.searchLetter',
      context,
      keys: ['letter'],
      cap: '',
      word: (w) => w.search,
      isEnabled: always,
      run: (key) => openSearch(till, key),
    },
    {
      id: 'sell.park',
      context,
      keys: ['F6'],
      cap: 'F6',
      word: (w) => w.parkRecall,
      isEnabled: always,
      run: () => void parkOrList(till),
      isInBar: true,
    },
    {
      id: 'sell.pay',
      context,
      keys: ['F9', '+'],
      cap: 'F9',
      word: (w) => w.pay,
      isEnabled: mayPay,
      run: () => void pay(till),
      isInBar: true,
    },
    {
      id: 'sell.noSale',
      context,
      keys: ['F10'],
      cap: 'F10',
      word: (w) => w.noSale,
      isEnabled: (state) => may(state, 'drawer.noSale'),
      run: () => store.setState({ panel: { name: 'noSale', reason: '' }, notice: null }),
      isInBar: true,
    },
    {
      id: 'sell.reprint',
      context,
      keys: ['F11'],
      cap: 'F11',
      word: (w) => w.reprint,
      isEnabled: (state) => state.last !== null,
      run: () => void reprintLast(till),
      isInBar: true,
    },
    {
      id: 'sell.voidSale',
      context,
      keys: ['Ctrl+Delete'],
      cap: 'Ctrl Del',
      word: (w) => w.voidSale,
      isEnabled: (state) => state.sale !== null,
      run: () => store.setState({ panel: { name: 'voidSale' }, notice: null }),
      isInBar: true,
    },
    {
      id: 'voidSale.yes',
      context: 'voidSale',
      keys: ['Enter'],
      cap: 'Enter',
      word: (w) => w.voidSale,
      isEnabled: always,
      run: () => void voidSale(till),
    },
    {
      id: 'voidSale.no',
      context: 'voidSale',
      keys: ['Escape'],
      cap: 'Esc',
      word: (w) => w.keepSale,
      isEnabled: always,
      run: () => store.setState({ panel: null }),
    },
  ];
}
