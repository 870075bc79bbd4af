// Pole displays: what is seen on each kind, whatever an article is called; the newest picture wins; a display that reads
// nothing or is pulled out holds up nobody and comes back to what is true now.
import { dirname } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { openDevices } from '#hardware/open.ts';
import { poleTalkOf } from '#hardware/display/frames.ts';
import { SerialPole } from '#hardware/display/pole.ts';
import type { PolePicture } from '#hardware/ports.ts';
import { makeMemoryTransport } from '#hardware/transport/memory.ts';
import { charsetNames } from '#contract/printer-profile.ts';
import { hasSocat, layCable } from './cable.ts';
import { sleep, until } from './counter.ts';
import { makeCd5220, makeDmD, makeLed8, type FarPole } from './far-pole.ts';

const now = () => new Date('2026-11-30T10:00:00.000Z');
const picture = (name: string, amount: string, total: string): PolePicture => ({
  upper: { left: name, right: amount },
  lower: { left: 'TOTAL', right: total },
  figures: [
    { lamp: 'price', text: amount },
    { lamp: 'total', text: total },
  ],
});
const milk = picture('Organic whole milk 1 L', '12.50', '15.70');
const kinds = [
  ['cd5220', makeCd5220],
  ['escpos', makeDmD],
] as const;

function show(far: FarPole, talk: ReturnType<typeof poleTalkOf>, ...pictures: PolePicture[]) {
  far.hear(talk.opening);
  for (const one of pictures) for (const part of talk.encode(one)) far.hear(part);
  return far.seen();
}

describe.each(kinds)('%s', (protocol, makeFar) => {
  test('twenty columns: the amount whole, the name as far as it fits', () => {
    expect(show(makeFar(), poleTalkOf(protocol, undefined), milk)).toEqual({
      lines: ['Organic whole  12.50', 'TOTAL          15.70'],
      lamp: '',
      complaints: [],
    });
    const dear = picture('Organic whole milk 1 L', '1234567.89', '1234567.89');
    expect(show(makeFar(), poleTalkOf(protocol, undefined), dear).lines).toEqual([
      'Organic w 1234567.89',
      'TOTAL     1234567.89',
    ]);
  });

  test('the next picture leaves nothing of the last', () => {
    const short = { upper: { left: 'A', right: '' }, lower: { left: '', right: '' }, figures: [] };
    const { lines, complaints } = show(makeFar(), poleTalkOf(protocol, undefined), milk, short);
    expect(lines).toEqual(['A'.padEnd(20), ' '.repeat(20)]);
    expect(complaints).toEqual([]);
  });

  test('no name and no page of characters commands a display or moves its columns', () => {
    const any = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.constant('\x1bQA\x0d\x0c\x1f'),
    );
    fc.assert(
      fc.property(any, any, fc.option(fc.constantFrom(...charsetNames)), (left, right, charset) => {
        const far = makeFar();
        const one = { upper: { left, right }, lower: { left: right, right: left }, figures: [] };
        const { lines, complaints } = show(far, poleTalkOf(protocol, charset ?? undefined), one, milk);
        expect(complaints).toEqual([]);
        expect(lines.map((line) => line.length)).toEqual([20, 20]);
        expect(lines[1]).toBe('TOTAL          15.70');
      }),
      { numRuns: 500 },
    );
  });

  test('accents by their page where one is named, and plain letters where none is', () => {
    const café = picture('Café crème', '2.20', '2.20');
    expect(show(makeFar(), poleTalkOf(protocol, undefined), café).lines[0]).toBe('Cafe creme      2.20');
    const far = show(makeFar(), poleTalkOf(protocol, 'cp850'), café).lines[0];
    expect(Buffer.from(far, 'latin1')).toContain(0x82);
    // Two bytes for one place are none of these displays.
    expect(show(makeFar(), poleTalkOf(protocol, 'gb18030'), picture('牛奶', '1', '1')).lines[0]).toMatch(
      /^\?\? +1$/,
    );
  });
});

test('a DM-D is told its page', () => {
  const far = makeDmD();
  show(far, poleTalkOf('escpos', 'cp858'), milk);
  expect(far.page()).toBe(19);
});

test('eight digits and their lamps', () => {
  const far = makeLed8();
  const change: PolePicture = { ...milk, figures: [{ lamp: 'change', text: '1234567890.50' }] };
  expect(show(far, poleTalkOf('led8', undefined), milk, change)).toMatchObject({ lamp: '4', complaints: [] });
  expect(far.shown).toEqual(['1: 12.50', '2: 15.70', '4: 567890.50']);
  show(far, poleTalkOf('led8', undefined), { ...milk, figures: [] });
  expect(far.seen()).toMatchObject({ lines: ['', ''], lamp: '0', complaints: [] });
});

const rests: (() => unknown)[] = [];
afterEach(async () => {
  for (const rest of rests.splice(0)) await rest();
});

