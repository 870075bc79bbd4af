// Finding articles by name or by shelf, for those who have no barcode or no scanner.
import type { Item } from '#contract/catalog.ts';
import { emptyEntry } from '#screen/entry.ts';
import type { Panel, TillState } from '#screen/state/model.ts';
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

/** The panels in which an article is found by what is typed. */
type Finding = Extract<Panel, { answered: string | null }>;

function findingOf({ panel }: Pick<TillState, 'panel'>): Finding | null {
  return panel !== null && 'answered' in panel ? panel : null;
}

function setFinding(till: Till, change: (panel: Finding) => Partial<Omit<Finding, 'name'>>): void {
  till.store.setState((state) => {
    const panel = findingOf(state);
    return panel === null ? {} : { panel: { ...panel, ...change(panel) } };
  });
}

/** Every letter asks, in whichever of the panels lies open. */
export async function searchFor(till: Till, text: string): Promise<void> {
  setFinding(till, () => ({ text }));
  const items = await findArticles(till, text);
  // A late answer to fewer letters says nothing about what is typed now.
  setFinding(till, (panel) =>
    items === null || panel.text !== text ? {} : { items, chosen: 0, answered: text },
  );
}

/** A letter that comes before the field has the focus. */
export function typeToFind(till: Till, key: string): void {
  const panel = findingOf(till.store.getState());
  if (panel !== null) void searchFor(till, panel.text + key);
}

export function moveFound(till: Till, key: string): void {
  setFinding(till, ({ chosen, items }) => ({ chosen: chosenAfter(key, chosen, items.length) }));
}

/**
 * The chosen article, or the one at `index`; null where there is none. Whoever types faster than the till answers means
 * the new answer.
 */
export async function articleMeant(till: Till, index?: number): Promise<Item | null> {
  const lateText = () => {
    const panel = findingOf(till.store.getState());
    return panel !== null && panel.answered !== panel.text ? panel.text : null;
  };
  const text = lateText();
  if (index === undefined && text !== null) await searchFor(till, text);
  const panel = findingOf(till.store.getState());
  if (panel === null || (index === undefined && lateText() !== null)) return null;
  return panel.items[index ?? panel.chosen] ?? null;
}

/** Adds the article that is meant. */
export async function addFound(till: Till, index?: number): Promise<void> {
  const item = await articleMeant(till, index);
  if (item === null) return;
  till.store.setState(({ entry }) => ({ panel: null, entry: { ...emptyEntry, quantity: entry.quantity } }));
  await addItem(till, item.sku);
}
