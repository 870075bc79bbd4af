// A scanner in HID POS mode at the kernel's raw HID device, through `node-hid`, beside one that is a keyboard.
import { closeSync, constants, existsSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { HidPosScanner, type HidPlace } from '#hardware/scanner/hid-pos.ts';
import { readLayout } from '#hardware/scanner/hid-report.ts';
import { HONEYWELL, KEYBOARD_DESCRIPTOR, makeReports } from '#test/hardware/hid-reports.ts';
import { type Check, equal, holds, openFiles } from './checks.ts';
import { asNobody } from './check-file.ts';
import { DeviceEnd, Gadget, type Identity, pull } from './gadgets.ts';
import { sleep, until } from './waiting.ts';

const SCANNER: Identity = { vendorId: 0x0c2e, productId: 0x0b62, serialNumber: 'POS1', product: 'Scanner' };
const WEDGE: Identity = { vendorId: 0x05e0, productId: 0x1200, serialNumber: 'KEYS', product: 'Scanner' };

const makeHid = (identity: Identity, name: string, length: number, descriptor: Uint8Array, boot: 0 | 1) => {
  const settings = { protocol: boot, subclass: boot, report_length: length, report_desc: descriptor };
  return new Gadget(identity, { name, settings });
};
const scanner = makeHid(SCANNER, 'hid.pos', HONEYWELL.length, HONEYWELL.descriptor, 0);
const wedge = makeHid(WEDGE, 'hid.keys', 8, KEYBOARD_DESCRIPTOR, 1);

/** The raw devices of a vendor, by name. */
const rawOf = ({ vendorId, productId }: Identity): string[] => {
  const id = [vendorId, productId].map((one) => one.toString(16).padStart(8, '0').toUpperCase()).join(':');
  return readdirSync('/sys/class/hidraw').filter((name) =>
    readFileSync(`/sys/class/hidraw/${name}/device/uevent`, 'utf8').includes(id),
  );
};

const raws = () => openFiles().filter((name) => /hidraw\d+$/.test(name));

function open(place: HidPlace): { driver: HidPosScanner; texts: string[] } {
  const known = { source: 'lab', model: 'Lab scanner', isSimulated: false, now: () => new Date() };
  const driver = new HidPosScanner(place, known);
  const texts: string[] = [];
  driver.onRead(({ symbology, code }) => texts.push(`${symbology} ${code}`));
  driver.onMisread(({ misread }) => texts.push(misread));
  return { driver, texts };
}

const isReady = (driver: HidPosScanner) =>
  until('the scanner to be ready', () => driver.status().state === 'ready');

let end: DeviceEnd | null = null;
async function plug(bus: number): Promise<void> {
  scanner.plug(bus);
  end = await DeviceEnd.open('/dev/hidg0');
}
async function unplug(): Promise<void> {
  await pull(scanner, end, '/dev/hidg0');
  end = null;
}
function scan(aim: string, text: string): void {
  for (const report of makeReports(HONEYWELL, aim, Buffer.from(text))) end?.send(report);
}

const LONG = '订单 '.repeat(40) + 'https://id.example/01/09501101530003?17=261231';

export const hidChecks: readonly Check[] = [
  {
    name: 'hid: the system shows the descriptor that the scanner has, and the layout is found in it',
    async run() {
      await plug(0);
      await until('its raw device', () => rawOf(SCANNER).length === 1);
      const file = `/sys/class/hidraw/${rawOf(SCANNER)[0]}/device/report_descriptor`;
      equal(
        readFileSync(file).toString('hex'),
        Buffer.from(HONEYWELL.descriptor).toString('hex'),
        'the descriptor',
      );
      holds(readLayout(readFileSync(file)) !== null, 'a layout is found');
    },
  },
  {
    name: 'hid: scans arrive with their identifiers, short and in several reports, none lost of a hundred',
    async run() {
      const { driver, texts } = open(SCANNER);
      await isReady(driver);
      const wanted: string[] = [];
      const say = (aim: string, text: string, means: string) => {
        scan(aim, text);
        wanted.push(means);
      };
      say(']E0', '6901234567892', 'ean13 6901234567892');
      say(']Q1', LONG, `qr ${LONG}`);
      say(']C1', '0109501101530003\u001d10ABC', 'gs1-128 (01)09501101530003(10)ABC');
      for (let at = 0; at < 100; at++) say(']E0', `69000000${at + 10_000}`, `ean13 69000000${at + 10_000}`);
      await until('the scans', () => texts.length >= wanted.length);
      await sleep(200);
      equal(texts, wanted, 'the scans');
      await driver.close();
      return `${wanted.length} scans, the longest of ${Buffer.byteLength(LONG)} bytes`;
    },
  },
  {
    name: 'hid: a scanner that is a keyboard is not opened, and said to be set up wrongly',
    async run() {
      wedge.plug(1);
      const keys = await DeviceEnd.open('/dev/hidg1');
      await until('its raw device', () => rawOf(WEDGE).length === 1);
      const { driver } = open(WEDGE);
      await until('the trouble', () => driver.status().trouble !== null);
      equal(driver.status().trouble, 'config', 'the trouble');
      equal(raws(), [], 'what is open');
      await driver.close();
      await pull(wedge, keys, '/dev/hidg1');
    },
  },
  {
    name: 'hid: a stranger is told PERMISSION, and an absent scanner is missed',
    async run() {
      await asNobody(async () => {
        const { driver } = open(SCANNER);
        await until('the trouble', () => driver.status().trouble !== null);
        equal(driver.status().trouble, 'permission', 'the trouble');
        await driver.close();
      });
      const { driver } = open({ ...SCANNER, serialNumber: 'POS9' });
      await until('the trouble', () => driver.status().trouble !== null);
      equal(driver.status().trouble, 'notFound', 'the trouble');
      await driver.close();
    },
  },
  {
    name: 'hid: pulled and plugged six times, each time under another name, it scans on; half a scan is none',
    async run() {
      const { driver, texts } = open(SCANNER);
      await isReady(driver);
      const names = new Set<string>();
      const held: number[] = [];
      const wanted: string[] = [];
      for (let turn = 0; turn < 6; turn++) {
        const [name = ''] = raws();
        names.add(name);
        // Whoever still has the vanished device open keeps its name taken.
        held.push(openSync(name, constants.O_RDONLY | constants.O_NONBLOCK));
        const [half] = makeReports(HONEYWELL, ']Q1', Buffer.from(LONG));
        if (half !== undefined) end?.send(half);
        await end?.sent();
        await sleep(200);
        await unplug();
        await until('the scanner to be missed', () => driver.status().state !== 'ready');
        await plug(turn % 3);
        await isReady(driver);
        scan(']E0', `590123412345${turn}`);
        wanted.push(`ean13 590123412345${turn}`);
        await until('the scan', () => texts.length >= wanted.length);
      }
      await sleep(200);
      equal(texts, wanted, 'the scans');
      equal(names.size, 6, `different names (${[...names].join(', ')})`);
      for (const fd of held) closeSync(fd);
      await driver.close();
      await unplug();
      return [...names].join(', ');
    },
  },
  {
    name: 'hid: nothing stays open',
    async run() {
      await until('everything to be closed', () => !openFiles().some((name) => name.includes('hidraw')));
      holds(!existsSync('/dev/hidg0'), 'the gadget is out');
    },
  },
];
