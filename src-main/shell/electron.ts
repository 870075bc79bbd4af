// Carries the till to one Electron window: the app:// scheme, a MessagePort for each page load, a new screen for one that
// crashed or hangs. Treats the page as hostile: it gets a port and nothing else; walls.ts holds it in.
import type * as electronModule from 'electron';
import { connect, silent } from './connection.ts';
import type { Carried, Carrier, ShellLog } from './connection.ts';
import { guardHeaders, listScreenFiles, readScreenFile } from './screen-files.ts';
import type { ScreenFiles } from './screen-files.ts';
import { pageLimits, wallInProgram, wallInSession } from './walls.ts';

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
  log?: ShellLog | undefined;
}

const scheme = 'app';
const home = 'app://till/';
/** The same name is in preload.ts, which must not import anything. */
const portChannel = 'counterfoil:port';
/** A screen that crashes at once must not be restarted in a tight loop. */
const restartMs = 1_000;
/** How long a screen that answers nothing may go on like that once Electron has noticed. */
const hangMs = 10_000;

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
  const window = openWindow(electron, options);
  const address = options.language ? `${home}?lang=${options.language}` : home;
  givePorts(electron, window.webContents, till, log);
  restartAfterCrash(window, address, log);
  crashAfterHang(window, log);
  // The program that holds the single-instance lock is told when somebody starts a second one.
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  const loaded = window.loadURL(address).catch((error: unknown) => {
    // Closing the window while it loads is no failure.
    if (!window.isDestroyed()) throw error;
  });
  await Promise.race([quitting, loaded.then(() => quitting)]);
}

function openWindow(electron: ElectronModule, options: ElectronShellOptions): electronModule.BrowserWindow {
  return new electron.BrowserWindow({
    title: options.title,
    width: 1280,
    height: 800,
    webPreferences: { preload: options.preloadPath, ...pageLimits },
  });
}

async function answerPage(files: ScreenFiles, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const isOurs = url.host === 'till' && (request.method === 'GET' || request.method === 'HEAD');
  const file = isOurs ? await readScreenFile(files, url.pathname) : null;
  if (file !== null) return new Response(file.body, { headers: { ...guardHeaders(), ...file.headers } });
  const headers = { ...guardHeaders(), 'content-type': 'text/plain; charset=utf-8' };
  return new Response('There is nothing here.', { status: 404, headers });
}

/** Every load of our page gets a port of its own; the one of the load before is closed. */
function givePorts(
  electron: ElectronModule,
  contents: electronModule.WebContents,
  till: Carried,
  log: ShellLog,
): void {
  let closeCurrent = () => {};
  contents.on('did-finish-load', () => {
    closeCurrent();
    closeCurrent = () => {};
    const frame = contents.mainFrame;
    if (!frame.url.startsWith(home)) {
      log.error({ url: frame.url }, 'a foreign page was loaded and got no port');
      return;
    }
    const { port1, port2 } = new electron.MessageChannelMain();
    const connection = connect(till, portCarrier(port1), log);
    closeCurrent = () => {
      connection.close();
      port1.close();
    };
    frame.postMessage(portChannel, null, [port2]);
    port1.start();
  });
  contents.on('destroyed', () => closeCurrent());
}

function portCarrier(port: electronModule.MessagePortMain): Carrier {
  return {
    send: (message) => port.postMessage(message),
    onMessage: (take) => void port.on('message', (event) => take(event.data)),
    onClose: (closed) => void port.on('close', closed),
  };
}

/** The open sale is in the core, so a new page shows it as it was. */
function restartAfterCrash(window: electronModule.BrowserWindow, address: string, log: ShellLog): void {
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    log.error({ reason, exitCode }, 'the screen crashed and is started again');
    setTimeout(() => {
      if (window.isDestroyed()) return;
      window
        .loadURL(address)
        .catch((error: unknown) => log.error({ err: error }, 'the screen did not come back'));
    }, restartMs);
  });
}

/** A screen that hangs is made to crash, and so comes back. */
function crashAfterHang(window: electronModule.BrowserWindow, log: ShellLog): void {
  let patience: NodeJS.Timeout | undefined;
  window.on('unresponsive', () => {
    log.error({}, 'the screen hangs');
    clearTimeout(patience);
    patience = setTimeout(() => {
      if (!window.isDestroyed()) window.webContents.forcefullyCrashRenderer();
    }, hangMs);
  });
  window.on('responsive', () => clearTimeout(patience));
  window.on('closed', () => clearTimeout(patience));
}

/** From here on nothing holds the program's quitting back: the core is closed and another program takes over. */
export function letQuit(electron: ElectronModule): void {
  electron.app.removeAllListeners('will-quit');
}
