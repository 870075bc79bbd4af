// `npm run cases -- FILE`: runs a file of worked cases through the calculator, prints what comes out otherwise, and closes
// with how many passed.
import fs from 'node:fs';
import type { Writable } from 'node:stream';
import { fromDecimal } from '#contract/money.ts';
import { figuresOf } from './case-figures.ts';
import type { Case } from './case-form.ts';

/** A figure that is another than the case says; texts as in the case. */
export interface Difference {
  /** Where in the case: `refunds.0.total`. */
  path: string;
  expected: string;
  actual: string;
}

/** "5" and "5.00" are one number; anything that is no number must be the same text. */
function isSame(expected: unknown, actual: unknown): boolean {
  if (typeof expected !== 'string' || typeof actual !== 'string') return expected === actual;
  const value = fromDecimal(expected, 6);
  return value === null ? expected === actual : value === fromDecimal(actual, 6);
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
}

/** What is not as expected: every member that the expectation names, and nothing else. */
function compare(expected: unknown, actual: unknown, path: string): Difference[] {
  if (typeof expected !== 'object' || expected === null) {
    return isSame(expected, actual) ? [] : [{ path, expected: show(expected), actual: show(actual) }];
  }
  const members = (actual ?? {}) as Record<string, unknown>;
  return Object.entries(expected).flatMap(([name, value]) =>
    compare(value, members[name], path === '' ? name : `${path}.${name}`),
  );
}

/** Everything in which the calculator differs from a case. A case that cannot be read differs as a whole. */
export function differencesOf(one: Case): Difference[] {
  try {
    const { sale, refunds, refundsTotal } = figuresOf(one);
    const whole = one.expectRefundsTotal;
    const wholeExpected = typeof whole === 'string' ? { total: whole } : whole;
    return [
      ...compare(one.expect, sale, ''),
      ...(one.refunds ?? []).flatMap((refund, i) => compare(refund.expect ?? {}, refunds[i], `refunds.${i}`)),
      ...compare(wholeExpected ?? {}, refundsTotal, 'refundsTotal'),
    ];
  } catch (error) {
    return [{ path: 'case', expected: 'figures', actual: (error as Error).message }];
  }
}

function readCases(file: string): Case[] {
  const content: unknown = JSON.parse(fs.readFileSync(file, 'utf8'));
  const cases = Array.isArray(content) ? content : (content as { cases?: unknown }).cases;
  if (!Array.isArray(cases)) throw new Error(`${file} holds no list of cases`);
  return cases as Case[];
}

/**
 * Runs every case of a file. Prints the ones that come out otherwise and `N passed, M failed`; returns the exit code, 0
 * when all passed, 1 when one failed, 2 when the file cannot be read.
 */
export function runCases(file: string, output: Writable, errors: Writable): number {
  let cases: Case[];
  try {
    cases = readCases(file);
  } catch (error) {
    errors.write(`${(error as Error).message}\n`);
    return 2;
  }
  let failed = 0;
  for (const one of cases) {
    const differences = differencesOf(one);
    if (differences.length === 0) continue;
    failed += 1;
    output.write(`${one.id}: ${one.why}\n`);
    for (const { path, expected, actual } of differences) {
      output.write(`  ${path}: expected ${expected}, got ${actual}\n`);
    }
  }
  output.write(`${cases.length - failed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}
