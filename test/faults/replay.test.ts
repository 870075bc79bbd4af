// A small file with everything that real ones hold, replayed in peace and through kills: the books must be the same.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Random } from './random.ts';
import { runReplays } from './replay.ts';
import type { ReplayResult } from './replay.ts';

const HEAD = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';
const names = [
  'WHITE METAL LANTERN',
  '"HE SAID ""TEN, PLEASE"""',
  '"TWO\nLINES"',
  'BELL \u0007 AND \u202e TURNED',
  '収納ボックス 📦 ěĐĔĝ',
  '=1+1',
  '',
  'L'.repeat(200),
  'e\u0301 AND é',
];
// Two codes that differ in case alone are two articles.
const codes = ['85123A', '85123a', '22423', 'POST', '21730', 'dot', '84029E', '84029e', '71053'];

/** The rows of one invoice; most can be sold, some cannot. */
function invoiceRows(random: Random, number: string, at: string): string[] {
  return Array.from({ length: random.whole(1, 9) }, () => {
    const code = random.pick(codes);
    const name = names[codes.indexOf(code)] ?? '';
    const kind = random.weighted({ sold: 16, negative: 1, zero: 1, unread: 1, part: 1 });
    const quantity = { sold: random.whole(1, 400), negative: -3, zero: 2, unread: 'many', part: '1.5' }[kind];
    // The same code at another price every time.
    const price = kind === 'zero' ? '0' : (random.whole(1, 9000) / 100).toFixed(2);
    return [number, code, name, quantity, at, price, random.chance(0.3) ? '' : 17850, 'United Kingdom'].join(
      ',',
    );
  });
}

function makeFile(): string {
  const random = new Random('a synthetic file');
  const rows = [HEAD];
  for (const [d, day] of ['2010-12-01', '2010-12-02', '2010-12-04'].entries()) {
    for (let i = 0; i < 22; i++) {
      const at = `${day}T${String(8 + Math.floor(i / 3)).padStart(2, '0')}:${String((i * 7) % 60).padStart(2, '0')}`;
      const number = String(536_365 + d * 100 + i);
      rows.push(...invoiceRows(random, i % 6 === 5 ? `C${number}` : number, at));
    }
  }
  rows.push('536900,22423,NO DAY,1,yesterday,1.00,17850,United Kingdom');
  // An invoice that goes on after midnight belongs to the day of its first row.
  rows.push('536901,22423,LATE,1,2010-12-02T23:59,1.00,17850,United Kingdom');
  rows.push('536901,POST,LATE,2,2010-12-03T00:01,1.50,17850,United Kingdom');
  // Sold, and come back: a part on its receipt; at another price and for nobody without one; and what is no refund.
  rows.push(
    '536902,71053,SOLD,5,2010-12-04T20:00,3.39,17850,United Kingdom',
    'C536903,71053,BACK,-2,2010-12-04T20:05,3.39,17850,United Kingdom',
    'C536903,71053,BACK,-3,2010-12-04T20:05,3.39,17850,United Kingdom',
    'C536904,71053,BACK,-1,2010-12-04T20:06,3.39,17850,United Kingdom',
    'C536905,71053,BACK,-1,2010-12-04T20:07,3.40,17850,United Kingdom',
    'C536906,71053,BACK,-1,2010-12-04T20:08,3.39,,United Kingdom',
    '536907,71053,LOST,-9,2010-12-04T20:09,0,,United Kingdom',
    '536908,B,BAD DEBT,1,2010-12-04T20:10,-11.06,,United Kingdom',
  );
  return `${rows.join('\n')}\n`;
}

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'counterfoil-replay-test-'));
const file = path.join(root, 'synthetic.csv');

const replay = (kills: number, plant: string | null, name: string) =>
  runReplays({
    file,
    kills,
    seed: 'npm test',
    plant,
    root: path.join(root, name),
    signal: new AbortController().signal,
    onStep() {},
  });

beforeAll(() => fs.writeFileSync(file, makeFile()));
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

describe('a replay that is killed again and again', () => {
  let result: ReplayResult;
  beforeAll(async () => {
    result = await replay(10, null, 'honest');
  }, 180_000);

  test('ends with the books of one that was left in peace', () => {
    expect(result.differences).toEqual([]);
    expect(result.kills).toBeGreaterThanOrEqual(8);
    expect(result.sales).toBeGreaterThan(50);
  });

  test('has sold what can be sold and said what cannot', () => {
    expect(result.text).toContain('Every day equals the file to the cent.');
    // The last of the three that the customer brings back on a receipt was more than was left.
    expect(result.text).toMatch(/^2 of \d+ refunds are linked to what was sold, \d+ had no receipt\.$/m);
    for (const reason of [
      'stock written off: negative quantity, no price',
      'adjustment: negative price',
      'zero price',
      'quantity cannot be read',
      'part of a piece',
      'date cannot be read',
    ]) {
      expect(result.text).toContain(` x ${reason}\n`);
    }
  });
});

test('a till that does not remember its answers is found out', async () => {
  const { differences } = await replay(3, 'no-idempotency', 'planted');
  expect(differences).not.toEqual([]);
}, 120_000);
