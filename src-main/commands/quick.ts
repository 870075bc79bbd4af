// Pages of quick keys: showing and replacing them.
import type { QuickPage } from '#contract/counter.ts';
import { refuse } from '#contract/refusal.ts';
import { findBySku } from '#store/catalog.ts';
import { listQuickPages, replaceQuickPages } from '#store/quick.ts';
import type { Handler, WriteContext } from './context.ts';

export const list: Handler<'quick.list'> = (context) => ({ pages: listQuickPages(context.db) });

function assertPages({ db }: WriteContext, pages: readonly QuickPage[]): void {
  const ids = pages.map(({ id }) => id);
  const twice = ids.find((id, i) => ids.indexOf(id) < i);
  if (twice !== undefined) refuse('quick.pageTwice', { id: twice });
  const unknown = pages.flatMap(({ keys }) => keys).find(({ sku }) => findBySku(db, sku) === null);
  if (unknown !== undefined) refuse('catalog.unknownItem', { sku: unknown.sku });
}

export const put: Handler<'quick.put'> = (context, args) => {
  assertPages(context, args.pages);
  replaceQuickPages(context.db, args.pages);
  const pages = listQuickPages(context.db);
  context.announce({ event: 'quick.changed', payload: { pages } });
  return { pages };
};
