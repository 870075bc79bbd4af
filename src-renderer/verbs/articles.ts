// Finding articles by name or by shelf, for those who have no barcode or no scanner.
import type { Item } from '#contract/catalog.ts';
import { emptyEntry } from '#screen/entry.ts';
import type { Till } from '#screen/state/till.ts';
import { addItem } from './basket.ts';

export const SEARCH_LIMIT = 200;
const SHELF_LIMIT = 120;
/** How far PgUp and PgDn go: about what fits on the screen. */
const PAGE = 7;

export async function loadShelf(till: Till): Promise<void> {
  const found = await till.bridge.call('catalog.categories', {});
  if (!found.ok) return;
  const { categories } = found.result;
  till.store.setState(({ shelf }) => ({ shelf: { ...shelf, categories } }));
}

/** Opens a category, or with null shows all of them again. */
export async function pickCategory(till: Till, category: string | null): Promise<void> {
  till.store.setState(({ shelf }) => ({ shelf: { ...shelf, category, items: [] } }));
  if (category === null) return;
  const found = await till.bridge.call('catalog.search', { text: '', category, limit: SHELF_LIMIT });
  till.store.setState(({ shelf }) =>
    found.ok && shelf.category === category ? { shelf: { ...shelf, items: found.result.items } } : {},
  );
}

/** The articles that a text finds; null where the till did not say. */
export async function findArticles(till: Till, text: string): Promise<Item[] | null> {
  const found = await till.bridge.call('catalog.search', { text, category: null, limit: SEARCH_LIMIT });
  return found.ok ? found.result.items : null;
}

/** The index that a key chooses among `count` rows: ↑ ↓ one, PgUp PgDn a page, Home and End the ends. */
export function chosenAfter(key: string, chosen: number, count: number): number {
  const step: Record<string, number> = {
    ArrowUp: chosen - 1,
    ArrowDown: chosen + 1,
    PageUp: chosen - PAGE,
    PageDown: chosen + PAGE,
    Home: 0,
    End: count - 1,
  };
  return Math.max(0, Math.min(count - 1, step[key] ?? chosen));
}

/** F2, or the first letter typed at the counter. */
export function openSearch(till: Till, text: string): void {
  till.store.setState({
    panel: { name: 'search', text, items: [], chosen: 0, answered: null },
    meaning: null,
  });
  void searchFor(till, text);
}

export async function searchFor(till: Till, text: string): Promise<void> {
  const { store } = till;
  store.setState(({ panel }) => (panel?.name === 'search' ? { panel: { ...panel, text } } : {}));
  const items = await findArticles(till, text);
  store.setState(({ panel }) => {
    // A late answer to fewer letters says nothing about what is typed now.
    if (items === null || panel?.name !== 'search' || panel.text !== text) return {};
    return { panel: { ...panel, items, chosen: 0, answered: text } };
  });
}

export function moveFound(till: Till, key: string): void {
  till.store.setState(({ panel }) => {
    if (panel?.name !== 'search') return {};
    return { panel: { ...panel, chosen: chosenAfter(key, panel.chosen, panel.items.length) } };
  });
}

/** Adds the chosen article, or the one at `index`. Whoever types faster than the till answers means the new answer. */
export async function addFound(till: Till, index?: number): Promise<void> {
  const isLate = () => {
    const { panel } = till.store.getState();
    return panel?.name === 'search' && panel.answered !== panel.text ? panel.text : null;
  };
  const text = isLate();
  if (index === undefined && text !== null) await searchFor(till, text);
  const { panel } = till.store.getState();
  if (panel?.name !== 'search' || (index === undefined && isLate() !== null)) return;
  const item = panel.items[index ?? panel.chosen];
  if (item === undefined) return;
  till.store.setState(({ entry }) => ({ panel: null, entry: { ...emptyEntry, quantity: entry.quantity } }));
  await addItem(till, item.sku);
}
