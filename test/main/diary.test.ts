// The log of a day as whoever helps would read it, and the last words of a program that breaks.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { TillEvent } from '#contract/events.ts';
import type { Instant } from '#contract/ids.ts';
import { keepDiary } from '#main/diary.ts';

const at = '2026-11-20T08:00:00.000Z' as Instant;

test('devices, the disk and who stood there are told; what was sold is not', () => {
  const said: unknown[][] = [];
  const note = (level: string) => (fields: object, message: string) =>
    void said.push([level, message, fields]);
  const log = { info: note('info'), warn: note('warn'), error: note('error') };
  let hear: (event: TillEvent) => void = () => undefined;
  const stop = keepDiary(
    { subscribe: (listener) => ((hear = listener), () => (hear = () => undefined)) },
    log,
  );
  const printer = { role: 'printer', model: 'x', isSimulated: false, changedAt: at } as const;
  hear({ event: 'device.changed', payload: { ...printer, state: 'attention', trouble: 'paperOut' } });
  hear({ event: 'disk.changed', payload: { freeBytes: 1, level: 'critical' } });
  hear({ event: 'session.changed', payload: { session: null } });
  hear({
    event: 'scanner.read',
    payload: { code: '4111111111111111', source: 'a', symbology: null, end: null },
  });
  hear({ event: 'print.changed', payload: { saleId: null, state: 'printed' } });
  hear({ event: 'print.changed', payload: { saleId: null, state: 'uncertain' } });
  expect(said).toEqual([
    ['warn', 'device.changed', { role: 'printer', state: 'attention', trouble: 'paperOut' }],
    ['info', 'disk.changed', { freeBytes: 1, level: 'critical' }],
    ['info', 'session.changed', { staffId: null }],
    ['warn', 'print.changed', { saleId: null, state: 'uncertain' }],
  ]);
  stop();
  hear({ event: 'disk.changed', payload: { freeBytes: 1, level: 'low' } });
  expect(said).toHaveLength(4);
});

test('a program that breaks says why in its log and ends with 1', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'counterfoil-last-words-'));
  const program = `
    import { openLog } from '#main/log.ts';
    import { sayLastWords } from '#main/diary.ts';
    sayLastWords(process, await openLog(process.argv[1]));
    setTimeout(() => { throw new Error('a bug nobody caught'); }, 10);
    setInterval(() => undefined, 1000);
  `;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program, folder], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  expect(code).toBe(1);
  expect(errors).toContain('a bug nobody caught');
  const file = path.join(folder, 'log', fs.readdirSync(path.join(folder, 'log'))[0]!);
  expect(JSON.parse(fs.readFileSync(file, 'utf8'))).toMatchObject({
    level: 50,
    msg: 'the program broke and ends',
    origin: 'uncaughtException',
    err: { message: 'a bug nobody caught' },
  });
  fs.rmSync(folder, { recursive: true, force: true });
});
