// A printer and a scanner at serial ports that USB makes (cdc-acm), through `serialport`.
import { closeSync, constants, existsSync, openSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { identityOf, listPorts } from '#hardware/discovery/ports.ts';
import { StreamScanner } from '#hardware/scanner/stream.ts';
import { SerialTransport } from '#hardware/transport/serial.ts';
import { type Check, equal, holds, openFiles } from './checks.ts';
import { asNobody, codeOf } from './check-file.ts';
import { DeviceEnd, Gadget, nameOf, pull } from './gadgets.ts';
import { counterOn, LabPrinter, printWhole, ready, troubled } from './printer.ts';
import { sleep, until } from './waiting.ts';

const never = new AbortController().signal;
const PRINTER = { vendorId: 0x0519, productId: 0x0003, serialNumber: 'STAR1', product: 'Receipts' };
const SCANNER = { vendorId: 0x0c2e, productId: 0x0b6a, serialNumber: 'SCAN1', product: 'Scanner' };

const printer = new LabPrinter(PRINTER, { name: 'acm.p', settings: {} }, '/dev/ttyGS0', '/dev/ttyACM0');
const scanner = new Gadget(SCANNER, { name: 'acm.s', settings: {} });

const port = (path: string) => new SerialTransport({ path, baudRate: 115_200 });
/** What of it this process has open; a port that has gone has another name. */
const ports = () => openFiles().filter((name) => /ttyACM\d+$/.test(name));
const isPort = (path: string) => () => existsSync(path);

export const serialChecks: readonly Check[] = [
  {
    name: 'serial: ports are listed with what they are, by udevadm and by sysfs alone',
    async run() {
      await printer.plug(0);
      await until('ttyACM0', isPort('/dev/ttyACM0'));
      const wanted = nameOf(PRINTER);
      let names: (string | null)[] = [];
      for (let tries = 0; tries < 20 && !names.includes(wanted); tries++) {
        names = (await listPorts()).map(identityOf);
        await sleep(200);
      }
      equal(names, [wanted], 'by udevadm');
      const bySysfs = await listPorts(async () => Promise.reject(new Error('spawn udevadm ENOENT')));
      equal(bySysfs.map(identityOf), [wanted], 'by sysfs');
    },
  },
  {
    name: 'serial: a receipt comes out byte for byte, and is proved',
    async run() {
      const counter = counterOn(port(nameOf(PRINTER)));
      const length = await printWhole(counter, printer, 'S-1');
      await counter.close();
      return `${length} bytes`;
    },
  },
  {
    name: 'serial: a second opener is told BUSY, a stranger PERMISSION, an absent one NOT_FOUND',
    async run() {
      const first = port('/dev/ttyACM0');
      await first.open(never);
      equal(await codeOf(port('/dev/ttyACM0').open(never)), 'busy', 'the second');
      await first.close();
      equal(await asNobody(() => codeOf(port('/dev/ttyACM0').open(never))), 'permission', 'a stranger');
      equal(await codeOf(port('usb:0519:0003:other').open(never)), 'notFound', 'an absent one');
    },
  },
  {
    name: 'serial: a printer that reads nothing is STALLED, stalls nothing else, and closing is quick',
    async run() {
      const transport = port('/dev/ttyACM0');
      await transport.open(never);
      printer.end?.hold();
      const writing = transport.write(new Uint8Array(300_000), { deadlineMs: 2_000 });
      await sleep(500);
      const askedMs = performance.now();
      await stat('/');
      holds(performance.now() - askedMs < 1_000, 'an unrelated question is answered meanwhile');
      const { error, handedBytes } = await writing;
      equal(error?.code, 'stalled', `the code of ${error}`);
      const startedMs = performance.now();
      await transport.close();
      const closedMs = performance.now() - startedMs;
      holds(closedMs < 3_000, `closed in time (${closedMs.toFixed(0)} ms)`);
      await printer.unplug();
      await printer.plug(0);
      return `at most ${handedBytes} bytes handed over, closed in ${closedMs.toFixed(0)} ms`;
    },
  },
  {
    name: 'serial: pulled and plugged six times, each time under another name, it is found by what it is',
    async run() {
      const counter = counterOn(port(nameOf(PRINTER)));
      await counter.look();
      await ready(counter);
      const names: string[] = [];
      const held: number[] = [];
      for (let turn = 0; turn < 6; turn++) {
        const name = `/dev/ttyACM${turn}`;
        equal(ports(), [name], 'what is open');
        // Whoever still has the vanished port open keeps its name taken.
        held.push(openSync(name, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY));
        await printer.unplug(name);
        await troubled(counter);
        await printer.plug(turn % 3);
        await ready(counter);
        await printWhole(counter, printer, `S-${10 + turn}`);
        names.push(...ports());
      }
      for (const fd of held) closeSync(fd);
      await counter.close();
      await printer.unplug('/dev/ttyACM6');
      equal(new Set(names).size, 6, `different names (${names.join(', ')})`);
      return names.join(', ');
    },
  },
  {
    name: 'serial: every code of a scanner arrives, and nothing else; pulled in the middle of one, it comes back',
    async run() {
      const transport = new SerialTransport(
        { path: nameOf(SCANNER), baudRate: 115_200 },
        { dropsStale: true },
      );
      const known = { source: 'lab', model: 'Lab scanner', isSimulated: false, now: () => new Date() };
      const driver = new StreamScanner(transport, known);
      const heard: string[] = [];
      driver.onRead(({ code, symbology }) => heard.push(`${symbology} ${code}`));
      const misreads: string[] = [];
      driver.onMisread(({ misread }) => misreads.push(misread));
      const wanted: string[] = [];
      scanner.plug(1);
      for (let turn = 1; turn <= 3; turn++) {
        if (!scanner.isPlugged) scanner.plug(turn);
        const end = await DeviceEnd.open('/dev/ttyGS1');
        await until('the scanner to be ready', () => driver.status().state === 'ready');
        const codes = Array.from({ length: 100 }, (_, at) => `6901${turn}${String(at).padStart(8, '0')}`);
        const bytes = Buffer.from(codes.map((code) => `]E0${code}\r`).join(''));
        for (let at = 0; at < bytes.length; at += 7) end.send(bytes.subarray(at, at + 7));
        wanted.push(...codes.map((code) => `ean13 ${code}`));
        await until('the codes', () => heard.length >= wanted.length);
        // Half a code is none, and is not glued to the next.
        end.send(Buffer.from(']E0590'));
        await end.sent();
        await pull(scanner, end, '/dev/ttyACM0');
        await until('the scanner to be missed', () => driver.status().state !== 'ready');
      }
      equal(heard, wanted, 'the codes');
      // Where the silence is noticed before the pull, the half is told.
      holds(
        misreads.length <= 3 && misreads.every((one) => one === 'brokenOff'),
        `misreads: ${misreads.join()}`,
      );
      await driver.close();
      return `${heard.length} codes`;
    },
  },
  {
    name: 'serial: nothing stays open',
    async run() {
      await until('everything to be closed', () => openFiles().every((name) => !name.includes('ttyACM')));
    },
  },
];
