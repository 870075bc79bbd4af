// The calculator against worked cases: our own, derived by hand from the arithmetic's rules, and the shared file where
// this checkout lies beside it.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import ownCases from './cases.json' with { type: 'json' };
import { figuresOf, isPlainSale } from './case-form.ts';
import type { Case } from './case-form.ts';

const root = path.join(import.meta.dirname, '../..');
const shared = path.join(root, '../shared/cases/arithmetic.json');

function readShared(): Case[] {
  return existsSync(shared) ? (JSON.parse(readFileSync(shared, 'utf8')) as Case[]) : [];
}

describe('our own cases, by hand from R1 to R7 and R13', () => {
  test.for(ownCases as Case[])('$id: $why', (one) => {
    expect(isPlainSale(one)).toBe(true);
    expect(figuresOf(one)).toMatchObject(one.expect);
  });
});

const all = readShared();
const plain = all.filter(isPlainSale);
const how =
  all.length === 0
    ? 'skipped: ../shared/cases/arithmetic.json is not beside this checkout'
    : `${plain.length} of ${all.length}, the others need discounts, refunds or returns`;

describe(`the shared cases (${how})`, () => {
  test.skipIf(all.length === 0)('are more than none', () => expect(plain.length).toBeGreaterThan(0));

  test.for(plain)('$id: $why', (one) => {
    expect(figuresOf(one)).toMatchObject(one.expect);
  });
});
