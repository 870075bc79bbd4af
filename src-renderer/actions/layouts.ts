// The actions of the shop's own barcodes in the settings: their layouts, and the form of one.
import {
  enterLayouts,
  layoutMeant,
  leaveLayoutForm,
  moveLayoutChoice,
  openLayoutForm,
  openLayouts,
  saveLayout,
  shiftLayout,
  switchLayout,
  tryLabel,
} from '#screen/verbs/layouts.ts';
import { openShop } from '#screen/verbs/shop.ts';
import type { Till } from '#screen/state/till.ts';
import { row, walking } from './action.ts';
import type { Action } from './action.ts';

type Word = Action['word'];
const back: Word = (_, all) => all.shop.back;

const isUsed: Action['isEnabled'] = (state) => (layoutMeant(state)?.place ?? null) !== null;
const hasOne: Action['isEnabled'] = (state) => layoutMeant(state) !== null;

export function layoutActions(till: Till): Action[] {
  return [
    {
      ...row(
        'shop.layouts',
        ['6'],
        (_, all) => all.layouts.layouts,
        () => void openLayouts(till),
      ),
      isHeld: true,
    },
    ...listActions(till),
    row(
      'layoutForm.save',
      ['Enter', 'F9'],
      (_, all) => all.shop.save,
      () => void saveLayout(till),
    ),
    row(
      'layoutForm.try',
      ['F5'],
      (_, all) => all.layouts.tryIt,
      () => void tryLabel(till),
    ),
    row('layoutForm.back', ['Escape'], back, () => leaveLayoutForm(till)),
  ];
}

function listActions(till: Till): Action[] {
  return [
    {
      ...row(
        'layouts.move',
        walking,
        (_, all) => all.layouts.select,
        (key) => moveLayoutChoice(till, key),
      ),
      isRepeating: true,
    },
    row(
      'layouts.enter',
      ['Enter'],
      (_, all) => all.promotion.edit,
      () => enterLayouts(till),
      hasOne,
    ),
    row(
      'layouts.add',
      ['F2'],
      (_, all) => all.layouts.add,
      () => openLayoutForm(till, null),
    ),
    row(
      'layouts.switch',
      ['F4'],
      (_, all) => all.layouts.switchOnOff,
      () => void switchLayout(till),
      hasOne,
    ),
    row(
      'layouts.up',
      ['F6'],
      (_, all) => all.layouts.up,
      () => void shiftLayout(till, -1),
      isUsed,
    ),
    row(
      'layouts.down',
      ['F7'],
      (_, all) => all.layouts.down,
      () => void shiftLayout(till, 1),
      isUsed,
    ),
    row('layouts.back', ['Escape'], back, () => openShop(till)),
  ];
}
