// The actions of what the counter asks back: a weight, a price and its reason, a price check, the drawer.
import { giveWeight } from '#screen/verbs/basket.ts';
import { askAmount, askNoSale, moveCash, takeAmount } from '#screen/verbs/drawer.ts';
import { enterPriceCheck, givePrice } from '#screen/verbs/price.ts';
import { openWhy, showWholeSale } from '#screen/verbs/why.ts';
import { pickReason, typeReason } from '#screen/verbs/reason.ts';
import { may, openDrawer, printX } from '#screen/verbs/shift.ts';
import type { CashMove } from '#contract/shift.ts';
import type { Context } from '#screen/state/screen.ts';
import type { Till } from '#screen/state/till.ts';
import { always } from './action.ts';
import type { Action } from './action.ts';
import { closeRow, eraseRow, typeRow } from './typing.ts';

export function counterActions(till: Till): Action[] {
  return [
    ...weightActions(till),
    ...priceCheckActions(till),
    ...whyActions(till),
    ...reasonActions(
      till,
      'price',
      (_, w) => w.counter.changePrice,
      () => void givePrice(till),
    ),
    ...drawerActions(till),
    ...reasonActions(
      till,
      'noSale',
      (w) => w.openDrawer,
      () => void openDrawer(till),
    ),
    ...amountActions(till),
    ...reasonActions(
      till,
      'cashReason',
      (_, w) => w.counter.confirm,
      () => void moveCash(till),
    ),
  ];
}

/** Typing a figure in a panel. */
function typing(till: Till, context: Context, word: Action['word']): Action[] {
  return [typeRow(till, context, word), eraseRow(till, context), closeRow(till, context)];
}

function weightActions(till: Till): Action[] {
  return [
    ...typing(till, 'weight', (w) => w.weight),
    {
      id: 'weight.enter',
      context: 'weight',
      keys: ['Enter'],
      word: (w) => w.add,
      isEnabled: (state) => state.entry.text !== '',
      run: () => void giveWeight(till),
    },
  ];
}

function priceCheckActions(till: Till): Action[] {
  return [
    ...typing(till, 'priceCheck', (w) => w.typeCode),
    {
      id: 'priceCheck.enter',
      context: 'priceCheck',
      keys: ['Enter'],
      word: (_, w) => w.counter.priceCheckAdd,
      isEnabled: ({ panel, entry }) =>
        panel?.name === 'priceCheck' && (entry.text !== '' || panel.item !== null),
      run: () => void enterPriceCheck(till),
    },
  ];
}

function whyActions(till: Till): Action[] {
  const opens = (context: Context, id: string): Action => ({
    id,
    context,
    keys: ['='],
    word: (_, w) => w.why.open,
    isEnabled: ({ sale }) =>
      sale !== null && (sale.returns.length > 0 || sale.lines.some(({ isVoided }) => !isVoided)),
    run: () => void openWhy(till),
  });
  return [
    opens('sell', 'sell.why'),
    opens('tender', 'tender.why'),
    {
      id: 'why.sale',
      context: 'why',
      keys: ['=', 'Enter'],
      word: (_, w) => w.why.showSale,
      isEnabled: ({ panel }) => panel?.name === 'why' && panel.lineId !== null,
      run: () => showWholeSale(till),
    },
    closeRow(till, 'why'),
  ];
}

function amountActions(till: Till): Action[] {
  return [
    ...typing(till, 'cashAmount', (_, w) => w.counter.amount),
    {
      id: 'cashAmount.next',
      context: 'cashAmount',
      keys: ['Enter'],
      word: (_, w) => w.counter.next,
      isEnabled: always,
      run: () => takeAmount(till),
    },
  ];
}

type Asking = 'price' | 'noSale' | 'cashReason';

/** Three reasons by their digits, one's own by its letters, Enter goes on with it. */
function reasonActions(till: Till, context: Asking, word: Action['word'], commit: () => void): Action[] {
  const picks = [0, 1, 2].map((place): Action => ({
    id: `${context}.reason${place}`,
    context,
    keys: [`${place + 1}`],
    word: (_, w) => w.counter.pickReason({ place: place + 1 }),
    isEnabled: always,
    run: () => pickReason(till, place),
  }));
  return [
    ...picks,
    {
      id: `${context}.write`,
      context,
      keys: ['letter'],
      word: (_, w) => w.counter.typeReason,
      isEnabled: always,
      // Only until the field has the focus.
      run: (key) => typeReason(till, key),
      isRepeating: true,
    },
    {
      id: context === 'noSale' ? 'noSale.open' : `${context}.give`,
      context,
      keys: ['Enter'],
      word,
      isEnabled: always,
      run: commit,
    },
    closeRow(till, context),
  ];
}

function drawerActions(till: Till): Action[] {
  const context = 'drawer';
  const move = (key: string, name: CashMove): Action => ({
    id: `drawer.${name}`,
    context,
    keys: [key],
    word: (_, w) => w.counter[name],
    isEnabled: (state) => may(state, 'cash.move'),
    run: () => askAmount(till, name),
    isHeld: true,
  });
  return [
    {
      id: 'drawer.noSale',
      context,
      keys: ['1'],
      word: (w) => w.noSale,
      isEnabled: (state) => may(state, 'drawer.noSale'),
      run: () => askNoSale(till),
      isHeld: true,
    },
    move('2', 'paidIn'),
    move('3', 'paidOut'),
    move('4', 'safeDrop'),
    {
      id: 'drawer.xReport',
      context,
      keys: ['5'],
      word: (w) => w.xReport,
      isEnabled: (state) => may(state, 'report.x'),
      run: () => void printX(till),
      isHeld: true,
    },
    closeRow(till, context),
  ];
}
