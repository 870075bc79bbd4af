// The demonstration shop's articles by name, for tests that scan them.
import { readFileSync } from 'node:fs';
import type { Item } from '#contract/catalog.ts';

const { items } = JSON.parse(readFileSync('assets/demo/catalogue.json', 'utf8')) as { items: Item[] };

export function article(name: string): Item {
  const found = items.find((item) => item.names.en === name);
  if (found === undefined) throw new Error(`The demonstration shop has no ${name}.`);
  return found;
}

/** An article's first barcode. */
export function barcode(name: string): string {
  const code = article(name).gtins[0];
  if (code === undefined) throw new Error(`${name} has no barcode.`);
  return code;
}

/** The first `count` articles sold by the piece that have a barcode. */
export function someBarcodes(count: number): string[] {
  const codes = items.filter((item) => item.unit === 'each').flatMap((item) => item.gtins.slice(0, 1));
  return codes.slice(0, count);
}

/** The same as stock codes by barcode; each article once. */
export function skusByCode(count: number): ReadonlyMap<string, string> {
  const pairs = someBarcodes(count).map((code) => [
    code,
    items.find(({ gtins }) => gtins.includes(code))?.sku ?? '',
  ]);
  return new Map(pairs as [string, string][]);
}

/** The article with the longest name in each language: what a layout must bear. */
export function longestNames(): Item[] {
  const longest = (language: 'en' | 'zh') =>
    items.reduce((most, item) => (item.names[language].length > most.names[language].length ? item : most));
  return [...new Set([longest('en'), longest('zh')])].filter((item) => item.gtins.length > 0);
}
