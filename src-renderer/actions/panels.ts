// The actions of what lies over the counter: search, weight, drawer, menu, help; and those that work everywhere.
import { addFound, moveFound, searchFor } from '#screen/verbs/articles.ts';
import { giveWeight } from '#screen/verbs/basket.ts';
import { eraseKey, typeKey } from '#screen/verbs/entry.ts';
import { may, openDrawer, printX, startCount } from '#screen/verbs/shift.ts';
import { lock } from '#screen/verbs/staff.ts';
import { emptyEntry } from '#screen/entry.ts';
import { screenOf } from '#screen/state/screen.ts';
import type { Till } from '#screen/state/till.ts';
import { always } from './action.ts';
import type { Action } from './action.ts';

export function panelActions(till: Till): Action[] {
  const { store } = till;
  const close = () => store.setState({ panel: null, entry: emptyEntry, notice: null });
  const closing = (context: 'search' | 'weight' | 'noSale' | 'menu' | 'help'): Action => ({
    id: `${context}.close`,
    context,
    keys: context === 'help' ? ['Escape', 'Enter', 'F1'] : ['Escape'],
    cap: 'Esc',
    word: (w) => w.close,
    isEnabled: always,
    run: close,
  });
  return [
    {
      id: 'search.type',
      context: 'search',
      keys: ['digit', 'letter', ' '],
      cap: '',
      word: (w) => w.search,
      isEnabled: always,
      // Only until the field has the focus: a fast typist's second letter comes before it.
      run: (key) => {
        const { panel } = store.getState();
        if (panel?.name === 'search') void searchFor(till, panel.text + key);
      },
      isRepeating: true,
    },
    {
      id: 'search.move',
      context: 'search',
      keys: ['ArrowUp', 'ArrowDown'],
      cap: '↑ ↓',
      word: (w) => w.selectArticle,
      isEnabled: always,
      run: (key) => moveFound(till, key === 'ArrowUp' ? -1 : 1),
      isRepeating: true,
    },
    {
      id: 'search.add',
      context: 'search',
      keys: ['Enter'],
      cap: 'Enter',
      word: (w) => w.add,
      isEnabled: always,
      run: () => void addFound(till),
    },
    closing('search'),
    {
      id: 'weight.type',
      context: 'weight',
      keys: ['digit', '.', '00'],
      cap: '0–9',
      word: (w) => w.weight,
      isEnabled: always,
      run: (key) => typeKey(till, key),
      isRepeating: true,
    },
    {
      id: 'weight.erase',
      context: 'weight',
      keys: ['Backspace'],
      cap: '⌫',
      word: (w) => w.erase,
      isEnabled: always,
      run: () => eraseKey(till),
      isRepeating: true,
    },
    {
      id: 'weight.enter',
      context: 'weight',
      keys: ['Enter'],
      cap: 'Enter',
      word: (w) => w.add,
      isEnabled: (state) => state.entry.text !== '',
      run: () => void giveWeight(till),
    },
    closing('weight'),
    {
      id: 'noSale.open',
      context: 'noSale',
      keys: ['Enter'],
      cap: 'Enter',
      word: (w) => w.openDrawer,
      isEnabled: always,
      run: () => void openDrawer(till),
    },
    closing('noSale'),
    {
      id: 'menu.lock',
      context: 'menu',
      keys: ['F12', 'Enter'],
      cap: 'F12',
      word: (w) => w.lock,
      isEnabled: always,
      run: () => void lock(till),
    },
    {
      id: 'menu.closeShift',
      context: 'menu',
      keys: ['1'],
      cap: '1',
      word: (w) => w.closeShift,
      isEnabled: (state) => state.shift !== null && may(state, 'shift.work'),
      run: () => startCount(till),
    },
    {
      id: 'menu.xReport',
      context: 'menu',
      keys: ['2'],
      cap: '2',
      word: (w) => w.xReport,
      isEnabled: (state) => may(state, 'report.x'),
      run: () => void printX(till),
    },
    closing('menu'),
    closing('help'),
    {
      id: 'help.open',
      context: 'everywhere',
      keys: ['F1'],
      cap: 'F1',
      word: (w) => w.help,
      isEnabled: (state) => state.panel === null,
      run: () => store.setState({ panel: { name: 'help' } }),
      isInBar: true,
    },
    {
      id: 'menu.open',
      context: 'everywhere',
      keys: ['F12'],
      cap: 'F12',
      word: (w) => w.lockMenu,
      isEnabled: (state) =>
        state.session !== null &&
        state.panel === null &&
        !['tender', 'wait', 'trouble'].includes(screenOf(state)),
      run: () => store.setState({ panel: { name: 'menu' }, notice: null }),
      isInBar: true,
    },
  ];
}
