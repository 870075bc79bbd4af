// The canonical text against another author's RFC 8785, for everything it takes; and that it takes nothing else.
import canonicalize from 'canonicalize';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical } from '#contract/canonical.ts';
import type { Json } from '#contract/canonical.ts';

const texts = fc.string({ unit: 'binary', maxLength: 12 });
const keys = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 6 });
const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(null, true, false, -0, 0, 1, -1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER),
    fc.maxSafeInteger(),
    texts,
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(keys, tie('json'), { maxKeys: 5 }),
  ),
}));

describe('canonical', () => {
  test('writes what canonicalize writes', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonical(value)).toBe(canonicalize(value));
      }),
      { numRuns: 3_000 },
    );
  });

  test('reads back as it was, and is the same whatever the order of the keys', () => {
    fc.assert(
      fc.property(fc.dictionary(keys, json, { maxKeys: 6 }), (value) => {
        const turned = Object.fromEntries(Object.entries(value).toReversed());
        expect(canonical(turned)).toBe(canonical(value));
        expect(canonical(JSON.parse(canonical(value)) as Json)).toBe(canonical(value));
      }),
      { numRuns: 1_000 },
    );
  });

  test('escapes as RFC 8785 does, and no more', () => {
    expect(canonical('\b\t\n\f\r"\\/\u0000\u001f\u007f\u2028€😀')).toBe(
      '"\\b\\t\\n\\f\\r\\"\\\\/\\u0000\\u001f\u007f\u2028€😀"',
    );
    expect(canonical({ b: 1, B: 2, a: [] })).toBe('{"B":2,"a":[],"b":1}');
  });
});

describe('canonical refuses, anywhere in a value', () => {
  const places: ((bad: unknown) => unknown)[] = [
    (bad) => bad,
    (bad) => [1, bad],
    (bad) => ({ a: { b: [bad] } }),
  ];
  const bad: [string, unknown][] = [
    ['a float', 0.5],
    ['a number beyond the safe integers', 2 ** 53],
    ['NaN', Number.NaN],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['a lone high surrogate', 'a\ud800'],
    ['a lone low surrogate', '\udc00a'],
    ['undefined', undefined],
    ['a member that is undefined', { a: undefined }],
    ['a hole in a list', Object.assign([], { 0: 1, 2: 1 })],
    ['a key outside ASCII', { ä: 1 }],
    ['a key with a control character', { 'a\n': 1 }],
    ['an empty key', { '': 1 }],
    ['a bigint', 1n],
    ['a function', () => 1],
    ['a symbol', Symbol('a')],
    ['a Date', new Date(0)],
    ['a Map', new Map([['a', 1]])],
    ['bytes', new Uint8Array([1])],
  ];
  test.for(bad)('%s', ([, value]) => {
    for (const put of places) expect(() => canonical(put(value) as Json)).toThrow(TypeError);
  });

  test('naming the member that is undefined', () => {
    expect(() => canonical({ sale: { total: undefined } } as never)).toThrow('canonical: total is undefined');
  });

  test('any number that is no safe integer', () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        if (Number.isSafeInteger(value)) expect(canonical(value)).toBe(String(value + 0));
        else expect(() => canonical(value)).toThrow(TypeError);
      }),
      { numRuns: 1_000 },
    );
  });

  test('any text that is not well-formed', () => {
    const units = fc.array(fc.constantFrom('a', '\ud83d', '\ude00', '中'), { maxLength: 5 });
    fc.assert(
      fc.property(units, (list) => {
        const text = list.join('');
        if (text.isWellFormed()) expect(canonical(text)).toBe(canonicalize(text));
        else expect(() => canonical(text)).toThrow(TypeError);
      }),
      { numRuns: 1_000 },
    );
  });
});
