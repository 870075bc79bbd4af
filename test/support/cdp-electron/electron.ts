// What `import 'electron'` gives in the stand-in: of Electron's modules those that the product uses; whatever is asked of
// any other throws its name.
import { App, appMembers } from './app.ts';
import type { Answer } from './navigation.ts';
import { MessageChannelMain as Channel } from './ports.ts';
import { PageSession } from './session.ts';
import { absentModules, emitterMembers, surface, surfaceClass } from './surface.ts';
import { readTold } from './told.ts';
import { windowsOf } from './window.ts';

/**
 * Played by a Chromium and this process, the two of which Electron is made: the product's own main process, preload, pages
 * and headers. Not played: Electron's binary, its sandbox profile and fuses, its native windows and menus, packaging and
 * updates, the keychain, a page that hangs, certificates, devices. address.ts, session.ts and ports.ts say what differs.
 */
const theApp = new App(readTold());
const theSession = new PageSession(theApp.program);

export const app = surface('app', theApp, [...emitterMembers, ...appMembers]);

export const session = surface('session', { defaultSession: theSession.shown }, ['defaultSession']);

export const BrowserWindow = windowsOf(theApp);

export const MessageChannelMain = surfaceClass('MessageChannelMain', Channel, ['port1', 'port2']);

interface Scheme {
  scheme: string;
  privileges: Record<string, boolean>;
}

let isRegistered = false;

export const protocol = surface(
  'protocol',
  {
    registerSchemesAsPrivileged(schemes: readonly Scheme[]): void {
      theApp.assertNotReady('protocol.registerSchemesAsPrivileged');
      // What https: is by itself.
      isRegistered = schemes.some(
        ({ scheme, privileges }) =>
          scheme === 'app' && privileges['standard'] && privileges['secure'] && privileges['supportFetchAPI'],
      );
    },
    handle(scheme: string, answer: Answer): void {
      if (scheme !== 'app' || !isRegistered)
        throw new Error(`the scheme ${scheme} is not registered as privileged`);
      theApp.program.answer = answer;
    },
  },
  ['registerSchemesAsPrivileged', 'handle'],
);

export const Menu = surface(
  'Menu',
  {
    setApplicationMenu(menu: object | null): void {
      if (menu !== null) throw new Error('the stand-in for Electron has no menus');
    },
  },
  ['setApplicationMenu'],
);

const glass = { id: 1, bounds: { x: 0, y: 0, width: 1366, height: 768 } };

/** A machine with one screen. */
export const screen = surface(
  'screen',
  { getAllDisplays: () => [glass], getPrimaryDisplay: () => glass, on: () => undefined },
  ['getAllDisplays', 'getPrimaryDisplay', 'on'],
);

/** A machine without a keychain: the product keeps its secrets in its file, and says so. */
export const safeStorage = surface('safeStorage', { isAsyncEncryptionAvailable: async () => false }, [
  'isAsyncEncryptionAvailable',
]);

export const {
  autoUpdater,
  clipboard,
  contentTracing,
  crashReporter,
  desktopCapturer,
  dialog,
  globalShortcut,
  ipcMain,
  nativeImage,
  nativeTheme,
  net,
  netLog,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  shell,
  systemPreferences,
  Tray,
  utilityProcess,
  webContents,
  WebContentsView,
  webFrameMain,
} = absentModules;
