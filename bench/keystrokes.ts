// What a cashier types into the search, letter by letter, made from the articles themselves. Pure.
import { articleOf, barcodeOf, scannable } from './catalogue.ts';
import { SEED } from './shop.ts';

export type Tongue = 'en' | 'zh' | 'mixed' | 'pinyin' | 'code' | 'none';

const PINYIN = [
  'chunshan',
  'nhwcha',
  'hongdl',
  'lscjy',
  'shouxiy',
  'yangguangyh',
  'huoguo',
  'qiaokl',
  'bxzhp',
  'dzhi',
];
const NOTHING = ['zzqx', 'qqqq', '齉齉', 'xyzzy 9', 'B99999999'];

/** Every beginning of a text, the first letter alone first. */
const prefixes = (text: string): string[] => {
  const letters = [...text];
  return letters.map((_, i) => letters.slice(0, i + 1).join(''));
};

/** What is typed in each tongue in a catalogue of so many articles; every text with all its beginnings. */
export function keystrokes(articles: number, texts: number): Record<Tongue, string[]> {
  const items = scannable(SEED, articles, texts).map((index) => articleOf(SEED, index));
  const all = (of: readonly string[]) => of.slice(0, texts).flatMap(prefixes);
  const words = (name: string, from: number, to: number) => name.split(' ').slice(from, to).join(' ');
  return {
    en: all(items.map(({ names }, i) => words(names.en, i % 2, 3).slice(0, 14))),
    zh: all(items.map(({ names }, i) => [...names.zh].slice(i % 3, 6).join(''))),
    mixed: all(
      items.map(
        ({ names }, i) => `${[...names.zh].slice(i % 2, 3).join('')} ${names.zh.match(/\d+/)?.[0] ?? '5'}`,
      ),
    ),
    pinyin: all(PINYIN),
    code: all(
      scannable(SEED, articles, texts).map((index, i) =>
        i % 2 === 0 ? barcodeOf(index) : `B${String(index).padStart(7, '0')}`,
      ),
    ),
    none: all(NOTHING),
  };
}
