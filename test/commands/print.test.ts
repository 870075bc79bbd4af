// Papers that may not have come out: who says so, what comes out then, and that a dead printer holds up nobody.
import { afterEach, expect, test, vi } from 'vitest';
import type { Devices, ReceiptPrinter } from '#hardware/ports.ts';
import { openFarPrinter } from '#test/hardware/far-printer.ts';
import { makePrintCounter, type PrintCounter } from '#test/support/print-counter.ts';
import { id, openShop } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

const WATER = '6901234567892';
const now = () => new Date('2026-11-20T08:30:00.000Z');
let shop: Shop;
let counter: PrintCounter;
afterEach(() => shop.close());

async function openCounterShop(change: (devices: Devices) => Devices = (devices) => devices): Promise<void> {
  counter = makePrintCounter(now);
  shop = await openShop({ opened: () => change(counter.devices) });
  await shop.openShift(0);
}

const questions = async () => (await shop.do('print.questions', {})).questions;

/** A sale whose receipt was torn off in the middle. */
async function tear(name: string): Promise<number> {
  await vi.waitFor(() => expect(counter.devices.printer.status().state).toBe('ready'));
  counter.hurtAfter('powerLoss', 120);
  await shop.sell(name, [WATER]);
  const asked = await vi.waitFor(async () => {
    const [question] = await questions();
    if (question === undefined) throw new Error('nobody asks');
    return question;
  });
  expect(asked).toMatchObject({ kind: 'receipt', saleId: id(name), state: 'uncertain', trouble: 'offline' });
  counter.mend();
  return asked.jobId;
}

test('a torn receipt is asked about; the answer no prints one marked, counted copy', async () => {
  await openCounterShop();
  const jobId = await tear('torn');
  const commandId = id('answer');
  const args = { commandId, jobId, answer: 'again' };
  expect(await shop.do('print.answer', args)).toEqual({ copy: 1 });
  // The answer was lost on its way and the button pressed again: one copy all the same.
  expect(await shop.do('print.answer', args)).toEqual({ copy: 1 });
  expect(await shop.refused('print.answer', { jobId, answer: 'again' })).toMatchObject({
    code: 'print.notAsked',
  });
  const copies = () => counter.papers.filter((text) => text.includes('第1次'));
  await vi.waitFor(() => expect(copies()).toHaveLength(1));
  expect(copies()[0]).toContain('1-000001');
  expect(await questions()).toEqual([]);
  expect((await shop.do('receipt.reprint', { saleId: id('torn') })).copy).toBe(2);
});

test('the answer yes prints nothing; one that nobody wants is left', async () => {
  await openCounterShop();
  const jobId = await tear('there');
  expect(await shop.do('print.answer', { jobId, answer: 'printed' })).toEqual({ copy: null });
  const other = await tear('unwanted');
  expect(await shop.do('print.answer', { jobId: other, answer: 'leave' })).toEqual({ copy: null });
  expect(await questions()).toEqual([]);
  expect(counter.papers.filter((text) => text.includes('第'))).toEqual([]);
});

test('a gift receipt that was torn off comes out again as one, and is no copy of the receipt', async () => {
  await openCounterShop();
  await shop.sell('given', [WATER]);
  await vi.waitFor(() => expect(counter.papers).toHaveLength(1));
  await vi.waitFor(() => expect(counter.devices.printer.status().state).toBe('ready'));
  counter.hurtAfter('powerLoss', 120);
  await shop.do('receipt.gift', { saleId: id('given') });
  await vi.waitFor(async () => expect(await questions()).toHaveLength(1));
  counter.mend();
  // Nobody asked for the receipt of this sale: a copy of it is no answer to the question about the other paper.
  expect((await shop.do('receipt.reprint', { saleId: id('given') })).copy).toBe(1);
  const [asked] = await questions();
  expect(asked).toMatchObject({ kind: 'gift', state: 'uncertain' });
  expect(await shop.do('print.answer', { jobId: asked?.jobId ?? 0, answer: 'again' })).toEqual({ copy: 1 });
  const gifts = () => counter.papers.filter((text) => !text.includes('2.00') && text.includes('第1次'));
  await vi.waitFor(() => expect(gifts()).toHaveLength(1));
  expect((await shop.do('receipt.reprint', { saleId: id('given') })).copy).toBe(2);
});

test('the question says which receipt it is about', async () => {
  await openCounterShop();
  await tear('first');
  const [asked] = await questions();
  expect(asked?.title).toContain('1-000001');
});

test('a copy that is asked for is an answer too', async () => {
  await openCounterShop();
  await tear('asked for');
  expect((await shop.do('receipt.reprint', { saleId: id('asked for') })).copy).toBe(1);
  expect(await questions()).toEqual([]);
});

