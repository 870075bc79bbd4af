// A slice of the kill campaign: an honest till loses nothing, and every planted bug is caught. The campaign itself is
// `npm run faults -- kill`.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { everyMoment, runKills } from './kill.ts';
import type { Tally } from './kill.ts';
import { plant } from './plants/plant.ts';
import { describeFailure, sumLine } from './report.ts';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'counterfoil-kill-test-'));
const kept: string[] = [];
// What failed without being meant to stays, to be looked at.
afterAll(() => kept.length === 0 && fs.rmSync(root, { recursive: true, force: true }));

const atAnswers = { start: 0, work: 0, sent: 0, answered: 1 };

function campaign(runs: number, bug: string | null, moments = everyMoment): Promise<Tally> {
  return runKills({
    runs,
    seed: 'npm test',
    workers: 2,
    plant: bug,
    moments,
    root: path.join(root, bug ?? 'honest'),
    first: 1,
    endsAtFailure: true,
    signal: new AbortController().signal,
    onRun() {},
  });
}

const textsOf = (tally: Tally) => tally.failures.flatMap(({ findings }) => findings.map(({ text }) => text));

test('an honest till loses nothing and doubles nothing, however it is killed', async () => {
  const tally = await campaign(20, null);
  kept.push(...tally.failures.map(({ folder }) => folder));
  expect(tally.failures.map(describeFailure)).toEqual([]);
  expect(sumLine(tally)).toMatch(
    /^20 runs, \d+ acknowledged sales, 0 lost, 0 doubled, \d+ extra in flight, 0 broken$/,
  );
  expect(tally.acknowledged).toBeGreaterThan(10);
}, 180_000);

describe('a till with a bug is found out:', () => {
  test('an answer before the commit loses sales', async () => {
    const tally = await campaign(8, 'ack-before-commit', atAnswers);
    expect(tally.lost).toBeGreaterThan(0);
    expect(textsOf(tally)).toContainEqual(expect.stringMatching(/^sale .* stored is nothing$/));
  }, 120_000);

  test('a mirror log that is never written is behind', async () => {
    const tally = await campaign(2, 'no-mirror', atAnswers);
    expect(tally.broken).toBeGreaterThan(0);
    expect(textsOf(tally)).toContainEqual(expect.stringMatching(/^the mirror log is \d+ rows behind/));
  }, 120_000);

  test('a receipt number is given twice', async () => {
    const tally = await campaign(6, 'reuse-receipt-number', atAnswers);
    expect(tally.doubled).toBeGreaterThan(0);
    expect(textsOf(tally)).toContainEqual(expect.stringMatching(/^receipt number \S+ is given twice$/));
  }, 120_000);

  test('a command that is sent again is done again', async () => {
    const tally = await campaign(6, 'no-idempotency', atAnswers);
    expect(tally.broken).toBeGreaterThan(0);
    expect(textsOf(tally)).toContainEqual(expect.stringMatching(/sent again/));
  }, 120_000);

  test('a bug that no longer fits the product says so instead of being harmless', () => {
    const cut = { file: 'src-main/core.ts', find: 'nothing of the kind', put: '' };
    expect(() => plant('misfit', [cut])).toThrow(/misfit cannot be planted: src-main\/core\.ts/);
  });
});
