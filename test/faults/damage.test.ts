// A slice of the campaigns about damage, tampering, clocks and second starts: an honest till stands all of it, and every
// planted bug is caught. The campaigns themselves are `npm run faults -- damage`, `tamper`, `clock` and `second`.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasFaketime } from './damage/clock-shop.ts';
import { scenarios } from './damage/clock-scenarios.ts';
import { runClock } from './damage/clock.ts';
import { runDamage } from './damage/damage.ts';
import type { DamageTally } from './damage/damage.ts';
import { damages } from './damage/damages.ts';
import { makeShops } from './damage/shops.ts';
import type { Shop } from './damage/shops.ts';
import { runSecond } from './damage/second.ts';
import { runTamper } from './damage/tamper.ts';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'counterfoil-damage-test-'));
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));
const { signal } = new AbortController();
let shops: Shop[];
beforeAll(async () => {
  shops = await makeShops(path.join(root, 'shops'), 3);
}, 120_000);

describe('damage', () => {
  const run = (plant: string | null, only: string): Promise<DamageTally> =>
    runDamage({
      states: only === '' ? damages.length : damages.filter(({ name }) => name.includes(only)).length,
      only,
      seed: 'npm test',
      workers: 2,
      plant,
      shops,
      endsAtFinding: false,
      root: path.join(root, `damage-${plant ?? 'honest'}`),
      signal,
      onState() {},
    });

  test(`every damage once: whole, brought back, or shut with a reason that fits`, async () => {
    const tally = await run(null, '');
    expect(tally.wrong).toEqual([]);
    expect(tally.states).toBe(damages.length);
  }, 240_000);

  test('a start that never compares its two records is found out', async () => {
    const { wrong } = await run('no-fork-check', 'of another story');
    expect(wrong).toContainEqual(
      expect.stringMatching(/second copy of another story|till.db of another story/),
    );
  }, 240_000);
});

describe('tampering', () => {
  const run = (edits: number, plant: string | null) =>
    runTamper({
      edits,
      seed: 'npm test',
      workers: 2,
      plant,
      ...(shops[0] === undefined ? {} : { shop: shops[0] }),
      endsAtMiss: plant !== null,
      root: path.join(root, `tamper-${plant ?? 'honest'}`),
      signal,
      onEdit() {},
    });

  test('60 edits without the key: all found, and named', async () => {
    const tally = await run(60, null);
    expect(tally.missed).toEqual([]);
    expect(tally.edits).toBe(60);
    // Said plainly: what only a receipt, a Z on paper or a head office can tell.
    expect(tally.unseen.map(({ isSeen }) => isSeen)).toEqual([false, false, false]);
  }, 240_000);

  test('a verifier that never looks whether rows follow each other is seen to miss', async () => {
    const { missed } = await run(300, 'no-chain-check');
    expect(missed).toContainEqual(expect.stringMatching(/a row signed in another story: not found$/));
  }, 240_000);
});

describe.skipIf(!hasFaketime)('clocks', () => {
  const run = (plant: string | null, ...names: string[]) =>
    runClock({
      scenarios: scenarios.filter(({ name }) => names.includes(name)),
      workers: 2,
      plant,
      root: path.join(root, `clock-${plant ?? 'honest'}`),
      signal,
      onDay() {},
    });

  test('an hour back, a dead battery, the end of summer time', async () => {
    const seen = await run(
      null,
      '1 h back, between tender and complete',
      'a dead battery: 1970 from the start',
      'summer time ends in Berlin',
    );
    expect(
      seen
        .map(({ scenario, suspect, wrong }) => `${scenario}: ${suspect} suspect, ${wrong.length} wrong`)
        .sort(),
    ).toEqual([
      '1 h back, between tender and complete: 3 suspect, 0 wrong',
      'a dead battery: 1970 from the start: 1 suspect, 0 wrong',
      'summer time ends in Berlin: 0 suspect, 0 wrong',
    ]);
  }, 120_000);

  test('a till that never notes a clock set back is found out', async () => {
    const [seen] = await run('clock-never-suspect', '1 h back, between tender and complete');
    expect(seen?.wrong).toContainEqual(expect.stringMatching(/has clock_suspect 0/));
  }, 120_000);
});

describe('a second till', () => {
  const run = async (plant: string | null) => {
    const cases = await runSecond({
      pairs: 1,
      verifications: 1,
      plant,
      root: path.join(root, `second-${plant ?? 'honest'}`),
      signal,
      onCase() {},
    });
    return cases.flatMap(({ name, wrong }) => wrong.map((text) => `${name}: ${text}`));
  };

  test('is turned away in words, and the first goes on; tools may look', async () => {
    expect(await run(null)).toEqual([]);
  }, 120_000);
});
