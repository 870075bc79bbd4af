// What a till is told from outside: its arguments and the config.json of its data folder. Owns their words of refusal;
// opens nothing but that one file.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod/mini';
import about from '#package.json' with { type: 'json' };
import {
  drawerSetting,
  filePlace,
  hidPlace,
  isSamePlace,
  scannerSettings,
  serialPlace,
  spoolerPlace,
  tcpPlace,
  usbPlace,
} from '#contract/device-setting.ts';
import type { PrinterSetting, ScannerSetting } from '#contract/device-setting.ts';
import type { DeviceChoice } from '#contract/device-choice.ts';
import { displayChoice } from '#contract/display-setting.ts';
import type { DisplaySetting } from '#contract/display-setting.ts';
import { printerChoice } from '#contract/printer-profile.ts';
import { language } from '#contract/text.ts';
import type { Language } from '#contract/text.ts';
import { devicePort, scaleChoice } from '#contract/scale-setting.ts';
import type { ScaleSetting } from '#contract/scale-setting.ts';
import type { BesideConfig, DeviceConfig } from '#hardware/open.ts';
import { usualSpace } from './space.ts';
import type { SpaceSettings } from './space.ts';

export const appVersion: string = about.version;

/** Something the person who started the till can mend; shown without a stack. */
export class BadStart extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BadStart';
  }
}

export const usage = `Counterfoil ${appVersion}

  main.ts --shell browser|electron|headless --data DIR   open the till of a data folder
  main.ts --headless --data DIR                          the same as --shell headless
  main.ts --describe                                     print the JSON Schema of every command and event
  main.ts verify --data DIR                              check the whole journal; names the first bad event
  main.ts recompute --data DIR                           compute every sale again; names every figure that differs
  main.ts diagnose --data DIR                            how the books, disk and clock are, and one file for support
  main.ts salvage --data DIR [--books N]                 read all that can be read of old or damaged books
  main.ts replay FILE.csv --data DIR                     sell real transactions from a file

  --demo          fill an empty folder with the demonstration shop
  --port N        the browser shell's port (default: a free one)
  --static DIR    the built screen (default: dist/renderer of this program)
  --lang en|zh    the screen's first language (Electron; elsewhere it is in the address)
`;

const shells = ['browser', 'electron', 'headless'] as const;
export type ShellName = (typeof shells)[number];

const tasks = ['verify', 'recompute', 'salvage', 'diagnose', 'replay'] as const;

export interface Arguments {
  task: 'till' | (typeof tasks)[number] | 'describe' | 'help';
  shell: ShellName;
  data: string | null;
  isDemo: boolean;
  port: number;
  screenFolder: string;
  language: Language | null;
  /** Which books to salvage; null for the usual ones. */
  books: number | null;
  file: string | null;
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        shell: { type: 'string' },
        headless: { type: 'boolean', default: false },
        describe: { type: 'boolean', default: false },
        data: { type: 'string' },
        demo: { type: 'boolean', default: false },
        port: { type: 'string', default: '0' },
        static: { type: 'string' },
        lang: { type: 'string' },
        books: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new BadStart(`${(error as Error).message}\n\n${usage}`);
  }
}

/** The folder that the program was installed in, wherever in it this file was bundled to. */
function programRoot(): string {
  let folder = import.meta.dirname;
  while (!fs.existsSync(path.join(folder, 'package.json')) && path.dirname(folder) !== folder) {
    folder = path.dirname(folder);
  }
  return folder;
}

function readLanguage(text: string): Language {
  const known = language.safeParse(text);
  if (!known.success) throw new BadStart(`--lang ${text}: choose en or zh`);
  return known.data;
}

function readBooks(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1) throw new BadStart(`--books ${text}: a number from 1 on`);
  return number;
}

