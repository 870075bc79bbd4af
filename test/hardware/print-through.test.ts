// A receipt on every printer that we have a profile of, through a real network connection and a real serial port, onto the
// virtual printer's paper; then what is on that paper is read back by somebody else.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { profileNames, type ProfileName } from '#contract/printer-profile.ts';
import type { Paper, PaperBlock } from '#contract/receipt.ts';
import { assembleDevices } from '#hardware/assemble.ts';
import { ean13Of } from '#hardware/printer/barcode.ts';
import { PROFILES, type ProfileChanges } from '#hardware/printer/profiles.ts';
import { listenOnTcp, openTerminal, type FrontEnd } from '#hardware/simulated/front-ends.ts';
import { SimulatedPrinter, type PrinterEvent } from '#hardware/simulated/printer.ts';
import { drawPaper } from '#hardware/simulated/svg.ts';
import { SerialTransport } from '#hardware/transport/serial.ts';
import { TcpTransport } from '#hardware/transport/tcp.ts';
import type { Transport } from '#hardware/transport/transport.ts';
import { hasSocat } from './cable.ts';
import { hex, never, pair, paperOf, rule, space, text, until } from './counter.ts';
import { readCodes, whyNoReader } from './rendered.ts';

const code = (symbology: 'qr' | 'ean13' | 'code128', data: string): PaperBlock => ({
  kind: 'code',
  symbology,
  data,
  caption: data,
});

/** Codes of its own for each printer: the reader tells equal ones only once. */
const codesOf = (name: ProfileName) => {
  const at = profileNames.indexOf(name);
  return { qr: `7310${at}99887766`, ean: `69012345678${at}`, number: `R1-00004${at}` };
};

const LONG =
  '有机全脂纯牛奶 Organic whole milk from the Alps, 1 L, the name that never ends and then goes on';

function receiptFor(name: ProfileName): Paper {
  const { qr, ean, number } = codesOf(name);
  return paperOf(
    text('街角商店 Corner Shop', { align: 'center', isBold: true, isLarge: true }),
    rule,
    pair(LONG, '¥12.50'),
    text('  2 × ¥6.25'),
    pair('Käse, gerieben', '€1,234,567.89'),
    pair('优惠', '−¥2.50'),
    rule,
    pair('合计 TOTAL', '¥1,234,577.89', { isBold: true, isLarge: true }),
    space,
    code('qr', qr),
    code('ean13', ean),
    code('code128', number),
    text('谢谢 Thank you', { align: 'center' }),
  );
}

interface Rig {
  readonly events: PrinterEvent[];
  readonly papers: string[];
  readonly printer: SimulatedPrinter;
  readonly devices: ReturnType<typeof assembleDevices>;
  readonly received: () => Buffer;
}

const closings: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0).toReversed()) await close();
});

async function rig(
  name: ProfileName,
  frontEnd: FrontEnd,
  transport: Transport,
  changes: ProfileChanges,
): Promise<Rig> {
  closings.push(() => frontEnd.close());
  const { columns, dots, cutter } = PROFILES[name];
  const [events, papers, pieces]: [PrinterEvent[], string[], Uint8Array[]] = [[], [], []];
  frontEnd.line.onBytes((bytes) => pieces.push(bytes));
  const make = {
    columns,
    dots,
    hasCutter: cutter !== 'none',
    onPaper: (paper: Parameters<typeof drawPaper>[0]) => papers.push(drawPaper(paper)),
  };
  const printer = new SimulatedPrinter(frontEnd.line, make, (event) => events.push(event));
  const devices = assembleDevices(transport, {
    model: name,
    isSimulated: false,
    profile: PROFILES[name],
    ...changes,
    now: () => new Date('2026-11-20T08:30:00.000Z'),
  });
  closings.push(() => devices.close());
  return { events, papers, printer, devices, received: () => Buffer.concat(pieces) };
}

