// The twenty points of Electron's own security list and its nine fuses, one test each, and each seen to fail when the
// point is undone: docs/hardening.md has the same 29. The runtime is a stand-in; what it is told is the product's.
import { readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type * as electronShell from '#shell/electron.ts';
import { tooOld } from '#scripts/packing/electron-age.mjs';
import { Preventable, standInElectron } from '#test/support/electron-stand-in.ts';
import type { StandIn } from '#test/support/electron-stand-in.ts';
import { fakeTill } from '#test/support/fake-till.ts';
import { forbiddenPaths, plantScreen } from '#test/support/loopback.ts';
import { loadUndone, reading } from '#test/support/undone.ts';
import type { Undone } from '#test/support/undone.ts';

type Shell = Pick<typeof electronShell, 'prepareElectron' | 'runElectron'>;

let folder: string;
beforeAll(async () => void (folder = await plantScreen()));
afterAll(() => rm(path.join(folder, '..'), { recursive: true }));

/** The shell as the files that are read make it, on a stand-in, with its page loaded. */
interface Seen {
  read: (file: string) => string;
  standIn: StandIn;
  limits: Record<string, unknown>;
  close(): Promise<void>;
}

async function look(undone: Undone | null): Promise<Seen> {
  const read = reading(undone);
  const own = ['walls.ts', 'screen-files.ts', 'page-window.ts', 'customer-window.ts'];
  const shell = await loadUndone<Shell>(read, 'electron.ts', own);
  const standIn = standInElectron();
  shell.prepareElectron(standIn.electron);
  const options = { rendererFolder: folder, preloadPath: '/till/preload.cjs', title: 'Counterfoil' };
  const run = shell.runElectron(standIn.electron, fakeTill(), options);
  const isLoading = () => expect(standIn.steps.some((step) => step.startsWith('load'))).toBe(true);
  await vi.waitFor(isLoading, { interval: 5 });
  return {
    read,
    standIn,
    limits: standIn.windows[0]?.options['webPreferences'] as Record<string, unknown>,
    async close() {
      standIn.app.emit('window-all-closed');
      await run;
      for (const window of standIn.windows) window.destroy();
    },
  };
}

const contents = ({ standIn }: Seen) => standIn.windows[0]!.webContents;

function isPrevented(seen: Seen, name: string, about: object = {}): boolean {
  const event = Object.assign(new Preventable(), about);
  contents(seen).emit(name, event);
  return event.defaultPrevented;
}

async function policy({ standIn }: Seen): Promise<string> {
  return (await standIn.serve('app://till/')).headers.get('content-security-policy') ?? '';
}

/** How many ports the page at `url` was handed. */
function portsAt({ standIn }: Seen, url: string): number {
  let ports = 0;
  const take = (event: { ports: unknown[] }) => void (ports += event.ports.length);
  standIn.renderer.on('counterfoil:port', take);
  standIn.finishLoad(url);
  standIn.renderer.off('counterfoil:port', take);
  return ports;
}

/** What the preload gives the page, as `name` to value. */
async function exposed({ read }: Seen): Promise<Record<string, unknown>> {
  const given: Record<string, unknown> = {};
  vi.stubGlobal('standInPreload', {
    contextBridge: { exposeInMainWorld: (name: string, value: unknown) => void (given[name] = value) },
    ipcRenderer: { on: () => undefined, send: () => undefined },
  });
  await loadUndone(read, 'preload.ts', [], {
    electron: 'export const { contextBridge, ipcRenderer } = globalThis.standInPreload;',
  });
  vi.unstubAllGlobals();
  return given;
}

const mainFiles = readdirSync('src-main', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => `src-main/${name.replaceAll('\\', '/')}`);

const nowhereInMain = ({ read }: Seen, pattern: RegExp) =>
  !mainFiles.some((file) => pattern.test(read(file)));

const walls = 'src-main/shell/walls.ts';
const electron = 'src-main/shell/electron.ts';
const pageWindow = 'src-main/shell/page-window.ts';
const preload = 'src-main/shell/preload.ts';
const packing = 'electron-builder.yml';

interface Point {
  name: string;
  holds: (seen: Seen) => boolean | Promise<boolean>;
  undone: Undone;
}

const limit = (name: string, key: string, value: unknown): Point => ({
  name,
  holds: ({ limits }) => limits[key] === value,
  undone: {
    file: walls,
    from: `  ${key}: ${value === '' ? "''" : String(value)},`,
    to: `  ${key}: ${value === '' ? "'CSSVariables'" : String(value !== true)},`,
  },
});

const fuse = (name: string, key: string, isOn: boolean): Point => ({
  name,
  holds: ({ read }) => new RegExp(`^ {2}${key}: ${isOn}$`, 'm').test(read(packing)),
  undone: { file: packing, from: `  ${key}: ${isOn}`, to: `  ${key}: ${!isOn}` },
});

const points: Point[] = [
  {
    name: '1 only secure content is loaded',
    holds: async (seen) =>
      seen.standIn.steps
        .filter((step) => step.startsWith('load'))
        .every((step) => step === 'load app://till/') && !(await policy(seen)).includes('http'),
    undone: { file: pageWindow, from: "const home = 'app://till/'", to: "const home = 'http://till.test/'" },
  },
  limit('2 no Node in the page', 'nodeIntegration', false),
  limit('3 the preload has a world of its own', 'contextIsolation', true),
  {
    name: '4 every process of a page is in a sandbox',
    holds: ({ limits, standIn }) => limits['sandbox'] === true && standIn.steps[0] === 'sandbox',
    undone: { file: electron, from: '  electron.app.enableSandbox();\n', to: '' },
  },
  {
    name: '5 no permission is given, asked or unasked, and no device',
    holds: ({ standIn: { session } }) => {
      const answers: unknown[] = [];
      session.request(null, 'serial', (isGiven: unknown) => answers.push(isGiven), {});
      return answers[0] === false && session.check(null, 'usb') === false && session.device({}) === false;
    },
    undone: {
      file: walls,
      from: 'setPermissionCheckHandler(() => false)',
      to: 'setPermissionCheckHandler(() => true)',
    },
  },
  limit('6 web security is on', 'webSecurity', true),
  {
    name: '7 the policy allows its own files only, and no text as code',
    holds: async (seen) =>
      /^default-src 'none'; script-src 'self'; .*require-trusted-types-for 'script'; trusted-types 'none'$/.test(
        await policy(seen),
      ),
    undone: {
      file: 'src-main/shell/screen-files.ts',
      from: '"require-trusted-types-for \'script\'",',
      to: '',
    },
  },
  limit('8 no insecure content', 'allowRunningInsecureContent', false),
  limit('9 no experimental features', 'experimentalFeatures', false),
  limit('10 no features of Blink by name', 'enableBlinkFeatures', ''),
  limit('11 no <webview>, so none that opens windows', 'webviewTag', false),
  {
    name: '12 no <webview> is attached, with whatever options',
    holds: (seen) => isPrevented(seen, 'will-attach-webview'),
    undone: {
      file: walls,
      from: "  contents.on('will-attach-webview', refuse('will-attach-webview'));\n",
      to: '',
    },
  },
  {
    name: '13 the page and its frames stay where they are',
    holds: (seen) =>
      ['will-navigate', 'will-frame-navigate', 'will-redirect'].every(
        (name) =>
          isPrevented(seen, name, { url: 'https://evil.test/', isMainFrame: true }) &&
          isPrevented(seen, name, { url: 'app://till/', isMainFrame: false }),
      ),
    undone: {
      file: walls,
      from: "  contents.on('will-frame-navigate', refuseLeaving('will-frame-navigate'));\n",
      to: '',
    },
  },
  {
    name: '14 no window is opened',
    holds: (seen) => contents(seen).openHandler({ url: 'app://till/' }).action === 'deny',
    undone: { file: walls, from: "{ action: 'deny' }", to: "{ action: 'allow' }" },
  },
  {
    name: '15 nothing is handed to another program',
    holds: (seen) => nowhereInMain(seen, /openExternal|openPath|showItemInFolder/),
    undone: {
      file: walls,
      from: "setWindowOpenHandler(() => ({ action: 'deny' }))",
      to: "setWindowOpenHandler(({ url }) => (shell.openExternal(url), { action: 'deny' }))",
    },
  },
  {
    name: '16 Electron is one of its three newest majors',
    holds: ({ read }) => {
      const { devDependencies } = JSON.parse(read('package.json')) as {
        devDependencies: { electron: string };
      };
      return tooOld(devDependencies.electron) === null;
    },
    undone: { file: 'package.json', from: '"electron": "45.', to: '"electron": "42.' },
  },
  {
    name: '17 only the main frame of our page is spoken to',
    holds: (seen) =>
      portsAt(seen, 'app://till/') === 1 &&
      portsAt(seen, 'https://evil.test/') === 0 &&
      portsAt(seen, 'app://till.evil.test/') === 0 &&
      nowhereInMain(seen, /\bipcMain\b/),
    undone: { file: pageWindow, from: 'if (!frame.url.startsWith(home))', to: "if (frame.url === '')" },
  },
  {
    name: '18 no file:, and the scheme leads to the screen only',
    holds: async (seen) => {
      const paths = [...forbiddenPaths, '/C:/Windows/win.ini', '/c%3a%5cwindows', '/%00', '/index.html/'];
      const urls = [...paths.map((one) => `app://till${one}`), 'app://evil/', 'app://till:81/'];
      const answers = await Promise.all(urls.map((url) => seen.standIn.serve(url)));
      const written = await seen.standIn.serve('app://till/', 'PUT');
      return (
        [...answers, written].every(({ status }) => status === 404) &&
        nowhereInMain(seen, /loadFile\(|['"`]file:\/\//)
      );
    },
    undone: { file: electron, from: "url.host === 'till' && ", to: '' },
  },
  {
    name: '19 all fuses are set, the ninth by the hook',
    holds: ({ read }) =>
      /^afterPack: scripts\/packing\/fuses\.mjs$/m.test(read(packing)) &&
      /\nelectronFuses:\n(?: {2}\w+: (?:true|false)\n){8}(?! )/.test(read(packing)),
    undone: { file: packing, from: 'afterPack: scripts/packing/fuses.mjs\n', to: '' },
  },
  {
    name: '20 the preload gives the page no part of Electron',
    holds: async (seen) => Object.values(await exposed(seen)).every((value) => value === true),
    undone: { file: preload, from: "'counterfoilPreload', true", to: "'counterfoilPreload', ipcRenderer" },
  },
  fuse('fuse 1 it does not run as Node', 'runAsNode', false),
  fuse('fuse 2 cookies are encrypted', 'enableCookieEncryption', true),
  fuse('fuse 3 NODE_OPTIONS is not read', 'enableNodeOptionsEnvironmentVariable', false),
  fuse('fuse 4 --inspect is not read', 'enableNodeCliInspectArguments', false),
  fuse('fuse 5 the archive is checked against its seal', 'enableEmbeddedAsarIntegrityValidation', true),
  fuse('fuse 6 the program comes from the archive only', 'onlyLoadAppFromAsar', true),
  fuse('fuse 7 no snapshot of its own for the main process', 'loadBrowserProcessSpecificV8Snapshot', false),
  fuse('fuse 8 file: has no privileges', 'grantFileProtocolExtraPrivileges', false),
  {
    name: 'fuse 9 WebAssembly traps what leaves its memory',
    holds: ({ read }) => /^ {2}WasmTrapHandlers: true,$/m.test(read('scripts/packing/fuses.mjs')),
    undone: {
      file: 'scripts/packing/fuses.mjs',
      from: '  WasmTrapHandlers: true,',
      to: '  WasmTrapHandlers: false,',
    },
  },
];

test('there are 29 points, and the page of the documents names each with its number', () => {
  const page = readFileSync('docs/hardening.md', 'utf8');
  expect(points).toHaveLength(29);
  const named = [...page.matchAll(/^\| (fuse \d+|\d+) /gm)].map((match) => match[1]);
  expect(named).toEqual(points.map(({ name }) => /^(fuse \d+|\d+)/.exec(name)?.[1]));
});

async function isHeld(point: Point, undone: Undone | null): Promise<boolean> {
  const seen = await look(undone);
  try {
    return await point.holds(seen);
  } finally {
    await seen.close();
  }
}

test.each(points)('$name', async (point) => {
  expect(await isHeld(point, null)).toBe(true);
});

test.each(points)('undone it is noticed: $name', async (point) => {
  expect(await isHeld(point, point.undone)).toBe(false);
});
