// A till started as a user starts it: its own process, its own data folder, a page to look at it. Knows the shells;
// knows nothing of what is on the screens.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { _electron, chromium } from 'playwright';
import type { Browser, BrowserContext, LaunchOptions, Page } from 'playwright';
import { StandInTill } from './cdp-electron/start.ts';
import type { StandInOptions } from './cdp-electron/start.ts';

/** `stand-in` is the built electron shell over a Chromium in Electron's place; it is never counted as Electron. */
export type Shell = 'browser' | 'electron' | 'stand-in';

export interface Started {
  page: Page;
  /** Ends the process as a power switch would. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** A new, empty folder for a till's data; removed by the returned function. */
export async function dataFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'counterfoil-journey-'));
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Why the Electron shell cannot be run here; null when it can. */
export function electronMissing(): string | null {
  const told = process.env['COUNTERFOIL_ELECTRON_MISSING'];
  if (told !== undefined) return `Electron runtime is not installed here: ${told}`;
  const pathFile = join('node_modules', 'electron', 'path.txt');
  if (!existsSync(pathFile)) return 'Electron runtime is not installed here: its package has no path.txt';
  const program = join('node_modules', 'electron', 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(program) ? null : `Electron runtime is not installed here: ${program} does not exist`;
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

/** The address from the till's first line; what it says on stderr is kept for the case that there is none. */
function addressOf(child: ChildProcess): Promise<string> {
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The till ended with ${code}: ${complaint}`)));
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      const said = JSON.parse(line) as { ready?: boolean; address?: string };
      if (said.ready === true && said.address !== undefined) resolve(said.address);
    });
  });
}

export interface Browsing {
  browser: Browser;
  context: BrowserContext;
  /** Preselects the screen's language, as the address may. */
  language: 'en' | 'zh';
}

/** The browser shell's process, and the address that it says once it is ready. */
async function startProcess(data: string, isDemo: boolean): Promise<{ child: ChildProcess; address: URL }> {
  const node = process.env['COUNTERFOIL_NODE'] ?? process.execPath;
  const screen = process.env['COUNTERFOIL_SCREEN'] ?? join('dist', 'renderer');
  const options = ['--data', data, '--static', screen, ...(isDemo ? ['--demo'] : [])];
  // The built till, as it is started at a counter; the sources take three times as long to start.
  const child = spawn(node, [join('dist', 'main', 'main.js'), '--shell', 'browser', ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { child, address: new URL(await addressOf(child)) };
}

/** Asked to end, and ended if it does not. */
async function endProcess(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM');
  const impatient = setTimeout(() => child.kill('SIGKILL'), 5000);
  await ended(child);
  clearTimeout(impatient);
}

/** Sets the demonstration shop up in the folder, as the first start does, and closes it again. */
export async function setUpShop(data: string): Promise<void> {
  const { child } = await startProcess(data, true);
  await endProcess(child);
}

/** The browser shell: the till as a process, its address in a page. */
export async function startInBrowser(
  data: string,
  isDemo: boolean,
  { context, language }: Browsing,
): Promise<Started> {
  const { child, address } = await startProcess(data, isDemo);
  address.searchParams.set('lang', language);
  const page = await context.newPage();
  await page.goto(address.href);
  const kill = async () => {
    child.kill('SIGKILL');
    await ended(child);
  };
  return {
    page,
    kill,
    close: async () => {
      await page.close();
      await endProcess(child);
    },
  };
}

export interface StandingIn {
  /** As Playwright starts its own Chromium. */
  launchOptions: LaunchOptions;
  language: 'en' | 'zh';
  viewport: { width: number; height: number } | null;
}

/** What a till on the stand-in is started with; its data lie in that folder, as it knows no other. */
export function standInOptions(
  data: string,
  isDemo: boolean,
  { launchOptions, language, viewport }: StandingIn,
): StandInOptions {
  return {
    userData: data,
    isDemo,
    language,
    viewport,
    chromium: launchOptions.executablePath ?? chromium.executablePath(),
    switches: launchOptions.args?.filter((one) => one === '--no-sandbox') ?? [],
    locale: 'en-GB',
    timeZone: 'Europe/Amsterdam',
  };
}

/** The built product, with a Chromium and plain Node in Electron's place. */
export const startInStandIn = (options: StandInOptions): Promise<StandInTill> => StandInTill.start(options);

/** The product itself. */
export async function startInElectron(
  data: string,
  isDemo: boolean,
  language: 'en' | 'zh',
): Promise<Started> {
  const options = ['--shell', 'electron', '--data', data, '--lang', language, ...(isDemo ? ['--demo'] : [])];
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const app = await _electron.launch({
    args: ['.', ...options, ...(isRoot ? ['--no-sandbox'] : [])],
    // There Electron keeps the lock of a single instance on Linux, and several journeys run at a time.
    env: { ...(process.env as Record<string, string>), XDG_CONFIG_HOME: data },
  });
  const page = await app.firstWindow();
  return {
    page,
    kill: async () => {
      const child = app.process();
      child.kill('SIGKILL');
      await ended(child);
    },
    close: () => app.close(),
  };
}
