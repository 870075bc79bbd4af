// The actions on lines of the basket: select, void, undo, repeat, price; and saying what an unknown scan was.
import { moveFound, typeToFind } from '#screen/verbs/articles.ts';
import { repeatLast, undoMeant, undoNewest, voidMeant } from '#screen/verbs/lines.ts';
import { askPrice } from '#screen/verbs/price.ts';
import { moveSelection, rowMeant } from '#screen/verbs/rows.ts';
import { addUnadded } from '#screen/verbs/scan.ts';
import { may } from '#screen/verbs/shift.ts';
import { createArticle, dropUnresolved, openNewArticle, resolveChosen } from '#screen/verbs/unresolved.ts';
import type { TillState } from '#screen/state/model.ts';
import type { Till } from '#screen/state/till.ts';
import { always } from './action.ts';
import type { Action } from './action.ts';

const hasRow = (state: TillState) => rowMeant(state) !== null;

/** How far PgUp and PgDn go: about what fits on the screen. */
const PAGE = 8;
const steps: Record<string, number> = { ArrowUp: -1, ArrowDown: 1, PageUp: -PAGE, PageDown: PAGE };

export function lineActions(till: Till): Action[] {
  const context = 'sell';
  return [
    {
      id: 'sell.void',
      context,
      keys: ['-', 'Delete'],
      word: (w) => w.voidLine,
      isEnabled: hasRow,
      run: () => void voidMeant(till),
      isHeld: true,
    },
    {
      id: 'sell.undo',
      context,
      keys: ['Ctrl+z'],
      word: (_, w) => w.counter.undo,
      isEnabled: (state) => state.sale !== null && undoMeant(state) !== null,
      run: () => void undoNewest(till),
    },
    {
      id: 'sell.price',
      context,
      keys: ['/'],
      word: (_, w) => w.counter.price,
      isEnabled: always,
      run: () => askPrice(till),
      isHeld: true,
    },
    {
      id: 'sell.repeat',
      context,
      keys: ['Insert'],
      word: (_, w) => w.counter.repeat,
      isEnabled: always,
      run: () => void repeatLast(till),
    },
    {
      id: 'sell.move',
      context,
      keys: ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown'],
      word: (w) => w.selectLine,
      isEnabled: hasRow,
      run: (key) => moveSelection(till, steps[key] ?? 0),
      isRepeating: true,
    },
    {
      id: 'tender.addScanned',
      context: 'tender',
      keys: ['Insert'],
      word: (_, w) => w.counter.addToBasket,
      isEnabled: ({ unadded, sale }) => unadded !== null && (sale?.sale.tenders.length ?? 0) === 0,
      run: () => addUnadded(till),
    },
    ...resolveActions(till),
    ...newArticleActions(till),
  ];
}

function resolveActions(till: Till): Action[] {
  const { store } = till;
  return [
    {
      id: 'resolve.type',
      context: 'resolve',
      keys: ['digit', 'letter', ' '],
      word: (w) => w.search,
      isEnabled: always,
      // Only until the field has the focus: a fast typist's second letter comes before it.
      run: (key) => typeToFind(till, key),
      isRepeating: true,
    },
    {
      id: 'resolve.move',
      context: 'resolve',
      keys: ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End'],
      word: (w) => w.selectArticle,
      isEnabled: always,
      run: (key) => moveFound(till, key),
      isRepeating: true,
    },
    {
      id: 'resolve.choose',
      context: 'resolve',
      keys: ['Enter'],
      word: (_, w) => w.counter.resolve,
      // What is found for the last letter may be on its way.
      isEnabled: ({ panel }) =>
        panel?.name === 'resolve' && (panel.items.length > 0 || panel.answered !== panel.text),
      run: () => void resolveChosen(till),
    },
    {
      id: 'resolve.create',
      context: 'resolve',
      keys: ['F3'],
      word: (_, w) => w.counter.create,
      isEnabled: (state) => may(state, 'catalog.edit'),
      run: () => void openNewArticle(till),
    },
    {
      id: 'resolve.drop',
      context: 'resolve',
      keys: ['F4'],
      word: (_, w) => w.counter.drop,
      isEnabled: always,
      run: () => {
        const { panel } = store.getState();
        if (panel?.name === 'resolve') void dropUnresolved(till, panel);
      },
    },
    {
      id: 'resolve.close',
      context: 'resolve',
      keys: ['Escape'],
      word: (w) => w.close,
      isEnabled: always,
      run: () => store.setState({ panel: null, notice: null }),
    },
  ];
}

function newArticleActions(till: Till): Action[] {
  return [
    {
      id: 'newArticle.use',
      context: 'newArticle',
      keys: ['Enter'],
      word: (_, w) => w.counter.createUse,
      isEnabled: always,
      run: () => void createArticle(till),
    },
    {
      id: 'newArticle.close',
      context: 'newArticle',
      keys: ['Escape'],
      word: (w) => w.close,
      isEnabled: always,
      run: () => till.store.setState({ panel: null, notice: null }),
    },
  ];
}
