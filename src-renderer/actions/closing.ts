// The actions of the close, step by step: what to look at, the blind count, the variance, the Z report.
import { clearEntry, eraseKey, typeKey } from '#screen/verbs/entry.ts';
import {
  addAt,
  changeSheet,
  enterCount,
  leaveCount,
  nextStep,
  openToCount,
  parkAtCheck,
  sheetOf,
  startSheet,
  toggleSum,
} from '#screen/verbs/count.ts';
import { closeRegister, leaveReport, may } from '#screen/verbs/shift.ts';
import { lock } from '#screen/verbs/staff.ts';
import { clearBox, eraseDigit, moveTo, typeDigit } from '#screen/state/count.ts';
import type { TillState } from '#screen/state/model.ts';
import type { Till } from '#screen/state/till.ts';
import { always } from './action.ts';
import type { Action } from './action.ts';

const isByNotes = (state: TillState) => sheetOf(state)?.isSum === false;
const isBySum = (state: TillState) => sheetOf(state)?.isSum === true;

/** How far each key moves among the notes and coins. */
const moves: Record<string, number> = { ArrowUp: -1, ArrowDown: 1, PageUp: -100, PageDown: 100 };

export function closingActions(till: Till): Action[] {
  return [
    ...checkActions(till),
    ...typingActions(till),
    ...noteActions(till),
    ...countActions(till),
    ...reportActions(till),
  ];
}

function checkActions(till: Till): Action[] {
  const context = 'check';
  return [
    {
      id: 'check.next',
      context,
      keys: ['Enter', 'F9'],
      word: (w) => w.nextCount,
      isEnabled: always,
      run: () => void startSheet(till),
    },
    {
      id: 'check.park',
      context,
      keys: ['F6'],
      word: (w) => w.parkRecall,
      isEnabled: ({ sale, parkedCount }) => sale !== null || parkedCount > 0,
      run: () => void parkAtCheck(till),
    },
    {
      id: 'check.back',
      context,
      keys: ['Escape'],
      word: (w) => w.backToBasket,
      isEnabled: always,
      run: () => void leaveCount(till),
    },
  ];
}

/** The keys of the keypad, which go to the box of a note or coin, or to the sum. */
function typingActions(till: Till): Action[] {
  const context = 'count';
  const isSum = () => isBySum(till.store.getState());
  return [
    {
      id: 'count.type',
      context,
      keys: ['digit', '.', '00'],
      word: (w) => w.typeCounted,
      isEnabled: always,
      run: (key) => (isSum() ? typeKey(till, key) : changeSheet(till, (sheet) => typeDigit(sheet, key))),
      isRepeating: true,
    },
    {
      id: 'count.erase',
      context,
      keys: ['Backspace'],
      word: (w) => w.erase,
      isEnabled: always,
      run: () => (isSum() ? eraseKey(till) : changeSheet(till, eraseDigit)),
      isRepeating: true,
    },
    {
      id: 'count.clear',
      context,
      // Esc leaves, so clearing has its key on the screen only.
      keys: [],
      word: (w) => w.clear,
      isEnabled: always,
      run: () => (isSum() ? clearEntry(till) : changeSheet(till, clearBox)),
    },
  ];
}

/** Among the notes and coins. */
function noteActions(till: Till): Action[] {
  const context = 'count';
  const chosen = () => sheetOf(till.store.getState())?.row ?? 0;
  return [
    {
      id: 'count.more',
      context,
      keys: ['+'],
      word: (w) => w.oneMoreKey,
      isEnabled: isByNotes,
      run: () => addAt(till, chosen(), 1),
      isRepeating: true,
    },
    {
      id: 'count.less',
      context,
      keys: ['-', 'Delete'],
      word: (w) => w.oneLessKey,
      isEnabled: isByNotes,
      run: () => addAt(till, chosen(), -1),
      isRepeating: true,
    },
    {
      id: 'count.move',
      context,
      keys: ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown'],
      word: (w) => w.selectNote,
      isEnabled: isByNotes,
      run: (key) => changeSheet(till, (sheet) => moveTo(sheet, sheet.row + (moves[key] ?? 0))),
      isRepeating: true,
    },
  ];
}

function countActions(till: Till): Action[] {
  const context = 'count';
  return [
    {
      id: 'count.enter',
      context,
      keys: ['Enter'],
      word: (w) => w.nextNote,
      isEnabled: always,
      run: () => void enterCount(till),
    },
    {
      id: 'count.next',
      context,
      keys: ['F9'],
      word: (w) => w.nextVariance,
      isEnabled: always,
      run: () => void nextStep(till),
    },
    {
      id: 'count.sum',
      context,
      keys: ['F2'],
      word: (w) => w.typeSum,
      isEnabled: always,
      run: () => toggleSum(till),
    },
    {
      id: 'count.drawer',
      context,
      keys: ['F10'],
      word: (w) => w.openDrawer,
      isEnabled: (state) => may(state, 'drawer.noSale'),
      run: () => void openToCount(till),
    },
    {
      id: 'count.back',
      context,
      keys: ['Escape'],
      word: (w) => w.saveLater,
      isEnabled: always,
      run: () => void leaveCount(till),
    },
  ];
}

function reportActions(till: Till): Action[] {
  return [
    {
      id: 'counted.closeRegister',
      context: 'counted',
      keys: ['Enter', 'F9'],
      word: (w) => w.closeRegister,
      isEnabled: (state) => may(state, 'register.close'),
      run: () => void closeRegister(till),
    },
    {
      id: 'counted.lock',
      context: 'counted',
      keys: ['Escape'],
      word: (w) => w.lock,
      isEnabled: always,
      run: () => void lock(till),
    },
    {
      id: 'zReport.lock',
      context: 'zReport',
      keys: ['Enter', 'Escape'],
      word: (w) => w.lock,
      isEnabled: always,
      run: () => void lock(till),
    },
    {
      id: 'xReport.back',
      context: 'xReport',
      keys: ['Enter', 'Escape'],
      word: (w) => w.done,
      isEnabled: always,
      run: () => leaveReport(till),
    },
  ];
}
