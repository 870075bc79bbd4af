// The log as its files: what was said is there, what is secret is not, old files go, and a disk that takes nothing more
// takes nothing else with it.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { latestLog, openLog } from '#main/log.ts';

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'counterfoil-log-'))));
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

test('lines of JSON with time and level, counted, without secrets', async () => {
  const log = await openLog(folder);
  log.info({ version: '1.0.0' }, 'the till is open');
  log.warn({ args: { pin: '3333' } }, 'refused');
  log.error({ err: new Error('no 4111111111111111') }, 'fault at 4111 1111 1111 1111');
  const lines = latestLog(folder, 10_000).trim().split('\n');
  const read = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(read.map(({ level, msg }) => [level, msg])).toEqual([
    [30, 'the till is open'],
    [40, 'refused'],
    [50, 'fault at [card number]'],
  ]);
  expect(read[0]).toMatchObject({ version: '1.0.0', time: expect.stringMatching(/^\d{4}-.*Z$/) as string });
  expect(read[2]).toMatchObject({ err: { name: 'Error', message: 'no [card number]' } });
  expect(lines.join()).not.toMatch(/3333|4111/);
  expect(log.counts()).toEqual({ warnings: 1, errors: 1 });
});

test('files turn over at 5 MB, and seven of them stay', async () => {
  const log = await openLog(folder);
  const padding = 'x'.repeat(50_000);
  for (let i = 0; i < 900; i++) {
    log.info({ i, padding }, 'filling');
    // The files turn over between two turns of the loop.
    if (i % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  const files = () => fs.readdirSync(log.folder).filter((name) => name.endsWith('.log'));
  await expect.poll(() => files().length).toBeLessThanOrEqual(7);
  const sizes = files().map((name) => fs.statSync(path.join(log.folder, name)).size);
  expect(files().length).toBeGreaterThan(2);
  expect(Math.max(...sizes)).toBeLessThan(8_000_000);
  expect(latestLog(folder, 200_000)).toContain('"i":899');
  expect(latestLog(folder, 200_000)).toMatch(/^\{/);
});

test('where no log can be written the till has none, and goes on', async () => {
  fs.writeFileSync(path.join(folder, 'log'), 'a file where the folder should be');
  const log = await openLog(folder);
  log.error({}, 'said to nobody');
  expect(log.counts()).toEqual({ warnings: 0, errors: 1 });
});
