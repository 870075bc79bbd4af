// The actions about the machine under the till: where it may only be looked at, where somebody says that selling goes on,
// its diagnosis, its news.
import {
  askWho,
  installUpdate,
  isAsking,
  lookAgain,
  mayRecover,
  moveDecider,
  openThisTill,
  putNewsAway,
  recover,
  recoveryOf,
  saveReport,
  updateWaitsFor,
} from '#screen/verbs/machine.ts';
import { clearEntry, eraseKey, typeKey } from '#screen/verbs/entry.ts';
import { emptyEntry } from '#screen/entry.ts';
import type { Till } from '#screen/state/till.ts';
import { always } from './action.ts';
import type { Action } from './action.ts';
import { closeRow } from './typing.ts';

export function machineActions(till: Till): Action[] {
  return [...troubleActions(till), ...recoverActions(till), ...thisTillActions(till)];
}

function troubleActions(till: Till): Action[] {
  const context = 'trouble';
  // No digits: what a cashier still types when the disk fails must begin nothing here.
  return [
    {
      id: 'trouble.goOn',
      context,
      keys: ['F2'],
      word: (_, all) => all.machine.goOn,
      isEnabled: (state) => recoveryOf(state) !== null,
      run: () => askWho(till),
    },
    {
      id: 'trouble.lookAgain',
      context,
      keys: ['F3'],
      word: (_, all) => all.machine.lookAgain,
      isEnabled: always,
      run: () => void lookAgain(till),
    },
    {
      id: 'trouble.saveReport',
      context,
      keys: ['F4'],
      word: (_, all) => all.machine.saveReport,
      isEnabled: always,
      run: () => void saveReport(till),
    },
    {
      id: 'trouble.details',
      context,
      keys: ['F5'],
      word: (_, all) => all.machine.details,
      isEnabled: always,
      run: () => openThisTill(till),
    },
  ];
}

/** Nothing while the books are made. */
function recoverActions(till: Till): Action[] {
  const context = 'recover';
  return [
    {
      id: 'recover.type',
      context,
      keys: ['digit'],
      word: (w) => w.typePin,
      isEnabled: isAsking,
      run: (key) => typeKey(till, key),
      isRepeating: true,
    },
    {
      id: 'recover.erase',
      context,
      keys: ['Backspace'],
      word: (w) => w.erase,
      isEnabled: isAsking,
      run: () => eraseKey(till),
      isRepeating: true,
    },
    {
      id: 'recover.clear',
      context,
      // Esc leaves, so clearing has its key on the screen only.
      keys: [],
      word: (w) => w.clear,
      isEnabled: isAsking,
      run: () => clearEntry(till),
    },
    {
      id: 'recover.move',
      context,
      keys: ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'],
      word: (w) => w.selectStaff,
      isEnabled: isAsking,
      run: (key) => moveDecider(till, key === 'ArrowUp' || key === 'ArrowLeft' ? -1 : 1),
    },
    {
      id: 'recover.enter',
      context,
      keys: ['Enter'],
      word: (_, all) => all.machine.goOn,
      isEnabled: mayRecover,
      run: () => void recover(till),
    },
    {
      id: 'recover.close',
      context,
      keys: ['Escape'],
      word: (w) => w.close,
      isEnabled: isAsking,
      run: () => till.store.setState({ panel: null, entry: emptyEntry, picked: null, notice: null }),
    },
  ];
}

function thisTillActions(till: Till): Action[] {
  return [
    {
      id: 'thisTill.saveReport',
      context: 'thisTill',
      keys: ['F4'],
      word: (_, all) => all.machine.saveReport,
      isEnabled: always,
      run: () => void saveReport(till),
    },
    closeRow(till, 'thisTill'),
    {
      id: 'menu.thisTill',
      context: 'menu',
      keys: ['4'],
      word: (_, all) => all.machine.thisTill,
      isEnabled: always,
      run: () => openThisTill(till),
      isHeld: true,
    },
    {
      id: 'thisTill.open',
      context: 'everywhere',
      keys: [],
      word: (_, all) => all.machine.thisTill,
      isEnabled: (state) => state.panel === null,
      run: () => openThisTill(till),
    },
    {
      id: 'machine.putNewsAway',
      context: 'everywhere',
      keys: [],
      word: (w) => w.dismiss,
      isEnabled: always,
      run: () => putNewsAway(till),
    },
    {
      id: 'machine.installUpdate',
      context: 'everywhere',
      keys: [],
      word: (_, all) => all.machine.updateInstall,
      isEnabled: (state) => state.about?.update.kind === 'ready' && updateWaitsFor(state) === null,
      run: () => void installUpdate(till),
    },
  ];
}
