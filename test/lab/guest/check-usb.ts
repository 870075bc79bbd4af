// The same printer on the bus itself, past the kernel's driver, through the package `usb`.
import { existsSync } from 'node:fs';
import { UsbTransport } from '#hardware/transport/usb.ts';
import { type Check, equal, holds, openFiles } from './checks.ts';
import { asNobody, codeOf, printers } from './check-file.ts';
import { counterOn, printWhole, ready, troubled } from './printer.ts';
import { sleep, until } from './waiting.ts';

const LP0 = '/dev/usb/lp0';
const never = new AbortController().signal;
const { one, two } = printers;

const bus = (serialNumber: string | null = 'LAB1') =>
  new UsbTransport({ vendorId: 0x04b8, productId: 0x0202, serialNumber });

export const usbChecks: readonly Check[] = [
  {
    name: 'usb: the receipt comes out byte for byte, answers come back, and the kernel gets its printer back',
    async run() {
      // Whatever name it had before.
      await one.unplug();
      await one.plug(0);
      await until('lp0', () => existsSync(LP0));
      const counter = counterOn(bus());
      const length = await printWhole(counter, one, 'U-1');
      holds(!existsSync(LP0), 'the kernel has let go of it');
      await counter.close();
      await until('lp0 to come back', () => existsSync(LP0));
      return `${length} bytes`;
    },
  },
  {
    name: 'usb: a second opener is told BUSY, a stranger PERMISSION, an absent one NOT_FOUND',
    async run() {
      const first = bus();
      await first.open(never);
      equal(await codeOf(bus().open(never)), 'busy', 'the second');
      equal((await first.write(Uint8Array.of(0x0a), { deadlineMs: 5_000 })).error, null, 'the first goes on');
      await first.close();
      equal(await asNobody(() => codeOf(bus().open(never))), 'permission', 'a stranger');
      equal(await codeOf(bus('LAB9').open(never)), 'notFound', 'an absent one');
    },
  },
  {
    name: 'usb: a printer that reads nothing is STALLED, and closing is quick',
    async run() {
      const transport = bus();
      await transport.open(never);
      one.end?.hold();
      const { error, handedBytes } = await transport.write(new Uint8Array(300_000), { deadlineMs: 2_500 });
      equal(error?.code, 'stalled', `the code of ${error}`);
      const startedMs = performance.now();
      await transport.close();
      const closedMs = performance.now() - startedMs;
      holds(closedMs < 2_500, `closed in time (${closedMs.toFixed(0)} ms)`);
      await one.unplug();
      await one.plug(0);
      return `at most ${handedBytes} bytes handed over, closed in ${closedMs.toFixed(0)} ms`;
    },
  },
  {
    name: 'usb: pulled out in the middle of a write it is GONE, and told once',
    async run() {
      const transport = bus();
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
      await until('the end to be told', () => gone > 0);
      await sleep(500);
      equal(gone, 1, 'times told');
      await transport.close();
    },
  },
  {
    name: 'usb: pulled and plugged five times, beside its double, it prints each time and on itself',
    async run() {
      await one.plug(0);
      await two.plug(1);
      const counter = counterOn(bus());
      await counter.look();
      await ready(counter);
      two.forget();
      const waits: number[] = [];
      for (let turn = 0; turn < 5; turn++) {
        await one.unplug();
        await troubled(counter);
        await one.plug(2 + (turn % 3));
        const startedMs = performance.now();
        await ready(counter);
        waits.push(Math.floor(performance.now() - startedMs));
        await printWhole(counter, one, `U-${10 + turn}`);
      }
      await counter.close();
      equal(two.bytes().length, 0, 'bytes that went to the other printer');
      await one.unplug();
      await two.unplug();
      return `ready again after ${waits.join(', ')} ms`;
    },
  },
  {
    name: 'usb: nothing stays open',
    async run() {
      await until('everything to be closed', () => openFiles().every((name) => !name.includes('/bus/usb/')));
    },
  },
];
