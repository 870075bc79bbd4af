// The walls around every page of the Electron shell: what it may be, where it may not go, what it may not ask for. Owns
// the noes, one by one, although some are Electron's own defaults; never opens or shows anything.
import type * as electronModule from 'electron';
import type { ShellLog } from './connection.ts';

/**
 * What the till's page may be: a page in a sandbox and a world of its own, without Node, devices, tools or the network's
 * spelling dictionaries. docs/hardening.md says which point each one is.
 */
export const pageLimits = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  enableBlinkFeatures: '',
  webviewTag: false,
  plugins: false,
  navigateOnDragDrop: false,
  devTools: false,
  spellcheck: false,
  // A till behind another window still shows what was scanned.
  backgroundThrottling: false,
} as const satisfies electronModule.WebPreferences;

/** Listened to before there is a window, so that no contents can come into being without their walls. */
export function wallInProgram(app: electronModule.App, log: ShellLog): void {
  app.on('web-contents-created', (_event, contents) => wallInContents(contents, log));
  app.on('certificate-error', (event, _contents, url, error, _certificate, trust) => {
    event.preventDefault();
    log.warn({ url, error }, 'a certificate was not trusted');
    trust(false);
  });
  app.on('select-client-certificate', (event, _contents, url, _list, choose) => {
    // Unprevented, Electron would offer the machine's first certificate.
    event.preventDefault();
    log.warn({ url }, 'a certificate of this machine was not given');
    choose();
  });
  app.on('login', (event, _contents, details, _info, answer) => {
    event.preventDefault();
    log.warn({ url: details.url }, 'a name and password were not given');
    answer();
  });
}

function wallInContents(contents: electronModule.WebContents, log: ShellLog): void {
  const refuse = (what: string) => (event: { preventDefault(): void }) => {
    event.preventDefault();
    log.warn({ what }, 'the page was held back');
  };
  // A page may load itself anew, which is the screen's own way out of a fault: it stays where it is.
  const refuseLeaving = (what: string) => {
    const hold = refuse(what);
    return (event: { preventDefault(): void; url: string; isMainFrame: boolean }) => {
      if (!event.isMainFrame || event.url !== contents.mainFrame.url) hold(event);
    };
  };
  contents.on('will-navigate', refuseLeaving('will-navigate'));
  contents.on('will-frame-navigate', refuseLeaving('will-frame-navigate'));
  contents.on('will-redirect', refuse('will-redirect'));
  contents.on('will-attach-webview', refuse('will-attach-webview'));
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Devices belong to the main process; the page needs no permission at all. */
export function wallInSession(session: electronModule.Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  session.setSpellCheckerEnabled(false);
}
