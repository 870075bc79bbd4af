// The words of refusals and of everything else: every code has some, in every language, and none of them is blank.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseSync } from 'vite';
import { permission } from '#contract/staff.ts';
import { language } from '#contract/text.ts';
import { wordsFor } from '#contract/words/index.ts';

const en = wordsFor('en');
const zh = wordsFor('zh');

/** The codes of the union, read from its source: a type leaves nothing to ask at run time. */
function declaredCodes(): string[] {
  const file = path.join(import.meta.dirname, '../../contract/refusal.ts');
  const { program } = parseSync(file, readFileSync(file, 'utf8'));
  for (const statement of program.body) {
    const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : null;
    if (declared?.type !== 'TSInterfaceDeclaration' || declared.id.name !== 'RefusalDetails') continue;
    return declared.body.body.flatMap((member) =>
      member.type === 'TSPropertySignature' && member.key.type === 'Literal'
        ? [String(member.key.value)]
        : [],
    );
  }
  return [];
}

type Leaf = { place: string; value: unknown };

function leavesOf(value: unknown, place: string): Leaf[] {
  if (typeof value !== 'object' || value === null) return [{ place, value }];
  return Object.entries(value).flatMap(([key, member]) => leavesOf(member, `${place}.${key}`));
}

/** Details of any message: numbers where a count is asked, else a mark that must come out again. */
function details(count: number): Record<string, unknown> {
  const numbers =
    /^(?:asked|count|limit|number|place|digits|lines|copy|first|last|triesLeft|secondsLeft|due|minutes|remaining)$/;
  return new Proxy(
    {},
    {
      get: (_, name) => {
        if (name === 'permission') return 'sale.sell';
        return numbers.test(String(name)) ? count : `«${String(name)}»`;
      },
    },
  );
}

function say(leaf: Leaf, count: number): string {
  return typeof leaf.value === 'function'
    ? (leaf.value as (d: object) => string)(details(count))
    : String(leaf.value);
}

describe('refusals', () => {
  test('every code has words in every language, and there are no others', () => {
    const codes = declaredCodes().toSorted();
    expect(codes.length).toBeGreaterThan(40);
    expect(Object.keys(en.refusal).toSorted()).toEqual(codes);
    expect(Object.keys(zh.refusal).toSorted()).toEqual(codes);
  });

  test('every permission has words in every language', () => {
    for (const words of [en, zh]) {
      expect(Object.keys(words.permission).toSorted()).toEqual(permission.options.toSorted());
    }
  });
});

describe('all words', () => {
  test('both languages have the same ones, lists of the same length among them', () => {
    const shape = (words: object) =>
      leavesOf(words, '').map(({ place, value }) => `${place} ${typeof value}`);
    expect(shape(zh).toSorted()).toEqual(shape(en).toSorted());
  });

  test.for(language.options)('in "%s" none is blank, and none says undefined', (one) => {
    for (const leaf of leavesOf(wordsFor(one), one)) {
      for (const count of [0, 1, 2]) {
        const text = say(leaf, count);
        expect(text.trim(), leaf.place).not.toBe('');
        expect(text, leaf.place).not.toMatch(/undefined|NaN|\[object/);
      }
    }
  });

  test('what English tells from the details, Chinese tells too', () => {
    const told = (text: string) => [...text.matchAll(/«(\w+)»/g)].map(([, name]) => name ?? '').toSorted();
    const chinese = new Map(leavesOf(zh, '').map((leaf) => [leaf.place, leaf]));
    for (const leaf of leavesOf(en, '')) {
      const other = chinese.get(leaf.place);
      expect(other === undefined ? [] : told(say(other, 7)), leaf.place).toEqual(told(say(leaf, 7)));
    }
  });
});
