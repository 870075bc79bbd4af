// Finding articles by name or by shelf, for those who have no barcode or no scanner.
import { emptyEntry } from '#screen/entry.ts';
import type { Till } from '#screen/state/till.ts';
import { addItem } from './basket.ts';

export const SEARCH_LIMIT = 50;
const SHELF_LIMIT = 120;

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

/** F2, or the first letter typed at the counter. */
export function openSearch(till: Till, text: string): void {
  till.store.setState({ panel: { name: 'search', text, items: [], chosen: 0 }, meaning: null });
  void searchFor(till, text);
}

export async function searchFor(till: Till, text: string): Promise<void> {
  const { bridge, store } = till;
  store.setState(({ panel }) => (panel?.name === 'search' ? { panel: { ...panel, text } } : {}));
  const found = await bridge.call('catalog.search', { text, category: null, limit: SEARCH_LIMIT });
  store.setState(({ panel }) => {
    if (!found.ok || panel?.name !== 'search' || panel.text !== text) return {};
    return { panel: { ...panel, items: found.result.items, chosen: 0 } };
  });
}

export function moveFound(till: Till, by: 1 | -1): void {
  till.store.setState(({ panel }) => {
    if (panel?.name !== 'search') return {};
    const chosen = Math.max(0, Math.min(panel.items.length - 1, panel.chosen + by));
    return { panel: { ...panel, chosen } };
  });
}

export async function addFound(till: Till, index?: number): Promise<void> {
  const { panel } = till.store.getState();
  if (panel?.name !== 'search') return;
  const item = panel.items[index ?? panel.chosen];
  if (item === undefined) return;
  till.store.setState(({ entry }) => ({ panel: null, entry: { ...emptyEntry, quantity: entry.quantity } }));
  await addItem(till, item.sku);
}
