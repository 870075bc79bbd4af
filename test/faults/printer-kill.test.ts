// A till that is killed in each state of a paper, once each. The whole is `npm run faults -- printer`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runPrinterKills } from './printer-kill.ts';

test('killed in any state of a paper: no sale is lost, and no second original comes out unmarked', async () => {
  const root = mkdtempSync(join(tmpdir(), 'counterfoil-printer-kill-'));
  const figures = await runPrinterKills({ root, bytes: [120] });
  rmSync(root, { recursive: true, force: true });
  expect(figures.problems).toEqual([]);
  expect(figures.kills).toBe(7);
  // Both in the middle of a paper and after its last byte the disk said that it was on its way.
  expect(figures.found.sending).toBeGreaterThanOrEqual(2);
  expect(figures.copies).toBeGreaterThanOrEqual(2);
}, 240_000);
