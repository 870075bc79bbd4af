// The calculator against worked cases: our own, derived by hand from the arithmetic's rules, and the shared file where
// this checkout lies beside it; and the tool that runs such files.
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import ownCases from './cases.json' with { type: 'json' };
import type { Case } from '#tools/case-form.ts';
import { differencesOf, runCases } from '#tools/cases.ts';

const root = path.join(import.meta.dirname, '../..');
const shared = path.join(root, '../shared/cases/arithmetic.json');

function readShared(): Case[] {
  return existsSync(shared) ? (JSON.parse(readFileSync(shared, 'utf8')) as Case[]) : [];
}

const own = ownCases as unknown as Case[];

describe('our own cases, by hand from R1 to R13', () => {
  test.for(own)('$id: $why', (one) => {
    expect(differencesOf(one)).toEqual([]);
  });
});

const all = readShared();
const how =
  all.length === 0
    ? 'skipped: ../shared/cases/arithmetic.json is not beside this checkout'
    : `${all.length} of them`;

describe(`the shared cases (${how})`, () => {
  test.skipIf(all.length === 0)('are more than none', () => expect(all.length).toBeGreaterThan(0));

  test.for(all)('$id: $why', (one) => {
    expect(differencesOf(one)).toEqual([]);
  });
});

/** What the tool says of a file with these cases, and its exit code. */
function run(cases: unknown): { text: string; code: number } {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'counterfoil-cases-')), 'cases.json');
  writeFileSync(file, JSON.stringify(cases));
  let text = '';
  const output = new Writable({
    write: (chunk, _encoding, done) => {
      text += String(chunk);
      done();
    },
  });
  return { code: runCases(file, output, output), text };
}

describe('the tool', () => {
  const [plain] = own;

  test('closes with how many passed', () => {
    expect(run([plain])).toEqual({ text: '1 passed, 0 failed\n', code: 0 });
  });

  test('prints what comes out otherwise, figure by figure', () => {
    const wrong = { ...plain, id: 'wrong', expect: { total: '14.61', lines: [{ net: '14.60' }, {}] } };
    const refund = { lines: [{ line: 0, quantity: '15' }] };
    const { text, code } = run([plain, wrong, { ...plain, id: 'too much', refunds: [refund] }]);
    expect(code).toBe(1);
    expect(text).toContain('  total: expected 14.61, got 14.60\n');
    expect(text).not.toContain('lines.0');
    expect(text).toContain('15000 after 0 is more than the 14000 that were sold');
    expect(text.endsWith('1 passed, 2 failed\n')).toBe(true);
  });

  test('reads a figure that is written with more zeros than its currency has decimals', () => {
    const yen = {
      id: 'yen',
      why: 'as a sheet of another currency writes it',
      settings: { currency: 'JPY', taxRounding: 'line', rounding: 'half-up' },
      lines: [{ quantity: '1.0000', price: '100.0000000', taxes: [] }],
      orderDiscount: { amount: '10.00' },
      tenders: [{ kind: 'cash', amount: '100.00' }],
      expect: { total: '90.00', change: '10' },
    };
    expect(run([yen])).toEqual({ text: '1 passed, 0 failed\n', code: 0 });
    expect(run([{ ...yen, orderDiscount: { amount: '10.50' } }]).text).toContain('"10.50" is no number');
  });

  test('says which file it cannot read', () => {
    expect(run({ nothing: true })).toMatchObject({ code: 2 });
  });
});