interface Laid {
  bufferBytes?: number;
  dwellMs?: number;
}

function layPole(
  protocol: 'cd5220' | 'escpos' | 'led8',
  far: FarPole,
  { bufferBytes = 4_096, dwellMs = 30 }: Laid = {},
) {
  const { transport, device } = makeMemoryTransport(bufferBytes);
  let bytes = 0;
  device.onBytes((piece) => {
    bytes += piece.length;
    far.hear(piece);
  });
  const talk = poleTalkOf(protocol, undefined);
  const pole = new SerialPole(transport, {
    talk,
    model: 'Test display',
    now,
    dwellMs,
    backoff: { next: () => 10, ready: () => undefined },
  });
  rests.push(() => pole.close());
  return { pole, device, bytes: () => bytes };
}

test('a hundred pictures at once: the last is seen, and most of the others were never sent', async () => {
  const far = makeCd5220();
  const { pole, bytes } = layPole('cd5220', far);
  await sleep(10);
  for (let n = 1; n <= 100; n += 1) pole.show(picture('Milk', `${n}.00`, `${n}.00`));
  await until(() => far.seen().lines[1] === 'TOTAL         100.00');
  expect(far.seen().complaints).toEqual([]);
  expect(bytes()).toBeLessThan(10 * 50);
});

test('the price stands before the total, unless something newer is to be seen', async () => {
  const far = makeLed8();
  const { pole } = layPole('led8', far);
  pole.show(milk);
  await until(() => far.shown.length === 2);
  expect(far.shown).toEqual(['1: 12.50', '2: 15.70']);
  pole.show(picture('Bread', '3.20', '18.90'));
  pole.show(picture('Eggs', '4.00', '22.90'));
  await until(() => far.shown.at(-1) === '2: 22.90');
  expect(far.shown).not.toContain('2: 18.90');
});

test('a total whose price still stands when something newer comes is never seen', async () => {
  const far = makeLed8();
  const { pole } = layPole('led8', far, { dwellMs: 20_000 });
  pole.show(milk);
  await until(() => far.shown.length > 0);
  await sleep(20);
  pole.show({ ...milk, figures: [{ lamp: 'change', text: '4.30' }] });
  await until(() => far.shown.at(-1) === '4: 4.30');
  expect(far.shown).toEqual(['1: 12.50', '4: 4.30']);
});

test('whatever another program left it in, it is brought into a state that is known', async () => {
  const far = makeDmD();
  far.hear(Buffer.from('\x1f\x02', 'latin1'));
  const { pole } = layPole('escpos', far);
  pole.show(milk);
  await until(() => far.seen().lines[1] === 'TOTAL          15.70');
  expect(far.seen().complaints).toEqual([]);
});

test('one that is pulled out comes back to what is true now', async () => {
  const far = makeCd5220();
  const { pole, device } = layPole('cd5220', far);
  pole.show(milk);
  await until(() => pole.status().state === 'ready' && far.seen().lines[1].includes('15.70'));
  device.vanish();
  await until(() => pole.status().trouble === 'notFound');
  expect(pole.status().state).toBe('absent');
  pole.show(picture('Bread', '3.20', '18.90'));
  device.plugIn();
  await until(() => far.seen().lines[1] === 'TOTAL          18.90');
  expect(pole.status().state).toBe('ready');
  expect(far.seen().complaints).toEqual([]);
});

test('one that reads nothing holds up nobody, and its close settles', async () => {
  const { pole, device } = layPole('cd5220', makeCd5220(), { bufferBytes: 8 });
  device.hold();
  for (let n = 0; n < 1_000; n += 1) pole.show(picture('Milk', `${n}`, `${n}`));
  await pole.close();
  expect(pole.status().state).toBe('absent');
});

test('over a real terminal, without a printer; pulled out and plugged in', async (ctx) => {
  if (!hasSocat) ctx.skip('socat is not installed');
  let cable = await layCable();
  const { path } = cable;
  let far = makeDmD();
  cable.far.on('data', (bytes: Uint8Array) => far.hear(bytes));
  const devices = await openDevices(
    {
      kind: 'real',
      printer: null,
      fallback: null,
      drawer: { pin: 2, sensor: null },
      display: { protocol: 'escpos', place: { kind: 'serial', path } },
    },
    now,
  );
  devices.display?.show(milk);
  await until(() => far.seen().lines[1] === 'TOTAL          15.70');
  expect(devices.list().at(-1)).toMatchObject({
    role: 'display',
    state: 'ready',
    model: `ESC/POS · ${path}`,
  });
  await cable.dispose();
  await until(() => devices.display?.status().state !== 'ready');
  cable = await layCable(dirname(path));
  far = makeDmD();
  cable.far.on('data', (bytes: Uint8Array) => far.hear(bytes));
  await until(() => far.seen().lines[1] === 'TOTAL          15.70');
  expect(far.seen().complaints).toEqual([]);
  await devices.close();
  await cable.dispose();
});
