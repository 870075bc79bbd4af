// The actions around a shift: unlocking, the float, closing the register between shifts.
import { closeRegister, may, openShift } from '#screen/verbs/shift.ts';
import { mayUnlock, movePick, unlock } from '#screen/verbs/staff.ts';
import type { TillState } from '#screen/state/model.ts';
import type { Till } from '#screen/state/till.ts';
import { always } from './action.ts';
import type { Action } from './action.ts';
import { closingActions } from './closing.ts';
import { clearRow, eraseRow, typeRow } from './typing.ts';

const mayClose = (state: TillState) => may(state, 'register.close');

export function registerActions(till: Till): Action[] {
  return [
    typeRow(till, 'unlock', (w) => w.typePin, ['digit']),
    eraseRow(till, 'unlock'),
    clearRow(till, 'unlock', ['Escape']),
    {
      id: 'unlock.move',
      context: 'unlock',
      keys: ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'],
      word: (w) => w.selectStaff,
      isEnabled: always,
      run: (key) => movePick(till, key === 'ArrowUp' || key === 'ArrowLeft' ? -1 : 1),
    },
    {
      id: 'unlock.enter',
      context: 'unlock',
      keys: ['Enter'],
      word: (w) => w.unlock,
      isEnabled: mayUnlock,
      run: () => void unlock(till),
    },
    typeRow(till, 'openShift', (w) => w.typeFloat),
    eraseRow(till, 'openShift'),
    clearRow(till, 'openShift', ['Escape']),
    {
      id: 'openShift.enter',
      context: 'openShift',
      keys: ['Enter', '+', 'F9'],
      word: (w) => w.openShift,
      isEnabled: (state) => may(state, 'shift.work'),
      run: () => void openShift(till),
      isHeld: true,
    },
    {
      id: 'openShift.closeRegister',
      context: 'openShift',
      keys: ['F8'],
      word: (w) => w.closeRegister,
      isEnabled: mayClose,
      run: () => till.store.setState({ panel: { name: 'closeRegister' }, notice: null }),
      isInBar: true,
    },
    {
      id: 'closeRegister.yes',
      context: 'closeRegister',
      keys: ['Enter'],
      word: (w) => w.closeRegister,
      isEnabled: mayClose,
      run: () => void closeRegister(till),
    },
    {
      id: 'closeRegister.no',
      context: 'closeRegister',
      keys: ['Escape'],
      word: (w) => w.close,
      isEnabled: always,
      run: () => till.store.setState({ panel: null }),
    },
    ...closingActions(till),
  ];
}
