// The actions of bringing goods back: asking for the receipt, marking its lines, and an article without a receipt.
import { clearEntry } from '#screen/verbs/entry.ts';
import { enterReturns } from '#screen/verbs/return-add.ts';
import type { Onward } from '#screen/verbs/return-add.ts';
import {
  enterArticle,
  giveQuantity,
  givePriceBack,
  openReturnArticle,
} from '#screen/verbs/return-article.ts';
import {
  chooseLine,
  findTyped,
  giveReason,
  markAll,
  markOne,
  markTyped,
  openReturn,
} from '#screen/verbs/returns.ts';
import { may } from '#screen/verbs/shift.ts';
import { returnReasons } from '#screen/state/returns.ts';
import type { Context } from '#screen/state/screen.ts';
import type { Till } from '#screen/state/till.ts';
import { always } from './action.ts';
import type { Action } from './action.ts';
import { closeRow, eraseRow, typeRow } from './typing.ts';

/** The digits count what comes back, so the reasons have keys of their own. */
const REASON_KEYS = ['F2', 'F3', 'F4', 'F5', 'F6', 'F7'] as const;

export function returnActions(till: Till): Action[] {
  return [...findActions(till), ...lineActions(till), ...articleActions(till)];
}

/** Esc takes back what is typed first, then leaves. */
function leaveRow(till: Till, context: Context): Action {
  const row = closeRow(till, context);
  return {
    ...row,
    run: (key) => (till.store.getState().entry.text === '' ? row.run(key) : clearEntry(till)),
  };
}

function findActions(till: Till): Action[] {
  const context = 'returnFind';
  return [
    {
      id: 'sell.return',
      context: 'sell',
      keys: ['F7'],
      word: (_, w) => w.returns.open,
      isEnabled: (state) => may(state, 'sale.refund'),
      run: () => openReturn(till),
      isInBar: true,
    },
    typeRow(till, context, (_, w) => w.returns.typeNumber, ['digit', 'letter', '-', '00']),
    eraseRow(till, context),
    {
      id: 'returnFind.find',
      context,
      keys: ['Enter'],
      word: (_, w) => w.returns.find,
      isEnabled: always,
      run: () => void findTyped(till),
    },
    {
      id: 'returnFind.without',
      context,
      keys: ['F7'],
      word: (_, w) => w.returns.without,
      isEnabled: always,
      run: () => openReturnArticle(till),
    },
    leaveRow(till, context),
  ];
}

function reasonActions(till: Till, context: 'return' | 'returnArticle'): Action[] {
  return returnReasons.map((reason, place): Action => {
    const key = REASON_KEYS[place];
    return {
      id: `${context}.reason${place}`,
      context,
      keys: key === undefined ? [] : [key],
      word: (_, w) => w.receipt.returnReason[reason],
      isEnabled: always,
      run: () => giveReason(till, reason),
    };
  });
}

function onwardActions(context: 'return' | 'returnArticle', go: (onward: Onward) => Promise<void>): Action[] {
  return [
    {
      id: `${context}.add`,
      context,
      keys: ['Enter'],
      word: (_, w) => w.returns.add,
      isEnabled: always,
      run: () => void go('stay'),
    },
    {
      id: `${context}.refund`,
      context,
      keys: ['F9', '+'],
      word: (_, w) => w.returns.refund,
      isEnabled: always,
      run: () => void go('pay'),
      isHeld: true,
    },
  ];
}

function lineActions(till: Till): Action[] {
  const context = 'return';
  return [
    typeRow(till, context, (_, w) => w.returns.typeQuantity),
    eraseRow(till, context),
    {
      id: 'return.move',
      context,
      keys: ['ArrowUp', 'ArrowDown'],
      word: (w) => w.selectLine,
      isEnabled: always,
      run: (key) => chooseLine(till, key === 'ArrowUp' ? -1 : 1),
      isRepeating: true,
    },
    {
      id: 'return.one',
      context,
      keys: [' '],
      word: (_, w) => w.returns.oneMore,
      isEnabled: always,
      run: () => markOne(till, 1),
      isHeld: true,
    },
    {
      id: 'return.less',
      context,
      keys: ['-', 'Delete'],
      word: (_, w) => w.returns.oneLess,
      isEnabled: always,
      run: () => markOne(till, -1),
      isHeld: true,
    },
    {
      id: 'return.quantity',
      context,
      keys: ['*'],
      word: (_, w) => w.returns.quantity,
      isEnabled: always,
      run: () => markTyped(till),
      isHeld: true,
    },
    {
      id: 'return.all',
      context,
      keys: ['F8'],
      word: (_, w) => w.returns.everything,
      isEnabled: always,
      run: () => markAll(till),
    },
    ...reasonActions(till, context),
    ...onwardActions(context, (onward) => enterReturns(till, onward)),
    leaveRow(till, context),
  ];
}

function articleActions(till: Till): Action[] {
  const context = 'returnArticle';
  return [
    typeRow(till, context, (w) => w.typeCode),
    eraseRow(till, context),
    {
      id: 'returnArticle.quantity',
      context,
      keys: ['*'],
      word: (w) => w.quantity,
      isEnabled: always,
      run: () => giveQuantity(till),
      isHeld: true,
    },
    {
      id: 'returnArticle.price',
      context,
      keys: ['/'],
      word: (_, w) => w.counter.price,
      isEnabled: always,
      run: () => givePriceBack(till),
      isHeld: true,
    },
    ...reasonActions(till, context),
    ...onwardActions(context, (onward) => enterArticle(till, onward)),
    leaveRow(till, context),
  ];
}
