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
  serialPlace,
  spoolerPlace,
  tcpPlace,
  usbPlace,
} from '#contract/device-setting.ts';
import type { PrinterSetting } from '#contract/device-setting.ts';
import { printerChoice } from '#contract/printer-profile.ts';
import { language } from '#contract/text.ts';
import type { Language } from '#contract/text.ts';
import type { DeviceConfig } from '#hardware/open.ts';
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
  const simulated: DeviceConfig = { kind: 'simulated', folder: path.join(folder, 'simulated') };
  const { printer: first, fallback, drawer } = readConfig(folder) ?? {};
  if (first === undefined) return isDemo ? simulated : { kind: 'none' };
  if (first.kind === 'none') return { kind: 'none' };
  if (first.kind === 'simulated') return simulated;
  return {
    kind: 'real',
    printer: settingOf(first, folder),
    fallback: fallback === undefined ? null : settingOf(fallback, folder),
    drawer: drawer ?? drawerSetting.parse({}),
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
