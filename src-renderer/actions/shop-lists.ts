// The actions of limits, customers, prices and trusted tills in the settings.
import {
  customersPanel,
  editCustomer,
  leaveCustomer,
  moveListed,
  openCustomerForm,
  saveCustomer,
} from '#screen/verbs/customers.ts';
import { leaveLimits, saveLimits } from '#screen/verbs/limits.ts';
import { enterPrices, leavePrices, movePriced, openPrices } from '#screen/verbs/price-list.ts';
import {
  endList,
  leaveListForm,
  listMeant,
  moveList,
  openListForm,
  removeList,
  saveList,
} from '#screen/verbs/price-lists.ts';
import { openShop } from '#screen/verbs/shop.ts';
import { moveTrusted, tillMeant, trustCard, withdrawTrust } from '#screen/verbs/trusted.ts';
import { may } from '#screen/verbs/shift.ts';
import type { Till } from '#screen/state/till.ts';
import { row, walking } from './action.ts';
import type { Action } from './action.ts';

type Word = Action['word'];
const save: Word = (_, all) => all.shop.save;
const back: Word = (_, all) => all.shop.back;

export function shopListActions(till: Till): Action[] {
  return [...limitActions(till), ...customerActions(till), ...priceActions(till), ...trustedActions(till)];
}

function limitActions(till: Till): Action[] {
  return [
    row(
      'limits.save',
      ['Enter', 'F9'],
      save,
      () => void saveLimits(till),
      (state) => may(state, 'limits.edit'),
    ),
    row('limits.back', ['Escape'], back, () => leaveLimits(till)),
  ];
}

function customerActions(till: Till): Action[] {
  return [
    {
      ...row(
        'customers.move',
        walking,
        (_, all) => all.customer.choose,
        (key) => moveListed(till, key),
      ),
      isRepeating: true,
    },
    row(
      'customers.edit',
      ['Enter'],
      (_, all) => all.promotion.edit,
      () => editCustomer(till),
      (state) => (customersPanel(state)?.found.length ?? 0) > 0,
    ),
    row(
      'customers.add',
      ['F2'],
      (_, all) => all.shop.newCustomer,
      () => openCustomerForm(till, null),
    ),
    row('customers.back', ['Escape'], back, () => openShop(till)),
    row('customerForm.save', ['Enter', 'F9'], save, () => void saveCustomer(till)),
    row('customerForm.back', ['Escape'], back, () => leaveCustomer(till)),
  ];
}

function priceActions(till: Till): Action[] {
  const hasList: Action['isEnabled'] = (state) => listMeant(state) !== null;
  return [
    {
      ...row(
        'priceLists.move',
        walking,
        (_, all) => all.shop.selectList,
        (key) => moveList(till, key),
      ),
      isRepeating: true,
    },
    row(
      'priceLists.open',
      ['Enter'],
      (_, all) => all.shop.openList,
      () => void openPrices(till),
      hasList,
    ),
    row(
      'priceLists.add',
      ['F2'],
      (_, all) => all.shop.newList,
      () => openListForm(till, null),
    ),
    row(
      'priceLists.edit',
      ['F3'],
      (_, all) => all.promotion.edit,
      () => openListForm(till, listMeant(till.store.getState())),
      hasList,
    ),
    row(
      'priceLists.end',
      ['F4'],
      (_, all) => all.shop.endList,
      () => void endList(till),
      hasList,
    ),
    row(
      'priceLists.remove',
      ['Delete'],
      (_, all) => all.shop.removeList,
      () => void removeList(till),
      hasList,
    ),
    row('priceLists.back', ['Escape'], back, () => openShop(till)),
    row('priceListForm.save', ['Enter', 'F9'], save, () => void saveList(till)),
    row('priceListForm.back', ['Escape'], back, () => leaveListForm(till)),
    row('priceList.enter', ['Enter', 'F9'], save, () => void enterPrices(till)),
    {
      ...row(
        'priceList.move',
        ['ArrowUp', 'ArrowDown'],
        (w) => w.selectArticle,
        (key) => movePriced(till, key),
      ),
      isRepeating: true,
    },
    row('priceList.back', ['Escape'], back, () => leavePrices(till)),
  ];
}

function trustedActions(till: Till): Action[] {
  return [
    {
      ...row(
        'trusted.move',
        walking,
        (_, all) => all.shop.selectTill,
        (key) => moveTrusted(till, key),
      ),
      isRepeating: true,
    },
    row(
      'trusted.add',
      ['Enter'],
      (_, all) => all.shop.trustTill,
      () => void trustCard(till),
    ),
    // The field of the card has the focus, where Delete is the field's.
    row(
      'trusted.withdraw',
      ['F4'],
      (_, all) => all.shop.withdrawTrust,
      () => void withdrawTrust(till),
      (state) => tillMeant(state) !== null,
    ),
    row('trusted.back', ['Escape'], back, () => openShop(till)),
  ];
}
