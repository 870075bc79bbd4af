// The actions around a shift: unlocking, the float, the blind count, the close and its reports.
import { clearEntry, eraseKey, typeKey } from '#screen/verbs/entry.ts';
import { closeRegister, closeShift, leaveCount, leaveReport, may, openShift } from '#screen/verbs/shift.ts';
import { lock, mayUnlock, movePick, unlock } from '#screen/verbs/staff.ts';
import type { TillState } from '#screen/state/model.ts';
import type { Till } from '#screen/state/till.ts';
import { always } from './action.ts';
import type { Action } from './action.ts';

const mayClose = (state: TillState) => may(state, 'register.close');

export function registerActions(till: Till): Action[] {
  const typing = (context: 'unlock' | 'openShift' | 'count', word: Action['word']): Action[] => [
    {
      id: `${context}.type`,
      context,
      keys: context === 'unlock' ? ['digit'] : ['digit', '.', '00'],
      cap: '0–9',
      word,
      isEnabled: always,
      run: (key) => typeKey(till, key),
      isRepeating: true,
    },
    {
      id: `${context}.erase`,
      context,
      keys: ['Backspace'],
      cap: '⌫',
      word: (w) => w.erase,
      isEnabled: always,
      run: () => eraseKey(till),
      isRepeating: true,
    },
    {
      id: `${context}.clear`,
      context,
      // At the count Esc leaves, so clearing has its key on the screen only.
      keys: context === 'count' ? [] : ['Escape'],
      cap: context === 'count' ? '' : 'Esc',
      word: (w) => w.clear,
      isEnabled: always,
      run: () => clearEntry(till),
    },
  ];
  return [
    ...typing('unlock', (w) => w.typePin),
    {
      id: 'unlock.move',
      context: 'unlock',
      keys: ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'],
      cap: '↑ ↓',
      word: (w) => w.selectStaff,
      isEnabled: always,
      run: (key) => movePick(till, key === 'ArrowUp' || key === 'ArrowLeft' ? -1 : 1),
    },
    {
      id: 'unlock.enter',
      context: 'unlock',
      keys: ['Enter'],
      cap: 'Enter',
      word: (w) => w.unlock,
      isEnabled: mayUnlock,
      run: () => void unlock(till),
    },
    ...typing('openShift', (w) => w.typeFloat),
    {
      id: 'openShift.enter',
      context: 'openShift',
      keys: ['Enter', '+', 'F9'],
      cap: 'Enter',
      word: (w) => w.openShift,
      isEnabled: (state) => may(state, 'shift.work'),
      run: () => void openShift(till),
      isHeld: true,
    },
    {
      id: 'openShift.closeRegister',
      context: 'openShift',
      keys: ['F8'],
      cap: 'F8',
      word: (w) => w.closeRegister,
      isEnabled: mayClose,
      run: () => till.store.setState({ panel: { name: 'closeRegister' }, notice: null }),
      isInBar: true,
    },
    {
      id: 'closeRegister.yes',
      context: 'closeRegister',
      keys: ['Enter'],
      cap: 'Enter',
      word: (w) => w.closeRegister,
      isEnabled: mayClose,
      run: () => void closeRegister(till),
    },
    {
      id: 'closeRegister.no',
      context: 'closeRegister',
      keys: ['Escape'],
      cap: 'Esc',
      word: (w) => w.close,
      isEnabled: always,
      run: () => till.store.setState({ panel: null }),
    },
    ...typing('count', (w) => w.typeCounted),
    {
      id: 'count.enter',
      context: 'count',
      keys: ['Enter', 'F9'],
      cap: 'Enter',
      word: (w) => w.closeShift,
      isEnabled: (state) => state.entry.text !== '',
      run: () => void closeShift(till),
    },
    {
      id: 'count.back',
      context: 'count',
      keys: ['Escape'],
      cap: 'Esc',
      word: (w) => w.backToBasket,
      isEnabled: always,
      run: () => leaveCount(till),
    },
    {
      id: 'counted.closeRegister',
      context: 'counted',
      keys: ['Enter', 'F9'],
      cap: 'Enter',
      word: (w) => w.closeRegister,
      isEnabled: mayClose,
      run: () => void closeRegister(till),
    },
    {
      id: 'counted.lock',
      context: 'counted',
      keys: ['Escape'],
      cap: 'Esc',
      word: (w) => w.lock,
      isEnabled: always,
      run: () => void lock(till),
    },
    {
      id: 'zReport.lock',
      context: 'zReport',
      keys: ['Enter', 'Escape'],
      cap: 'Enter',
      word: (w) => w.lock,
      isEnabled: always,
      run: () => void lock(till),
    },
    {
      id: 'xReport.back',
      context: 'xReport',
      keys: ['Enter', 'Escape'],
      cap: 'Enter',
      word: (w) => w.done,
      isEnabled: always,
      run: () => leaveReport(till),
    },
  ];
}
