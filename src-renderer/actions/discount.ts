// The actions of discounts and approvals.
import { approveWithPin, leaveApproval, mayApprove, moveApprover } from '#screen/verbs/approve.ts';
import {
  discountNow,
  discountPanel,
  formsOf,
  giveDiscount,
  giveFor,
  openDiscount,
  retypeDiscount,
  setDiscountForm,
  setDiscountTarget,
  switchDiscountForm,
  switchDiscountTarget,
  takeDiscountAmount,
  takeDiscountOff,
  takeSaleDiscountOff,
} from '#screen/verbs/discount.ts';
import { lineMeant } from '#screen/verbs/rows.ts';
import { typeReason } from '#screen/verbs/reason.ts';
import type { DiscountForm } from '#screen/state/counter-panels.ts';
import type { TillState } from '#screen/state/model.ts';
import type { Till } from '#screen/state/till.ts';
import { always } from './action.ts';
import type { Action } from './action.ts';
import { clearRow, closeRow, eraseRow, typeRow } from './typing.ts';

export function discountActions(till: Till): Action[] {
  return [...openActions(till), ...amountActions(till), ...whyActions(till), ...approvalActions(till)];
}

function openActions(till: Till): Action[] {
  return [
    {
      id: 'sell.discount',
      context: 'sell',
      keys: ['F4'],
      word: (_, w) => w.discount.discount,
      isEnabled: ({ sale }) => (sale?.sale.lineCount ?? 0) > 0,
      run: () => openDiscount(till),
      isInBar: true,
    },
    {
      id: 'sell.takeOff',
      context: 'sell',
      keys: [],
      word: (_, w) => w.discount.takeOff,
      isEnabled: ({ sale }) => sale !== null && sale.sale.orderDiscount !== null,
      run: () => void takeSaleDiscountOff(till),
    },
  ];
}

type Asking = 'discount' | 'discountAmount';
const words = { percent: 'percent', money: 'money', each: 'moneyEach' } as const;

/** Off what and how: the same keys wherever the discount is being said. */
function targetActions(till: Till, context: Asking): Action[] {
  const hasForm = (form: DiscountForm) => (state: TillState) => {
    const panel = discountPanel(state);
    return panel !== null && formsOf(panel).includes(form);
  };
  const forms = (['percent', 'money', 'each'] as const).map((form): Action => ({
    id: `${context}.${form}`,
    context,
    keys: [],
    word: (_, w) => w.discount[words[form]],
    isEnabled: hasForm(form),
    run: () => setDiscountForm(till, form),
  }));
  const target = (name: 'line' | 'sale'): Action => ({
    id: `${context}.${name}`,
    context,
    keys: [],
    word: (_, w) => (name === 'sale' ? w.discount.wholeSale : w.discount.thisLine),
    isEnabled: (state) => name === 'sale' || lineMeant(state) !== null,
    run: () => setDiscountTarget(till, name === 'sale'),
  });
  return [
    ...forms,
    target('line'),
    target('sale'),
    {
      id: `${context}.switchForm`,
      context,
      keys: ['F4'],
      word: (_, w) => w.discount.switchForm,
      isEnabled: always,
      run: () => switchDiscountForm(till),
    },
    {
      id: `${context}.switchTarget`,
      context,
      keys: ['ArrowUp', 'ArrowDown'],
      word: (_, w) => w.discount.switchTarget,
      isEnabled: (state) => lineMeant(state) !== null,
      run: () => switchDiscountTarget(till),
    },
    {
      id: `${context}.takeOff`,
      context,
      keys: ['Delete'],
      word: (_, w) => w.discount.takeOff,
      isEnabled: (state) => {
        const panel = discountPanel(state);
        return panel !== null && discountNow(state, panel) !== null;
      },
      run: () => void takeDiscountOff(till),
    },
    closeRow(till, context),
  ];
}

function amountActions(till: Till): Action[] {
  const context = 'discountAmount';
  return [
    typeRow(till, context, (_, w) => w.discount.howMuch),
    eraseRow(till, context),
    {
      id: 'discountAmount.next',
      context,
      keys: ['Enter'],
      word: (_, w) => w.discount.next,
      isEnabled: (state) => state.entry.text !== '',
      run: () => takeDiscountAmount(till),
    },
    ...targetActions(till, context),
  ];
}

/** A reason by its digit gives at once: that digit waits until it can be no part of a scan. */
function whyActions(till: Till): Action[] {
  const context = 'discount';
  const picks = [0, 1, 2, 3, 4].map((place): Action => ({
    id: `discount.reason${place}`,
    context,
    keys: [`${place + 1}`],
    word: (_, w) => w.counter.pickReason({ place: place + 1 }),
    isEnabled: always,
    run: () => giveFor(till, place),
    isHeld: true,
  }));
  return [
    ...picks,
    {
      id: 'discount.write',
      context,
      keys: ['letter'],
      word: (_, w) => w.counter.typeReason,
      isEnabled: always,
      // Only until the field has the focus.
      run: (key) => typeReason(till, key),
      isRepeating: true,
    },
    {
      id: 'discount.give',
      context,
      keys: ['Enter'],
      word: (_, w) => w.discount.give,
      isEnabled: always,
      run: () => void giveDiscount(till),
    },
    {
      id: 'discount.retype',
      context,
      keys: ['Backspace'],
      word: (_, w) => w.discount.change,
      isEnabled: always,
      run: () => retypeDiscount(till),
    },
    ...targetActions(till, context),
  ];
}

function approvalActions(till: Till): Action[] {
  const context = 'approval';
  return [
    typeRow(till, context, (w) => w.typePin, ['digit']),
    eraseRow(till, context),
    clearRow(till, context, []),
    {
      id: 'approval.move',
      context,
      keys: ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'],
      word: (w) => w.selectStaff,
      isEnabled: always,
      run: (key) => moveApprover(till, key === 'ArrowUp' || key === 'ArrowLeft' ? -1 : 1),
    },
    {
      id: 'approval.enter',
      context,
      keys: ['Enter'],
      word: (_, w) => w.discount.approve,
      isEnabled: mayApprove,
      run: () => void approveWithPin(till),
    },
    {
      id: 'approval.close',
      context,
      keys: ['Escape'],
      word: (w) => w.close,
      isEnabled: always,
      run: () => leaveApproval(till),
    },
  ];
}
