// A printer at the kernel's own printer driver, /dev/usb/lp0, through the transport for device files.
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { findPlaces } from '#hardware/discovery/ports.ts';
import type { HardwareError } from '#hardware/errors.ts';
import { DeviceFileTransport } from '#hardware/transport/device-file.ts';
import type { Transport } from '#hardware/transport/transport.ts';
import { type Check, equal, holds, openFiles, show } from './checks.ts';
import { nameOf, type Identity } from './gadgets.ts';
import { counterOn, LabPrinter, printWhole, ready, receipt, troubled } from './printer.ts';
import { sleep, until } from './waiting.ts';

const LP0 = '/dev/usb/lp0';
const never = new AbortController().signal;

const introduction = (model: string) => `MFG:EPSON;CMD:ESC/POS;MDL:${model};CLS:PRINTER;`;
const identity = (serialNumber: string): Identity => ({
  vendorId: 0x04b8,
  productId: 0x0202,
  serialNumber,
  product: 'TM-T20',
});
const makePrinter = (serial: string, at: number) =>
  new LabPrinter(
    identity(serial),
    { name: `printer.${serial}`, settings: { pnp_string: introduction(`TM-T20 ${serial}`) } },
    `/dev/g_printer${at}`,
    LP0,
  );

export const printers = { one: makePrinter('LAB1', 0), two: makePrinter('LAB2', 1) };
const { one, two } = printers;

export async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'none',
    (error: HardwareError) => error.code ?? String(error),
  );
}

/** As somebody who belongs to no group of devices. */
export async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  process.setegid?.(1_000);
  process.setgroups?.([1_000]);
  process.seteuid?.(1_000);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
    process.setegid?.(0);
    process.setgroups?.([0]);
  }
}

async function withCounter<T>(
  transport: Transport,
  work: (counter: ReturnType<typeof counterOn>) => Promise<T>,
) {
  const counter = counterOn(transport);
  try {
    return await work(counter);
  } finally {
    await counter.close();
  }
}

const file = (path = LP0) => new DeviceFileTransport({ path });

