// A slice of the printer's fault matrix: every fault, every so many bytes. The whole is `npm run faults -- printer`.
import { expect, test } from 'vitest';
import { makePrintCounter } from '#test/support/print-counter.ts';
import { openShop } from '#test/support/shop.ts';
import { runMatrix } from './printer-matrix.ts';

const now = () => new Date('2026-11-20T08:30:00.000Z');

test('a receipt that is stopped anywhere is never lost and never a second unmarked original', async () => {
  const counter = makePrintCounter(now);
  const shop = await openShop({ opened: () => counter.devices });
  await shop.openShift(0);
  // One of the bytes is within the code's last command, when all of the job has been handed over.
  const figures = await runMatrix({ shop, counter, step: 69, first: 5 });
  await shop.close();
  expect(figures.problems).toEqual([]);
  expect(figures.cases).toBeGreaterThan(30);
  const { ends } = figures;
  // Each way out was taken: a matrix that only ever sees one of them tries nothing.
  expect(Math.min(...Object.values(ends)), JSON.stringify(ends)).toBeGreaterThan(0);
}, 120_000);
