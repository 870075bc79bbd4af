// The pages of quick keys while a manager arranges them: a copy that is edited freely and saved whole. Pure; what is on
// the counter changes only when the till has taken the copy.
import type { Item } from '#contract/catalog.ts';
import type { QuickPage, QuickPageShown, TileColour } from '#contract/counter.ts';
import type { Names } from '#contract/text.ts';

/** What a page and the counter may hold (contract/counter.ts). */
export const MAX_KEYS = 24;
export const MAX_PAGES = 12;

export interface Arranging {
  pages: QuickPageShown[];
  /** The page that is open; null while there is none. */
  page: string | null;
  /** The stock code of the key that the buttons mean. */
  chosen: string | null;
  isChanged: boolean;
}

export function arrangingOf(pages: readonly QuickPageShown[], page: string | null): Arranging {
  const open = pages.find((one) => one.id === page) ?? pages[0];
  return { pages: [...pages], page: open?.id ?? null, chosen: null, isChanged: false };
}

export function pageOf({ pages, page }: Pick<Arranging, 'pages' | 'page'>): QuickPageShown | null {
  return pages.find((one) => one.id === page) ?? null;
}

/** The list with the entry at `from` put to `to`; out of the list it stays where it is. */
function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = [...list];
  if (from < 0 || to < 0 || to >= list.length) return rest;
  return rest.toSpliced(to, 0, ...rest.splice(from, 1));
}

function withPage(
  arranging: Arranging,
  change: (page: QuickPageShown) => QuickPageShown,
  chosen = arranging.chosen,
): Arranging {
  const pages = arranging.pages.map((page) => (page.id === arranging.page ? change(page) : page));
  return { ...arranging, pages, chosen, isChanged: true };
}

/** Another page at the end, open and without a name. */
export function addPage(arranging: Arranging): Arranging {
  const { pages } = arranging;
  if (pages.length >= MAX_PAGES) return arranging;
  const taken = new Set(pages.map(({ id }) => id));
  let number = pages.length + 1;
  while (taken.has(`page-${number}`)) number += 1;
  const id = `page-${number}`;
  const page = { id, names: { en: '', zh: '' }, keys: [] };
  return { pages: [...pages, page], page: id, chosen: null, isChanged: true };
}

export function renamePage(arranging: Arranging, language: keyof Names, name: string): Arranging {
  return withPage(arranging, (page) => ({ ...page, names: { ...page.names, [language]: name } }));
}

export function movePage(arranging: Arranging, by: 1 | -1): Arranging {
  const at = arranging.pages.findIndex(({ id }) => id === arranging.page);
  return { ...arranging, pages: moved(arranging.pages, at, at + by), isChanged: true };
}

/** Without the open page; its neighbour is open then. */
export function deletePage(arranging: Arranging): Arranging {
  const at = arranging.pages.findIndex(({ id }) => id === arranging.page);
  const pages = arranging.pages.filter(({ id }) => id !== arranging.page);
  return { pages, page: (pages[at] ?? pages.at(-1))?.id ?? null, chosen: null, isChanged: true };
}

export function openPage(arranging: Arranging, page: string): Arranging {
  return { ...arranging, page, chosen: null };
}

export function chooseKey(arranging: Arranging, sku: string | null): Arranging {
  return { ...arranging, chosen: sku };
}

/** The key `by` places further on, or the last there is that way; the first where none was chosen. */
export function chooseNext(arranging: Arranging, by: number): Arranging {
  const keys = pageOf(arranging)?.keys ?? [];
  const at = keys.findIndex(({ item }) => item.sku === arranging.chosen);
  const next = at === -1 ? 0 : Math.max(0, Math.min(keys.length - 1, at + by));
  return chooseKey(arranging, keys[next]?.item.sku ?? null);
}

/** The article behind the last key of the open page, in the colour of the key before it. */
export function addKey(arranging: Arranging, item: Item): Arranging {
  return withPage(
    arranging,
    (page) => ({ ...page, keys: [...page.keys, { item, colour: page.keys.at(-1)?.colour ?? 'blue' }] }),
    item.sku,
  );
}

export function removeKey(arranging: Arranging): Arranging {
  const keys = pageOf(arranging)?.keys ?? [];
  const at = keys.findIndex(({ item }) => item.sku === arranging.chosen);
  if (at === -1) return arranging;
  const left = keys.toSpliced(at, 1);
  const next = (left[at] ?? left.at(-1))?.item.sku ?? null;
  return withPage(arranging, (page) => ({ ...page, keys: left }), next);
}

/** Puts a key in another's place; those between close up. */
export function moveKey(arranging: Arranging, sku: string, to: number): Arranging {
  return withPage(
    arranging,
    (page) => ({
      ...page,
      keys: moved(
        page.keys,
        page.keys.findIndex(({ item }) => item.sku === sku),
        to,
      ),
    }),
    sku,
  );
}

export function moveChosen(arranging: Arranging, by: 1 | -1): Arranging {
  const at = pageOf(arranging)?.keys.findIndex(({ item }) => item.sku === arranging.chosen) ?? -1;
  if (arranging.chosen === null || at === -1) return arranging;
  return moveKey(arranging, arranging.chosen, at + by);
}

export function colourKey(arranging: Arranging, colour: TileColour): Arranging {
  return withPage(arranging, (page) => ({
    ...page,
    keys: page.keys.map((key) => (key.item.sku === arranging.chosen ? { ...key, colour } : key)),
  }));
}

/** A name as it is shown: one in one language only counts for both, none at all is `unnamed`. */
export function nameOf(names: Names, unnamed: Names): Names {
  const en = names.en.trim() || names.zh.trim();
  const zh = names.zh.trim() || en;
  return en === '' ? unnamed : { en, zh };
}

/** What is sent to the till. */
export function pagesToSave({ pages }: Arranging, unnamed: Names): QuickPage[] {
  return pages.map(({ id, names, keys }) => ({
    id,
    names: nameOf(names, unnamed),
    keys: keys.map(({ item, colour }) => ({ sku: item.sku, colour })),
  }));
}