test('paper that ran out goes on by itself after the refill, and nobody is asked any more', async () => {
  await openCounterShop();
  await vi.waitFor(() => expect(counter.devices.printer.status().state).toBe('ready'));
  counter.hurtAfter('paperOut', 120);
  await shop.sell('refilled', [WATER]);
  await vi.waitFor(async () => expect(await questions()).toHaveLength(1));
  counter.mend();
  await vi.waitFor(async () => expect(await questions()).toEqual([]));
  expect(counter.papers.filter((text) => text.includes('1-000001'))).toHaveLength(1);
});

test('with a printer that never answers anything again, the counter goes on', async () => {
  // Until the till itself gives up on it, at its end.
  const dead: ReceiptPrinter['print'] = (_job, signal) =>
    new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve({ kind: 'unconfirmed' }));
    });
  await openCounterShop((devices) => ({
    ...devices,
    printer: {
      render: () => new Uint8Array([1]),
      onLateProof: () => () => undefined,
      print: dead,
      status: () => devices.printer.status(),
      onChange: (callback) => devices.printer.onChange(callback),
      close: () => devices.printer.close(),
    },
  }));
  for (const name of ['one', 'two', 'three']) await shop.sell(name, [WATER]);
  expect((await shop.do('sale.last', {})).last?.receiptNumber).toBe('1-000003');
  // The drawer hangs on the same line, which is free.
  await vi.waitFor(() => expect(counter.pulses()).toBe(3));
});

test('a paper that cannot be laid out holds up none behind it', async () => {
  await openCounterShop((devices) => {
    const { printer } = devices;
    const broken: ReceiptPrinter = {
      render: (job) => {
        if (JSON.stringify(job.paper).includes('1-000001')) throw new Error('planted');
        return printer.render(job);
      },
      print: (job, signal) => printer.print(job, signal),
      onLateProof: (callback) => printer.onLateProof(callback),
      status: () => printer.status(),
      onChange: (callback) => printer.onChange(callback),
      close: () => printer.close(),
    };
    return { ...devices, printer: broken };
  });
  await shop.sell('odd', [WATER]);
  await shop.sell('even', [WATER]);
  await vi.waitFor(() => expect(counter.papers.filter((text) => text.includes('1-000002'))).toHaveLength(1));
  expect(await questions()).toMatchObject([{ saleId: id('odd'), state: 'held', trouble: 'failed' }]);
});

test('what waited for a printer that was replaced fits on the paper of the new one', async () => {
  const far = await openFarPrinter(32);
  let place = { kind: 'tcp' as const, host: '127.0.0.1', port: 1 };
  let columns = 48;
  shop = await openShop({
    devices: () => ({
      kind: 'real',
      printer: { place, columns, qr: 'native' },
      fallback: null,
      drawer: { pin: 2, sensor: null },
    }),
  });
  await shop.openShift(0);
  const states: string[] = [];
  shop.core.subscribe((event) => {
    if (event.event === 'print.changed') states.push(event.payload.state);
  });
  await shop.sell('waits', [WATER]);
  await vi.waitFor(() => expect(states).toContain('blocked'));
  [place, columns] = [{ ...place, port: far.port }, 32];
  await shop.restart();
  await vi.waitFor(() => expect(far.papers()).toHaveLength(1), { timeout: 20_000 });
  expect(far.papers()[0]).toContain('1-000001');
  // Each line as long as the new paper is wide, none broken by the printer: the rule says so.
  expect(far.papers()[0]).toMatch(/^-{32}$/m);
  await far.close();
}, 60_000);

test('a second printer takes what the first cannot print, each paper once', async () => {
  const far = await openFarPrinter();
  const place = { kind: 'tcp' as const, host: '127.0.0.1', port: far.port };
  shop = await openShop({
    devices: () => ({
      kind: 'real',
      printer: { place: { ...place, port: 1 }, columns: 48, qr: 'native' },
      fallback: { place, columns: 48, qr: 'native' },
      drawer: { pin: 2, sensor: null },
    }),
  });
  await shop.openShift(0);
  await shop.sell('first', [WATER]);
  await shop.sell('second', [WATER]);
  await vi.waitFor(() => expect(far.papers()).toHaveLength(2), { timeout: 40_000, interval: 200 });
  expect(far.papers()[0]).toContain('1-000001');
  expect(far.papers()[1]).toContain('1-000002');
  await shop.sell('third', [WATER]);
  await vi.waitFor(() => expect(far.papers()).toHaveLength(3), { timeout: 20_000, interval: 100 });
  await far.close();
}, 90_000);
