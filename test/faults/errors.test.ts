// A slice of the campaigns of failing calls and full disks: an honest till hides no error and loses nothing, and a
// planted bug is caught. The campaigns themselves are `npm run faults -- errors`, `full`, `readonly` and `slow`.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runErrors } from './errors/campaign.ts';
import type { ErrorsOptions, ErrorsTally } from './errors/campaign.ts';
import { fullCases, runFullCase } from './errors/full.ts';
import { whyNoMount } from './errors/mount.ts';
import { removeRun } from './errors/run.ts';
import { prepare } from './errors/scenarios.ts';
import { describeInjection, whyNoStrace } from './errors/strace.ts';
import { Random } from './random.ts';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'counterfoil-errors-test-'));
const kept: string[] = [];
// What failed without being meant to stays, to be looked at.
afterAll(() => kept.length === 0 && fs.rmSync(root, { recursive: true, force: true }));

function campaign(bug: string | null, options: Partial<ErrorsOptions>): Promise<ErrorsTally> {
  return runErrors({
    scenarios: ['sale'],
    calls: ['fsync'],
    errnos: ['EIO'],
    runs: 8,
    workers: 2,
    seed: 'npm test',
    plant: bug,
    root: path.join(root, bug ?? 'honest'),
    endsAtFailure: true,
    signal: new AbortController().signal,
    onRun() {},
    ...options,
  });
}

const told = (tally: ErrorsTally) =>
  tally.failures.map(({ scenario, injection, findings, folder }) => {
    const texts = findings.map(({ text }) => text).join('; ');
    return `${scenario}, ${describeInjection(injection)}: ${texts} (${folder})`;
  });

describe.skipIf(whyNoStrace() !== null)('a till with a call that fails', () => {
  test('hides no error and loses nothing', async () => {
    const tally = await campaign(null, { calls: ['fsync', 'pwrite64', 'openat'], errnos: ['EIO', 'ENOSPC'] });
    kept.push(...tally.failures.map(({ folder }) => folder));
    expect(told(tally)).toEqual([]);
    expect([tally.runs, tally.injected]).toEqual([8, 8]);
  }, 120_000);

  test('is found out when it tries a failed commit again', async () => {
    const tally = await campaign('retry-after-failed-sync', { runs: 12 });
    expect(told(tally).join('\n')).toMatch(/was done after fsync had failed on .*: the error was hidden/);
  }, 120_000);
});

test.skipIf(whyNoMount(root) !== null)(
  'the end of the day on a full disk is refused as a whole or done as a whole',
  async () => {
    const [one] = fullCases.filter(({ name }) => name === 'end of day');
    if (one === undefined) throw new Error('there is no such case');
    const before = path.join(root, 'before');
    const prepared = await prepare('sale', before, new Random('npm test'));
    const { findings, seen } = await runFullCase(one, prepared, { root, seed: 'npm test', plant: null });
    removeRun(before);
    expect(findings).toEqual([]);
    expect(seen).toMatch(/^\d+ days closed, [1-9]\d* refused at first$/);
  },
  120_000,
);
