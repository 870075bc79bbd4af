// What a quick key says about the sale on the counter: how much of its article is in it, and why it cannot be added now.
// Pure; counts pieces and weights and never money.
import type { Item } from '#contract/catalog.ts';
import type { QuickPageShown } from '#contract/counter.ts';
import { ONE } from '#contract/quantity.ts';
import type { TillState } from './model.ts';

/** The last tab, which is no page: every article by its category. No page can have this id. */
export const ALL_ARTICLES = '*';

/** The page that is open; null for all articles, which is also all there is where nobody made a page. */
export function openPageOf({ quickPages, quickPage }: TillState): QuickPageShown | null {
  if (quickPage === ALL_ARTICLES) return null;
  return quickPages.find(({ id }) => id === quickPage) ?? quickPages[0] ?? null;
}

/** How much of an article the sale holds, in thousandths; voided lines are out of it. */
export function countOf({ sale }: Pick<TillState, 'sale'>, sku: string): number {
  const lines = sale?.lines.filter((line) => line.sku === sku && !line.isVoided) ?? [];
  return lines.reduce((sum, line) => sum + line.quantity, 0);
}

/** `paidInto`: cash was taken, so nothing can be added. `wholeUnits`: half a piece was asked for. */
export type TileTrouble = 'paidInto' | 'wholeUnits';

export function troubleOf(
  { sale, entry }: Pick<TillState, 'sale' | 'entry'>,
  { unit }: Pick<Item, 'unit'>,
): TileTrouble | null {
  if (sale !== null && sale.sale.tenders.length > 0) return 'paidInto';
  const isBroken = entry.quantity !== null && entry.quantity % ONE !== 0;
  return isBroken && unit === 'each' ? 'wholeUnits' : null;
}