async function overTcp(name: ProfileName, changes: ProfileChanges = {}): Promise<Rig> {
  const frontEnd = await listenOnTcp(0);
  return rig(name, frontEnd, new TcpTransport({ host: '127.0.0.1', port: Number(frontEnd.place) }), changes);
}

async function overSerial(name: ProfileName, changes: ProfileChanges = {}): Promise<Rig> {
  const folder = mkdtempSync(join(tmpdir(), 'counterfoil-printer-'));
  closings.push(async () => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'printer');
  return rig(name, await openTerminal(path), new SerialTransport({ path, baudRate: 115_200 }), changes);
}

const linesOf = (events: readonly PrinterEvent[]): string[] =>
  events.flatMap((event) => (event.kind === 'receipt' ? event.lines.map((line) => line.text) : []));

/** The figures of the receipt in the characters that the printer has. */
function figuresOf(name: ProfileName): string[] {
  const figures = ['¥12.50', '€1,234,567.89', '−¥2.50', '¥1,234,577.89'];
  if (PROFILES[name].charset === 'cp858') return figures.map((figure) => figure.replace('−', '-'));
  const chinese = figures.map((figure) => figure.replace('¥', '￥').replace('−', '-'));
  return PROFILES[name].charset === 'gb2312' ? chinese.map((figure) => figure.replace('€', 'EUR')) : chinese;
}

const printed: string[] = [];

describe.each([
  ['the network', overTcp, true],
  ['a serial port', overSerial, hasSocat],
] as const)('over %s', (way, open, isPossible) => {
  test.for(profileNames)('%s: everything on the paper, every figure whole', async (name, ctx) => {
    if (!isPossible) ctx.skip('socat is not installed');
    const { devices, events, papers } = await open(name);
    expect(await devices.printer.print({ id: 'one', paper: receiptFor(name) }, never())).toEqual({
      kind: 'printed',
    });
    await until(() => events.length > 0);
    // No overflow, nothing unknown, no pulse.
    expect(events.map(({ kind }) => kind)).toEqual(['receipt']);
    const lines = linesOf(events);
    for (const figure of figuresOf(name)) {
      const holders = lines.filter((line) => line.endsWith(` ${figure}`));
      expect(holders, `${figure} in\n${lines.join('\n')}`).toHaveLength(1);
    }
    if (way === 'the network') printed.push(...papers);
  });

  test.for([
    [2, '1b700019fa'],
    [5, '1b700119fa'],
  ] as const)('the drawer on pin %i gets exactly five bytes', async ([pin, pulse], ctx) => {
    if (!isPossible) ctx.skip('socat is not installed');
    const { devices, events, received } = await open('generic-80', { drawerPin: pin });
    expect(await devices.drawer.kick('sale')).toEqual({ sent: true });
    await until(() => events.length > 0);
    expect(events).toEqual([{ kind: 'pulse', pin, onMs: 50, offMs: 500 }]);
    // Before it only the question whether the printer is online.
    expect(hex(received()).replaceAll('100401', '')).toBe(pulse);
  });
});

test.skipIf(whyNoReader !== null)(
  `another reader reads every code from every paper${whyNoReader === null ? '' : ` (${whyNoReader})`}`,
  { timeout: 180_000 },
  () => {
    const expected = profileNames.flatMap((name) => {
      if (PROFILES[name].qr === 'none') return [];
      const { qr, ean, number } = codesOf(name);
      return [`QR-Code:${qr}`, `EAN-13:${ean13Of(ean)}`, `CODE-128:${number}`];
    });
    expect(printed).toHaveLength(profileNames.length);
    expect(readCodes(printed)).toEqual(expected.toSorted());
  },
);

test('an Epson printer says by itself that its cover is open, and that it is shut again', async () => {
  const { devices, printer } = await overTcp('epson-tm-t20');
  await devices.look();
  expect(devices.printer.status().trouble).toBeNull();
  printer.setCoverOpen(true);
  await until(() => devices.printer.status().trouble === 'coverOpen');
  printer.setCoverOpen(false);
  await until(() => devices.printer.status().trouble === null);
});
