// The colours of the three themes, read from the style sheet itself: whatever stands on whatever is legible (WCAG 2.2,
// 1.4.3 and 1.4.11), and no theme forgets a colour of the first.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const folder = 'src-renderer/style';
const sheet = readFileSync(join(folder, 'tokens.css'), 'utf8');

const selectors = {
  light: ':root',
  dark: "[data-theme='dark']",
  contrast: "[data-theme='contrast']",
} as const;
type Theme = keyof typeof selectors;
const themes = Object.keys(selectors) as Theme[];

/** The custom properties of every top-level block of that selector. */
function tokensOf(selector: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, body = ''] of sheet.matchAll(
    new RegExp(`^${selector.replaceAll(/[[\]]/g, '\\$&')} \\{([^}]*)\\}`, 'gm'),
  )) {
    for (const [, name = '', value = ''] of body.matchAll(/--([\w-]+):\s*([^;]+);/g)) found.set(name, value);
  }
  return found;
}

const light = tokensOf(selectors.light);

/** A theme lays its own over the light one, as the page does. */
function colour(theme: Theme, name: string): string {
  const value = tokensOf(selectors[theme]).get(name) ?? light.get(name);
  if (value === undefined || !/^#[\da-f]{6}$/.test(value))
    throw new Error(`${theme} has no colour --${name}: ${value}`);
  return value;
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

const grounds = ['bg', 'surface', 'sunken'];
const meanings = ['accent', 'pay', 'danger', 'warn', 'offline'];
const tiles = ['blue', 'rust', 'plum', 'rose', 'sky', 'slate'];

/** What stands on what, and how much it must stand out. */
const pairs: [front: string, ground: string, least: number][] = [
  ...[...grounds, 'accent-soft'].map((ground): [string, string, number] => ['text', ground, 7]),
  ...[...grounds, 'accent-soft'].map((ground): [string, string, number] => ['text2', ground, 4.5]),
  ...meanings.flatMap((name): [string, string, number][] => [
    [`on-${name}`, name, 4.5],
    [`${name}-text`, `${name}-soft`, 4.5],
    [`${name}-text`, 'surface', 4.5],
    ...grounds.map((ground): [string, string, number] => [name, ground, 3]),
  ]),
  ...grounds.flatMap((ground): [string, string, number][] => [
    ['line-strong', ground, 3],
    ['focus', ground, 3],
  ]),
  ['on-paper', 'paper', 7],
  ...tiles.map((name): [string, string, number] => [`tile-${name}`, 'surface', 3]),
];

test('the contrast of black on white is 21, and of the drawn green 6.6', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#0b6b43', '#ffffff')).toBeCloseTo(6.6, 1);
});

test.each(themes)('%s: whatever stands on a colour is legible there', (theme) => {
  const faint = pairs
    .map(([front, ground, least]) => ({
      pair: `${front} on ${ground}`,
      least,
      is: contrast(colour(theme, front), colour(theme, ground)),
    }))
    .filter(({ is, least }) => is < least);
  expect(faint).toEqual([]);
});

test.each(['dark', 'contrast'] as const)(
  '%s has its own value for every colour of the light theme',
  (theme) => {
    // A receipt is paper in every theme.
    const colours = [...light.keys()].filter(
      (name) => /^(?:#|rgb)/.test(light.get(name) ?? '') && !name.endsWith('paper'),
    );
    const own = tokensOf(selectors[theme]);
    expect(colours.filter((name) => !own.has(name))).toEqual([]);
  },
);

test('colours are written in the tokens only', () => {
  const sheets = readdirSync(folder).filter((name) => name.endsWith('.css') && name !== 'tokens.css');
  const literal = sheets.flatMap((name) =>
    readFileSync(join(folder, name), 'utf8')
      .replaceAll(/\/\*[\s\S]*?\*\//g, '')
      .split('\n')
      .filter((row) => /#[\da-f]{3,8}\b|\b(?:rgba?|hsla?|oklch)\(/i.test(row))
      .map((row) => `${name}: ${row.trim()}`),
  );
  expect(literal).toEqual([]);
});
