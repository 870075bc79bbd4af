// The actions of the shop's data in the settings: its menu and the promotions.
import { openCustomers } from '#screen/verbs/customers.ts';
import { openLimits } from '#screen/verbs/limits.ts';
import { openPriceLists } from '#screen/verbs/price-lists.ts';
import { openTrusted } from '#screen/verbs/trusted.ts';
import { openSettings } from '#screen/verbs/settings.ts';
import { openShop } from '#screen/verbs/shop.ts';
import { movePromotion, openPromotions, promotionMeant, switchPromotion } from '#screen/verbs/promotions.ts';
import {
  addPart,
  addStep,
  enterForm,
  formPanel,
  leaveForm,
  moveGoods,
  openNewPromotion,
  openPromotion,
  removePart,
  savePromotion,
  setDays,
} from '#screen/verbs/promotion-form.ts';
import type { Till } from '#screen/state/till.ts';
import { always } from './action.ts';
import type { Action } from './action.ts';

export function shopActions(till: Till): Action[] {
  return [...menuActions(till), ...listActions(till), ...formActions(till)];
}

function menuActions(till: Till): Action[] {
  const entry = (name: string, key: string, word: Action['word'], run: () => void): Action => ({
    id: `shop.${name}`,
    context: 'shop',
    keys: [key],
    word,
    isEnabled: always,
    run,
    isHeld: true,
  });
  return [
    {
      id: 'settings.shop',
      context: 'settings',
      keys: ['F2'],
      word: (_, all) => all.shop.shop,
      isEnabled: always,
      run: () => openShop(till),
    },
    entry(
      'promotions',
      '1',
      (_, all) => all.promotion.promotions,
      () => void openPromotions(till),
    ),
    entry(
      'prices',
      '2',
      (_, all) => all.shop.prices,
      () => void openPriceLists(till),
    ),
    entry(
      'customers',
      '3',
      (_, all) => all.shop.customers,
      () => void openCustomers(till),
    ),
    entry(
      'limits',
      '4',
      (_, all) => all.shop.limits,
      () => openLimits(till),
    ),
    entry(
      'trusted',
      '5',
      (_, all) => all.shop.trusted,
      () => void openTrusted(till),
    ),
    {
      id: 'shop.back',
      context: 'shop',
      keys: ['Escape'],
      word: (_, all) => all.shop.back,
      isEnabled: always,
      run: () => openSettings(till),
    },
  ];
}

function listActions(till: Till): Action[] {
  const context = 'promotions';
  return [
    {
      id: 'promotions.move',
      context,
      keys: ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End'],
      word: (_, all) => all.promotion.select,
      isEnabled: always,
      run: (key) => movePromotion(till, key),
      isRepeating: true,
    },
    {
      id: 'promotions.edit',
      context,
      keys: ['Enter'],
      word: (_, all) => all.promotion.edit,
      isEnabled: (state) => promotionMeant(state) !== null,
      run: () => openPromotion(till),
    },
    {
      id: 'promotions.add',
      context,
      keys: ['F2'],
      word: (_, all) => all.promotion.add,
      isEnabled: always,
      run: () => openNewPromotion(till),
    },
    {
      id: 'promotions.switch',
      context,
      keys: ['F4'],
      word: (_, all) => all.promotion.switchOnOff,
      isEnabled: (state) => promotionMeant(state) !== null,
      run: () => void switchPromotion(till),
    },
    {
      id: 'promotions.back',
      context,
      keys: ['Escape'],
      word: (_, all) => all.shop.back,
      isEnabled: always,
      run: () => openShop(till),
    },
  ];
}

function formActions(till: Till): Action[] {
  const context = 'promotion';
  const days = (which: 'today' | 'weekend' | 'week' | 'endless', key: string): Action => ({
    id: `promotion.${which}`,
    context,
    keys: [key],
    word: (_, all) => all.promotion[which],
    isEnabled: (state) => which === 'endless' || (formPanel(state)?.today ?? null) !== null,
    run: () => setDays(till, which),
  });
  const button = (name: string, word: Action['word'], run: () => void): Action => ({
    id: `promotion.${name}`,
    context,
    keys: [],
    word,
    isEnabled: always,
    run,
  });
  return [
    {
      id: 'promotion.enter',
      context,
      keys: ['Enter'],
      word: (_, all) => all.promotion.save,
      isEnabled: always,
      // Where goods are looked for it takes what was found.
      run: () => void enterForm(till),
    },
    {
      id: 'promotion.save',
      context,
      keys: ['F9'],
      word: (_, all) => all.promotion.save,
      isEnabled: always,
      run: () => void savePromotion(till),
    },
    {
      id: 'promotion.move',
      context,
      keys: ['ArrowUp', 'ArrowDown'],
      word: (w) => w.selectArticle,
      isEnabled: always,
      run: (key) => moveGoods(till, key),
      isRepeating: true,
    },
    days('today', 'F5'),
    days('weekend', 'F6'),
    days('week', 'F7'),
    days('endless', 'F8'),
    button(
      'addPart',
      (_, all) => all.promotion.addPart,
      () => addPart(till),
    ),
    button(
      'removePart',
      (_, all) => all.promotion.removePart,
      () => removePart(till),
    ),
    button(
      'addStep',
      (_, all) => all.promotion.addStep,
      () => addStep(till),
    ),
    {
      id: 'promotion.back',
      context,
      keys: ['Escape'],
      word: (_, all) => all.promotion.back,
      isEnabled: always,
      run: () => leaveForm(till),
    },
  ];
}
