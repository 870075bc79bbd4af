// Carries the till to an Electron window, and what the customer may see to another one: the app:// scheme, the life of the
// program. Treats every page as hostile: it gets a port and nothing else; walls.ts holds it in.
import type * as electronModule from 'electron';
import { CustomerWindow } from './customer-window.ts';
import type { CustomerWindowOptions } from './customer-window.ts';
import { silent } from './connection.ts';
import type { Carried, ShellLog } from './connection.ts';
import { guardHeaders, listScreenFiles, readScreenFile } from './screen-files.ts';
import type { ScreenFiles } from './screen-files.ts';
import { home, openPageWindow } from './page-window.ts';
import { wallInProgram, wallInSession } from './walls.ts';

/** Electron itself, handed in so that this file loads without its runtime. */
export type ElectronModule = typeof electronModule;

export interface ElectronShellOptions {
  /** Where the built screen is; read once, at start. */
  rendererFolder: string;
  /** The bundled preload.ts, an absolute path. */
  preloadPath: string;
  title: string;
  /** The screen's first language; null leaves it to the screen. */
  language?: string | null;
  /** The customer's own window; left out where there is none. */
  customer?: CustomerWindowOptions;
  log?: ShellLog | undefined;
}

const scheme = 'app';

/** Electron itself; rejects where the program does not run in it. */
export async function loadElectron(): Promise<ElectronModule> {
  return import('electron');
}

/** The part that must run before Electron is ready: call it before the first `await` of the program. */
export function prepareElectron(electron: ElectronModule): void {
  electron.app.enableSandbox();
  electron.protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/**
 * Shows the till in a window. Resolves when the window is closed or the program is asked to quit; the quitting is held
 * back, so that the caller can close the core and then end the program with `app.exit(0)`. Rejects when the screen
 * cannot be loaded.
 */
export async function runElectron(
  electron: ElectronModule,
  till: Carried,
  options: ElectronShellOptions,
): Promise<void> {
  const { app } = electron;
  const quitting = new Promise<void>((resolve) => {
    app.on('window-all-closed', () => resolve());
    app.on('will-quit', (event) => {
      event.preventDefault();
      resolve();
    });
  });
  const log = options.log ?? silent;
  wallInProgram(app, log);
  const files = await listScreenFiles(options.rendererFolder);
  await app.whenReady();
  wallInSession(electron.session.defaultSession);
  electron.protocol.handle(scheme, (request) => answerPage(files, request));
  electron.Menu.setApplicationMenu(null);
  const { preloadPath } = options;
  const address = options.language ? `${home}?lang=${options.language}` : home;
  const { window, load } = openPageWindow(electron, {
    till,
    address,
    log,
    preloadPath,
    look: { title: options.title, width: 1280, height: 800 },
  });
  const customer =
    options.customer && new CustomerWindow(electron, { ...options.customer, preloadPath, log });
  // The till is closed with its own window, whatever the customer looks at.
  window.on('closed', () => customer?.close());
  // The program that holds the single-instance lock is told when somebody starts a second one.
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  const loaded = load();
  customer?.start();
  await Promise.race([quitting, loaded.then(() => quitting)]);
}

async function answerPage(files: ScreenFiles, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const isOurs = url.host === 'till' && (request.method === 'GET' || request.method === 'HEAD');
  const file = isOurs ? await readScreenFile(files, url.pathname) : null;
  if (file !== null) return new Response(file.body, { headers: { ...guardHeaders(), ...file.headers } });
  const headers = { ...guardHeaders(), 'content-type': 'text/plain; charset=utf-8' };
  return new Response('There is nothing here.', { status: 404, headers });
}

/** From here on nothing holds the program's quitting back: the core is closed and another program takes over. */
export function letQuit(electron: ElectronModule): void {
  electron.app.removeAllListeners('will-quit');
}
