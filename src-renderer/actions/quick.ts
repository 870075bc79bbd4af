// The actions of the quick keys: turning their pages at the counter, and arranging them.
import {
  addChosen,
  edit,
  leaveArranging,
  moveInArranging,
  saveArranging,
  startArranging,
  turnPage,
  typeInFind,
} from '#screen/verbs/quick.ts';
import { may } from '#screen/verbs/shift.ts';
import { chooseNext, moveChosen, removeKey } from '#screen/state/pages.ts';
import type { TillState } from '#screen/state/model.ts';
import type { Till } from '#screen/state/till.ts';
import { always } from './action.ts';
import type { Action } from './action.ts';

const hasChosen = ({ panel }: TillState) =>
  panel?.name === 'arrange' && panel.question === null && panel.arranging.chosen !== null;

const isFinding = ({ panel }: TillState) => panel?.name === 'arrange' && panel.find.text !== '';

export function quickActions(till: Till): Action[] {
  return [...counterActions(till), ...keyActions(till), ...findActions(till)];
}

function counterActions(till: Till): Action[] {
  return [
    {
      id: 'quick.page',
      context: 'sell',
      keys: ['Ctrl+ArrowLeft', 'Ctrl+ArrowRight'],
      word: (_, w) => w.quick.nextPage,
      isEnabled: always,
      run: (key) => turnPage(till, key === 'Ctrl+ArrowLeft' ? -1 : 1),
      isRepeating: true,
    },
    {
      id: 'quick.arrange',
      context: 'sell',
      keys: ['Ctrl+k'],
      word: (_, w) => w.quick.arrange,
      isEnabled: (state) => may(state, 'catalog.edit'),
      run: () => startArranging(till),
    },
  ];
}

const context = 'arrange';

/** On the keys of the page that is arranged. */
function keyActions(till: Till): Action[] {
  return [
    {
      id: 'arrange.chooseKey',
      context,
      keys: ['ArrowLeft', 'ArrowRight'],
      word: (_, w) => w.quick.chooseKeys,
      isEnabled: always,
      run: (key) => edit(till, (arranging) => chooseNext(arranging, key === 'ArrowLeft' ? -1 : 1)),
      isRepeating: true,
    },
    {
      id: 'arrange.moveKey',
      context,
      keys: ['Ctrl+ArrowLeft', 'Ctrl+ArrowRight'],
      word: (_, w) => w.quick.moveKey,
      isEnabled: hasChosen,
      run: (key) => edit(till, (arranging) => moveChosen(arranging, key === 'Ctrl+ArrowLeft' ? -1 : 1)),
      isRepeating: true,
    },
    {
      id: 'arrange.takeOff',
      context,
      keys: ['Delete'],
      word: (_, w) => w.quick.takeOff,
      isEnabled: hasChosen,
      run: () => edit(till, removeKey),
    },
  ];
}

/** Looking for articles, and ending it all. */
function findActions(till: Till): Action[] {
  return [
    {
      id: 'arrange.find',
      context,
      keys: ['digit', 'letter', ' ', 'Backspace'],
      word: (w) => w.search,
      isEnabled: always,
      // Only while no field has the focus: what is typed then is looked for.
      run: (key) => typeInFind(till, key),
      isRepeating: true,
    },
    {
      id: 'arrange.choose',
      context,
      keys: ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown'],
      word: (w) => w.selectArticle,
      isEnabled: always,
      run: (key) => moveInArranging(till, key),
      isRepeating: true,
    },
    {
      id: 'arrange.add',
      context,
      keys: ['Enter'],
      word: (w) => w.add,
      isEnabled: isFinding,
      run: () => void addChosen(till),
    },
    {
      id: 'arrange.save',
      context,
      keys: ['F9'],
      word: (_, w) => w.quick.save,
      isEnabled: always,
      run: () => void saveArranging(till),
    },
    {
      id: 'arrange.close',
      context,
      keys: ['Escape'],
      word: (_, w) => w.quick.cancel,
      isEnabled: always,
      run: () => leaveArranging(till),
    },
  ];
}
