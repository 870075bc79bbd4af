// The actions while money changes hands: tender, change, and the list of parked sales.
import { isAskedWhetherPrinted, sayPrinted } from '#screen/verbs/printed.ts';
import { nextSale, backToBasket, removeTender, takeCash, takeQuickCash } from '#screen/verbs/tender.ts';
import { reprint } from '#screen/verbs/papers.ts';
import { clearEntry, typeKey } from '#screen/verbs/entry.ts';
import { moveParked, recallChosen } from '#screen/verbs/parked.ts';
import type { TillState } from '#screen/state/model.ts';
import type { Till } from '#screen/state/till.ts';
import { always } from './action.ts';
import type { Action } from './action.ts';
import { clearRow, eraseRow, typeRow } from './typing.ts';

/** How many notes are offered; the first three have a key. */
const QUICK_KEYS = ['F2', 'F3', 'F4', ''] as const;

const hasQuick = (index: number) => (state: TillState) =>
  state.place.name === 'tender' && state.place.options?.quickCash[index] !== undefined;

export function payingActions(till: Till): Action[] {
  return [...tenderActions(till), ...changeActions(till), ...parkedActions(till)];
}

function tenderActions(till: Till): Action[] {
  const context = 'tender';
  const quick = QUICK_KEYS.map((key, index): Action => ({
    id: `tender.quick${index}`,
    context,
    keys: key === '' ? [] : [key],
    word: (w) => w.quickCash({ place: index + 1 }),
    isEnabled: hasQuick(index),
    run: () => void takeQuickCash(till, index),
  }));
  return [
    typeRow(till, context, (w) => w.typeReceived),
    {
      id: 'tender.commit',
      context,
      keys: ['Enter', '+', 'F9'],
      word: (w) => w.takeCash,
      isEnabled: always,
      run: () => void takeCash(till),
      isHeld: true,
    },
    ...quick,
    {
      id: 'tender.cash',
      context,
      keys: ['F5'],
      word: (_, all) => all.receipt.cash,
      isEnabled: always,
      // Cash is chosen already, since there is nothing else: what is typed stays as it is.
      run: () => till.store.setState({ notice: null }),
    },
    eraseRow(till, context),
    clearRow(till, context, []),
    {
      id: 'tender.remove',
      context,
      keys: ['-', 'Delete'],
      word: (w) => w.giveBack,
      isEnabled: ({ sale }) => (sale?.sale.tenders.length ?? 0) + (sale?.sale.refunds.length ?? 0) > 0,
      run: () => void removeTender(till),
      isHeld: true,
    },
    {
      id: 'tender.back',
      context,
      keys: ['Escape'],
      word: (w) => w.backToBasket,
      isEnabled: always,
      run: () => (till.store.getState().entry.text === '' ? backToBasket(till) : clearEntry(till)),
    },
  ];
}

function changeActions(till: Till): Action[] {
  return [
    {
      id: 'change.next',
      context: 'change',
      keys: ['Enter', 'Escape', '+', 'F9'],
      word: (w) => w.nextSale,
      isEnabled: always,
      run: () => nextSale(till),
    },
    {
      id: 'change.type',
      context: 'change',
      keys: ['digit'],
      word: (w) => w.nextSale,
      isEnabled: always,
      // The first digit of the next sale is not lost.
      run: (key) => {
        nextSale(till);
        typeKey(till, key);
      },
    },
    {
      id: 'change.reprint',
      context: 'change',
      keys: ['F11'],
      word: (w) => w.reprint,
      isEnabled: always,
      run: () => void reprint(till, null),
    },
    {
      id: 'change.printed',
      context: 'change',
      keys: ['F4'],
      word: (w) => w.itPrinted,
      isEnabled: isAskedWhetherPrinted,
      run: () => void sayPrinted(till),
    },
  ];
}

function parkedActions(till: Till): Action[] {
  return [
    {
      id: 'parked.move',
      context: 'parked',
      keys: ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'],
      word: (w) => w.selectParked,
      isEnabled: ({ place }) => place.name === 'parked' && place.parked.length > 0,
      run: (key) => moveParked(till, key === 'ArrowUp' || key === 'ArrowLeft' ? -1 : 1),
      isRepeating: true,
    },
    {
      id: 'parked.recall',
      context: 'parked',
      keys: ['Enter'],
      word: (w) => w.recall,
      isEnabled: ({ place }) => place.name === 'parked' && place.parked.length > 0,
      run: () => void recallChosen(till),
    },
    {
      id: 'parked.back',
      context: 'parked',
      keys: ['Escape', 'F6'],
      word: (w) => w.backToBasket,
      isEnabled: always,
      run: () => backToBasket(till),
    },
  ];
}
