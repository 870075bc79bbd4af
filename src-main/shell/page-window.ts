// One window of the program with a page of ours in it: a MessagePort for each load, a new screen for one that crashed or
// hangs. Treats the page as hostile; what its port can do is for whoever opens the window to say.
import type * as electronModule from 'electron';
import { connect } from './connection.ts';
import type { Carried, Carrier, ShellLog } from './connection.ts';
import { pageLimits } from './walls.ts';

export const home = 'app://till/';
/** The same name is in preload.ts, which must not import anything. */
const portChannel = 'counterfoil:port';
/** A screen that crashes at once must not be restarted in a tight loop. */
const restartMs = 1_000;
/** How long a screen that answers nothing may go on like that once Electron has noticed. */
const hangMs = 10_000;

type Electron = Pick<typeof electronModule, 'BrowserWindow' | 'MessageChannelMain'>;

export interface PageWindow {
  /** What the window's port reaches, whatever page is loaded in it. */
  till: Carried;
  address: string;
  /** The bundled preload.ts, an absolute path. */
  preloadPath: string;
  look: Omit<electronModule.BrowserWindowConstructorOptions, 'webPreferences'>;
  log: ShellLog;
}

/** Opens the window; `load` shows its page, and rejects where it cannot unless the window was closed meanwhile. */
export function openPageWindow(
  electron: Electron,
  { till, address, preloadPath, look, log }: PageWindow,
): { window: electronModule.BrowserWindow; load: () => Promise<void> } {
  const webPreferences = { preload: preloadPath, ...pageLimits };
  const window = new electron.BrowserWindow({ ...look, webPreferences });
  givePorts(electron, window.webContents, till, log);
  restartAfterCrash(window, address, log);
  crashAfterHang(window, log);
  const load = () =>
    window.loadURL(address).catch((error: unknown) => {
      // Closing the window while it loads is no failure.
      if (!window.isDestroyed()) throw error;
    });
  return { window, load };
}

/** Every load of our page gets a port of its own; the one of the load before is closed. */
function givePorts(
  electron: Electron,
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
