// A slice of the receipts and replugs. The whole is `npm run faults -- printer --only replugs`.
import { expect, test } from 'vitest';
import { hasSocat } from '#test/hardware/cable.ts';
import { runReplugs } from './printer-replug.ts';

test('pulled plugs and printed receipts leave nothing open', async () => {
  const figures = await runReplugs({ receipts: 120, cycles: 6, hasTerminals: hasSocat });
  expect(figures.problems, JSON.stringify(figures)).toEqual([]);
  expect(figures.receipts).toBe(120);
  expect(figures.replugs).toBe(12);
}, 120_000);
