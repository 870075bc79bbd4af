// The actions of search, menu and help, and of what opens them from everywhere.
import { addFound, moveFound, typeToFind } from '#screen/verbs/articles.ts';
import { startCheck } from '#screen/verbs/count.ts';
import { may, printX } from '#screen/verbs/shift.ts';
import { lock } from '#screen/verbs/staff.ts';
import { screenOf } from '#screen/state/screen.ts';
import type { Till } from '#screen/state/till.ts';
import { always } from './action.ts';
import type { Action } from './action.ts';
import { closeRow } from './typing.ts';

export function panelActions(till: Till): Action[] {
  return [...searchActions(till), ...menuActions(till)];
}

function searchActions(till: Till): Action[] {
  return [
    {
      id: 'search.type',
      context: 'search',
      keys: ['digit', 'letter', ' '],
      word: (w) => w.search,
      isEnabled: always,
      // Only until the field has the focus: a fast typist's second letter comes before it.
      run: (key) => typeToFind(till, key),
      isRepeating: true,
    },
    {
      id: 'search.move',
      context: 'search',
      keys: ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End'],
      word: (w) => w.selectArticle,
      isEnabled: always,
      run: (key) => moveFound(till, key),
      isRepeating: true,
    },
    {
      id: 'search.add',
      context: 'search',
      keys: ['Enter'],
      word: (w) => w.add,
      isEnabled: always,
      run: () => void addFound(till),
    },
    closeRow(till, 'search'),
  ];
}

function menuActions(till: Till): Action[] {
  return [
    {
      id: 'menu.lock',
      context: 'menu',
      keys: ['F12', 'Enter'],
      word: (w) => w.lock,
      isEnabled: always,
      run: () => void lock(till),
    },
    {
      id: 'menu.closeShift',
      context: 'menu',
      keys: ['1'],
      word: (w) => w.closeShift,
      isEnabled: (state) => state.shift !== null && may(state, 'shift.work'),
      run: () => void startCheck(till),
    },
    {
      id: 'menu.xReport',
      context: 'menu',
      keys: ['2'],
      word: (w) => w.xReport,
      isEnabled: (state) => may(state, 'report.x'),
      run: () => void printX(till),
    },
    closeRow(till, 'menu'),
    {
      id: 'menu.open',
      context: 'everywhere',
      keys: ['F12'],
      word: (w) => w.lockMenu,
      isEnabled: (state) =>
        state.session !== null &&
        state.panel === null &&
        !['tender', 'wait', 'trouble'].includes(screenOf(state)),
      run: () => till.store.setState({ panel: { name: 'menu' }, notice: null }),
      isInBar: true,
    },
  ];
}