export const fileChecks: readonly Check[] = [
  {
    name: 'device file: a printer is found by its introduction, without a byte sent to it',
    async run() {
      await one.plug(0);
      await until('lp0', () => existsSync(LP0));
      const places = await findPlaces();
      const found = places.find(({ kind }) => kind === 'printer');
      equal(found?.label, 'EPSON TM-T20 LAB1', 'its name');
      equal(found?.place, { kind: 'file', path: nameOf(one.gadget.identity) }, 'its place');
      equal(one.bytes().length, 0, 'bytes sent');
    },
  },
  {
    name: 'device file: a receipt with Chinese and a square code comes out byte for byte, and is proved',
    run: () =>
      withCounter(file(), async (counter) => {
        const length = await printWhole(counter, one, 'F-1');
        for (const svg of one.papers) show('paper', svg);
        return `${length} bytes`;
      }),
  },
  {
    name: 'device file: the drawer gets five bytes',
    run: () =>
      withCounter(file(), async (counter) => {
        await counter.look();
        one.forget();
        equal(await counter.drawer.kick('lab'), { sent: true }, 'the pulse');
        await until('the pulse', () => one.events.some(({ kind }) => kind === 'pulse'));
        // Whatever was asked before it is of another kind.
        equal(one.bytes().subarray(-5).toString('hex'), '1b700019fa', 'its bytes');
      }),
  },
  {
    name: 'device file: paper that runs out is told, and the receipt comes out after the refill',
    run: () =>
      withCounter(file(), async (counter) => {
        one.printer.setPaper('out');
        const outcome = await counter.printer.print({ id: 'x', paper: receipt('F-2') }, never);
        equal(outcome, { kind: 'notStarted', trouble: 'paperOut' }, 'without paper');
        one.printer.setPaper('ok');
        await ready(counter);
        await printWhole(counter, one, 'F-2');
      }),
  },
  {
    name: 'device file: a second opener is told BUSY, a stranger PERMISSION, an absent one NOT_FOUND',
    async run() {
      const first = file();
      await first.open(never);
      equal(await codeOf(file().open(never)), 'busy', 'the second');
      await first.close();
      equal(await asNobody(() => codeOf(file().open(never))), 'permission', 'a stranger');
      equal(await codeOf(file('/dev/usb/lp7').open(never)), 'notFound', 'an absent one');
      const again = file();
      await again.open(never);
      await again.close();
    },
  },
  {
    name: 'device file: a printer that reads nothing stalls one write and nothing else',
    async run() {
      const transport = file();
      await transport.open(never);
      one.end?.hold();
      const writing = transport.write(new Uint8Array(300_000), { deadlineMs: 2_000 });
      await sleep(500);
      const startedMs = performance.now();
      await stat('/');
      const waitedMs = performance.now() - startedMs;
      holds(waitedMs < 1_000, `an unrelated question is answered meanwhile (${waitedMs.toFixed(0)} ms)`);
      const { error, handedBytes } = await writing;
      equal(error?.code, 'stalled', `the code of ${error}`);
      const closingMs = performance.now();
      await transport.close();
      const closedMs = performance.now() - closingMs;
      holds(closedMs < 2_500, `closing is quick (${closedMs.toFixed(0)} ms)`);
      one.end?.hold(false);
      await one.unplug();
      await one.plug(0);
      await until('lp0', () => existsSync(LP0));
      return `the kernel took ${handedBytes} bytes, closed in ${closedMs.toFixed(0)} ms`;
    },
  },
  {
    name: 'device file: pulled out in the middle of a write it is GONE, and told once',
    async run() {
      const transport = file();
      await transport.open(never);
      let gone = 0;
      transport.onGone(() => {
        gone += 1;
      });
      one.end?.hold();
      const writing = transport.write(new Uint8Array(300_000), { deadlineMs: 20_000 });
      await sleep(300);
      await one.unplug();
      const { error } = await writing;
      equal(error?.code, 'gone', `the code of ${error}`);
      await sleep(1_500);
      equal(gone, 1, 'times told');
      equal(transport.state, 'closed', 'the state');
      await transport.close();
      await one.plug(0);
    },
  },
  {
    name: 'device file: pulled and plugged eight times, in any bus, it prints each time',
    run: () =>
      withCounter(file(nameOf(one.gadget.identity)), async (counter) => {
        await counter.look();
        await ready(counter);
        const waits: number[] = [];
        for (let turn = 0; turn < 8; turn++) {
          await one.unplug();
          await troubled(counter);
          await one.plug(turn % 3);
          const startedMs = performance.now();
          await ready(counter);
          waits.push(Math.floor(performance.now() - startedMs));
          await printWhole(counter, one, `F-${10 + turn}`);
        }
        return `ready again after ${waits.join(', ')} ms`;
      }),
  },
  {
    name: 'device file: of two equal printers each keeps its own receipts when they change places',
    run: () =>
      withCounter(file(nameOf(one.gadget.identity)), async (counter) => {
        await counter.look();
        await ready(counter);
        await one.unplug();
        await troubled(counter);
        // Now the other one is lp0.
        await two.plug(0);
        await until('lp0', () => existsSync(LP0));
        await sleep(2_000);
        equal(two.bytes().length, 0, 'bytes that went to the other printer');
        await one.plug(1);
        await ready(counter);
        await printWhole(counter, one, 'F-30');
        equal(two.bytes().length, 0, 'bytes that went to the other printer');
        await withCounter(file(nameOf(two.gadget.identity)), async (second) => {
          await printWhole(second, two, 'F-31');
        });
        await two.unplug();
      }),
  },
  {
    name: 'device file: nothing stays open',
    async run() {
      await until('everything to be closed', () => openFiles().every((name) => !name.includes('/lp')));
    },
  },
];