/** The arguments of a start. Throws BadStart in words. */
export function readArguments(argv: readonly string[], defaultShell: ShellName): Arguments {
  const { values, positionals } = parse(argv);
  const word = tasks.find((task) => positionals.includes(task));
  const shell = values.headless ? 'headless' : (values.shell ?? defaultShell);
  if (!shells.includes(shell as ShellName)) {
    throw new BadStart(`--shell ${shell}: choose one of ${shells.join(', ')}`);
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new BadStart(`--port ${values.port}: not a port`);
  const file = word === 'replay' ? (positionals[positionals.indexOf('replay') + 1] ?? null) : null;
  return {
    task: values.help ? 'help' : values.describe ? 'describe' : (word ?? 'till'),
    shell: shell as ShellName,
    data: values.data === undefined ? null : path.resolve(values.data),
    isDemo: values.demo,
    port,
    screenFolder: path.resolve(values.static ?? path.join(programRoot(), 'dist', 'renderer')),
    language: values.lang === undefined ? null : readLanguage(values.lang),
    books: values.books === undefined ? null : readBooks(values.books),
    file: file === null ? null : path.resolve(file),
  };
}

/** A printer as config.json has it: where it is and what it is, side by side. */
const printer = z.discriminatedUnion('kind', [
  z.extend(serialPlace, printerChoice),
  z.extend(tcpPlace, printerChoice),
  z.extend(filePlace, printerChoice),
  z.extend(usbPlace, printerChoice),
  z.extend(spoolerPlace, printerChoice),
]);

/** A logo is looked for from the data folder on. */
function settingOf(said: z.infer<typeof printer>, folder: string): PrinterSetting {
  const { profile, columns, cutter, qr, barcode, charset, pageNumber, logo, ...place } = said;
  const file = logo === undefined ? undefined : path.resolve(folder, logo);
  return { place, profile, columns, cutter, qr, barcode, charset, pageNumber, logo: file };
}

/** A scanner as config.json has it. */
const { name, tabEnds } = scannerSettings.def.element.shape;
const scanner = z.discriminatedUnion('kind', [
  z.extend(serialPlace, { name, tabEnds }),
  z.extend(hidPlace, { name, tabEnds }),
]);

/** A scale as config.json has it, `{"kind":"serial","path":"/dev/ttyUSB1","protocol":"toledo"}`. */
const scaleLine = z.extend(devicePort, scaleChoice);

/** A pole display, `{"kind":"serial","path":"/dev/ttyUSB2","protocol":"cd5220"}`. */
const displayLine = z.extend(devicePort, displayChoice);

function displaySettingOf({ protocol, charset, ...place }: z.infer<typeof displayLine>): DisplaySetting {
  return { place, protocol, charset };
}

function scaleSettingOf({ protocol, unit, decimals, ...place }: z.infer<typeof scaleLine>): ScaleSetting {
  return { place, protocol, unit, decimals };
}

const configFile = z.strictObject({
  printer: z.optional(
    z.union([
      z.strictObject({ kind: z.literal('none') }),
      z.strictObject({ kind: z.literal('simulated') }),
      printer,
    ]),
  ),
  /** Prints what the first cannot. */
  fallback: z.optional(printer),
  drawer: z.optional(drawerSetting),
  /** Scanners that are no keyboards: `{"kind":"serial","path":"/dev/ttyACM0"}`, `{"kind":"hid","vendorId":3118,"productId":2914}`. */
  scanners: z.optional(z.array(scanner)),
  scale: z.optional(scaleLine),
  display: z.optional(displayLine),
  /** Whether a second screen, where there is one, is the customer's; it is unless somebody says no. */
  customerWindow: z.optional(z.enum(['secondScreen', 'onRequest'])),
  /** Where the installed program looks for a newer version of itself. */
  updates: z.optional(z.strictObject({ address: z.url({ protocol: /^https$/ }) })),
  /** Room on the disk, in millions of bytes: see SpaceSettings. */
  space: z.optional(
    z.strictObject({
      warnBelowMb: z.optional(z.int().check(z.gte(0))),
      stopBelowMb: z.optional(z.int().check(z.gte(0))),
      ballastMb: z.optional(z.int().check(z.gte(0))),
    }),
  ),
});

/** The config.json of a data folder, or null where there is none. Throws BadStart for one that cannot be understood. */
function readConfig(folder: string): z.infer<typeof configFile> | null {
  const file = path.join(folder, 'config.json');
  try {
    return configFile.parse(JSON.parse(fs.readFileSync(file, 'utf8')));
  } catch (error) {
    // Only what is not there says nothing: a file that the disk does not give is not the same as none.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new BadStart(`${file} cannot be understood: ${(error as Error).message}`);
  }
}

/**
 * The devices of a data folder: its config.json, `{"printer":{"kind":"serial","path":"/dev/ttyUSB0"}}`; without one, a
 * demonstration shop has simulated devices and a real one none. What is set up on the screen counts for more. Throws
 * BadStart for a file that cannot be understood.
 */
export function readDevices(folder: string, isDemo: boolean): DeviceConfig {
  const said = readConfig(folder);
  const scanners = readScanners(folder, said?.scanners ?? []);
  const counter = readCounter(folder, isDemo, said);
  return scanners.length === 0 ? counter : { ...counter, scanners };
}

function readScanners(folder: string, said: readonly z.infer<typeof scanner>[]): ScannerSetting[] {
  const settings = said.map(({ name: called, tabEnds: isEnded, ...place }) => ({
    place,
    tabEnds: isEnded,
    ...(called === undefined ? {} : { name: called }),
  }));
  const read = scannerSettings.safeParse(settings);
  if (read.success) return read.data;
  throw new BadStart(`${path.join(folder, 'config.json')} cannot be understood: ${read.error.message}`);
}

function readCounter(folder: string, isDemo: boolean, said: z.infer<typeof configFile> | null): DeviceConfig {
  const { printer: first, fallback, drawer, scale, display } = said ?? {};
  const beside = {
    ...(scale === undefined ? {} : { scale: scaleSettingOf(scale) }),
    ...(display === undefined ? {} : { display: displaySettingOf(display) }),
  };
  // What is named stands beside the demonstration counter; only a printer takes its place.
  if (first?.kind === 'simulated' || (first === undefined && isDemo))
    return { kind: 'simulated', folder: path.join(folder, 'simulated'), ...beside };
  const none = first === undefined || first.kind === 'none';
  if (none && scale === undefined && display === undefined) return { kind: 'none' };
  return {
    kind: 'real',
    printer: none ? null : settingOf(first, folder),
    fallback: fallback === undefined ? null : settingOf(fallback, folder),
    drawer: drawer ?? drawerSetting.parse({}),
    ...beside,
  };
}

/**
 * The devices with what was chosen on the screen over them, each part by itself. A printer that was chosen takes the place of
 * none and of the simulated counter; its logo is config.json's, since no screen asks for one. A second printer stands beside
 * a real one only. A scale, a display and scanners stand beside whatever printer there is.
 */
export function withChoice(said: DeviceConfig, chosen: DeviceChoice | null): DeviceConfig {
  const before = said.kind === 'real' ? said : null;
  const beside = besideOf(said, chosen);
  if (before === null && chosen?.printer === undefined) return { ...said, ...beside };
  const first = printerOf(chosen?.printer, before?.printer);
  const second = printerOf(chosen?.fallback, before?.fallback);
  return {
    kind: 'real',
    printer: first,
    // Of one place named in the file and chosen on the screen there are not two printers, that would take it from each other.
    fallback: first !== null && second !== null && isSamePlace(first.place, second.place) ? null : second,
    drawer: chosen?.drawer ?? before?.drawer ?? drawerSetting.parse({}),
    ...beside,
  };
}

function printerOf(
  chosen: PrinterSetting | undefined,
  before: PrinterSetting | null | undefined,
): PrinterSetting | null {
  if (chosen === undefined) return before ?? null;
  const logo = chosen.logo ?? before?.logo;
  return logo === undefined ? chosen : { ...chosen, logo };
}

function besideOf(said: DeviceConfig, chosen: DeviceChoice | null): BesideConfig {
  return {
    scale: chosen?.scale ?? said.scale,
    display: chosen?.display ?? said.display,
    scanners: chosen?.scanners ?? said.scanners,
  };
}

const RESERVE_MB = 50;

/**
 * `{"space":{"warnBelowMb":500,"stopBelowMb":100,"ballastMb":50}}`; what is left out is as usual. A demonstration shop
 * keeps no reserve. Throws BadStart like readDevices.
 */
export function readSpace(folder: string, isDemo: boolean): SpaceSettings {
  const { warnBelowMb, stopBelowMb, ballastMb } = readConfig(folder)?.space ?? {};
  return {
    warnBelowMb: warnBelowMb ?? usualSpace.warnBelowMb,
    stopBelowMb: stopBelowMb ?? usualSpace.stopBelowMb,
    ballastMb: ballastMb ?? (isDemo ? 0 : RESERVE_MB),
  };
}

/** `{"updates":{"address":"https://…"}}`; null where no address is given. Throws BadStart like readDevices. */
export function readUpdateAddress(folder: string): string | null {
  return readConfig(folder)?.updates?.address ?? null;
}

/** `{"customerWindow":"onRequest"}` keeps the second screen free; true without it. Throws BadStart like readDevices. */
export function readCustomerWindow(folder: string): boolean {
  return readConfig(folder)?.customerWindow !== 'onRequest';
}
