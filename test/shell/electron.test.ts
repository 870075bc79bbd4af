// The Electron shell against a stand-in: the page's port works, and nothing else is open. The runtime itself is not
// run here; what it must be told is checked call by call.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { once } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { letQuit, prepareElectron, runElectron } from '#shell/electron.ts';
import { contentSecurityPolicy } from '#shell/screen-files.ts';
import { Preventable, standInElectron } from '#test/support/electron-stand-in.ts';
import type { StandIn } from '#test/support/electron-stand-in.ts';
import { fakeTill, sessionChanged } from '#test/support/fake-till.ts';
import type { FakeTill } from '#test/support/fake-till.ts';
import { forbiddenPaths, plantScreen } from '#test/support/loopback.ts';

let standIn: StandIn;
let till: FakeTill;
let folder: string;
let run: Promise<void>;
let ports: MessagePort[];
let exposed: Record<string, unknown>;
let posted: { message: unknown; targetOrigin: string }[];

/** Runs preload.ts as Electron would: anew for a page, with its own `window` and `electron`. */
async function preload(): Promise<void> {
  vi.resetModules();
  vi.doMock('electron', () => ({
    contextBridge: { exposeInMainWorld: (name: string, value: unknown) => void (exposed[name] = value) },
    ipcRenderer: standIn.renderer,
  }));
  vi.stubGlobal('window', {
    location: { origin: 'app://till' },
    postMessage(message: unknown, targetOrigin: string, transfer: MessagePort[]) {
      posted.push({ message, targetOrigin });
      ports.push(...transfer);
    },
  });
  await import('#shell/preload.ts');
}

beforeEach(async () => {
  standIn = standInElectron();
  till = fakeTill();
  folder = await plantScreen();
  ports = [];
  exposed = {};
  posted = [];
  await preload();
  prepareElectron(standIn.electron);
  run = runElectron(standIn.electron, till, {
    rendererFolder: folder,
    preloadPath: '/till/preload.cjs',
    title: 'Counterfoil',
  });
  await vi.waitFor(() => expect(standIn.steps).toContain('load app://till/'));
});

afterEach(async () => {
  standIn.app.emit('window-all-closed');
  await run;
  for (const port of ports) port.close();
  for (const window of standIn.windows) window.destroy();
  vi.unstubAllGlobals();
  vi.doUnmock('electron');
  await rm(join(folder, '..'), { recursive: true });
});

const contents = () => standIn.windows[0]!.webContents;
const say = (load: number, message: unknown) => {
  const port = ports[load]!;
  port.postMessage(message);
};
const next = async (port: MessagePort | undefined) => (await once(port!, 'message'))[0] as unknown;

describe('start', () => {
  test('sandbox and scheme come before ready, the walls before the page', () => {
    expect(standIn.steps).toEqual([
      'sandbox',
      'schemes',
      'ready',
      'handle app',
      'no menu',
      'window',
      'load app://till/',
    ]);
    expect(standIn.schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
  });

  test('one window, whose page has no powers', () => {
    expect(standIn.windows).toHaveLength(1);
    const { title, webPreferences } = standIn.windows[0]!.options;
    expect(title).toBe('Counterfoil');
    expect(webPreferences).toEqual({
      preload: '/till/preload.cjs',
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
      backgroundThrottling: false,
    });
  });

  test('a second start brings the first window forward', () => {
    standIn.app.emit('second-instance');
    expect(standIn.steps.slice(-2)).toEqual(['restore', 'focus']);
  });

  test('a screen that cannot be loaded is an error; one closed while loading is not', async () => {
    const options = { rendererFolder: folder, preloadPath: '/p', title: 't' };
    const failing = standInElectron();
    failing.failLoad(new Error('ERR_FAILED'));
    await expect(runElectron(failing.electron, till, options)).rejects.toThrow('ERR_FAILED');
    const closing = standInElectron();
    closing.app.on('web-contents-created', () => queueMicrotask(() => closing.windows[0]?.destroy()));
    closing.failLoad(new Error('ERR_ABORTED'));
    const ended = runElectron(closing.electron, till, options);
    await vi.waitFor(() => expect(closing.windows).toHaveLength(1));
    closing.app.emit('window-all-closed');
    await ended;
  });
});

describe('the port', () => {
  test('lets the page call and hear events', async () => {
    standIn.finishLoad();
    expect(posted).toEqual([{ message: { counterfoil: 'port' }, targetOrigin: 'app://till' }]);
    expect(ports).toHaveLength(1);
    say(0, { id: 1, command: 'echo', args: { a: 1 } });
    expect(await next(ports[0])).toEqual({ id: 1, ok: true, result: { a: 1 } });
    till.announce(sessionChanged);
    expect(await next(ports[0])).toEqual({ event: 'session.changed', payload: { session: null } });
  });

  test('survives a page that talks nonsense', async () => {
    standIn.finishLoad();
    for (const raw of [1n, new Map([[1, 2]]), 'x', new Uint8Array(8), { id: 1, command: 'echo' }]) {
      say(0, raw);
      expect(await next(ports[0])).toMatchObject({ ok: false, refusal: { code: 'command.malformed' } });
    }
    say(0, '{"id":2,"command":"echo","args":{}}');
    expect(await next(ports[0])).toEqual({ id: 2, ok: true, result: {} });
    expect(till.calls).toHaveLength(1);
  });

  test('is a new one after each load, and the old one is closed', async () => {
    standIn.finishLoad();
    const oldClosed = once(ports[0]!, 'close');
    standIn.finishLoad('app://till/#sell');
    await oldClosed;
    expect(ports).toHaveLength(2);
    expect(till.listeners.size).toBe(1);
    say(1, { id: 1, command: 'echo', args: {} });
    expect(await next(ports[1])).toMatchObject({ id: 1, ok: true });
  });

  test.each([
    'about:blank',
    'https://evil.test/',
    'app://till.evil.test/',
    'app://other/',
    'chrome-error://x/',
  ])('is not given to %s, and the one before is closed', async (url) => {
    standIn.finishLoad();
    const oldClosed = once(ports[0]!, 'close');
    standIn.finishLoad(url);
    await oldClosed;
    expect(ports).toHaveLength(1);
    expect(till.listeners.size).toBe(0);
  });

  test('is not given to a frame within the page, whatever it loads', () => {
    standIn.finishLoad();
    contents().emit('did-frame-finish-load', {}, false, 7, 3);
    contents().emit('did-frame-navigate', {}, 'app://till/', 200, 'OK', false, 7, 3);
    expect(ports).toHaveLength(1);
  });

  test('ends with the page: closed by it, or the window gone', async () => {
    standIn.finishLoad();
    ports[0]!.close();
    await vi.waitFor(() => expect(till.listeners.size).toBe(0));
    standIn.finishLoad();
    expect(till.listeners.size).toBe(1);
    standIn.windows[0]!.destroy();
    expect(till.listeners.size).toBe(0);
  });

  test('is all that the preload brings, besides its name', () => {
    expect(exposed).toEqual({ counterfoilPreload: true });
    expect(standIn.renderer.eventNames()).toEqual(['counterfoil:port']);
  });
});

describe('the walls', () => {
  test.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
    '%s',
    (name) => {
      const event = new Preventable();
      contents().emit(name, event);
      expect(event.defaultPrevented).toBe(true);
    },
  );

  test('let the page load itself anew, and nothing else', () => {
    contents().mainFrame.url = 'app://till/#sell';
    const isHeld = (name: string, about: { url: string; isMainFrame: boolean }) => {
      const event = Object.assign(new Preventable(), about);
      contents().emit(name, event);
      return event.defaultPrevented;
    };
    for (const name of ['will-navigate', 'will-frame-navigate']) {
      expect(isHeld(name, { url: 'app://till/#sell', isMainFrame: true })).toBe(false);
      expect(isHeld(name, { url: 'app://till/#sell', isMainFrame: false })).toBe(true);
      expect(isHeld(name, { url: 'app://till/index.html', isMainFrame: true })).toBe(true);
      expect(isHeld(name, { url: 'https://evil.test/', isMainFrame: true })).toBe(true);
    }
    expect(isHeld('will-redirect', { url: 'app://till/#sell', isMainFrame: true })).toBe(true);
  });

  test('stand around every contents there will ever be, also those that the shell did not make', () => {
    const second = new (contents().constructor as new (renderer: unknown) => ReturnType<typeof contents>)({});
    standIn.app.emit('web-contents-created', {}, second);
    const event = new Preventable();
    second.emit('will-navigate', event);
    expect(event.defaultPrevented).toBe(true);
    expect(second.openHandler({ url: 'https://evil.test' })).toEqual({ action: 'deny' });
  });

  test('no window opens', () => {
    expect(contents().openHandler({ url: 'app://till/' })).toEqual({ action: 'deny' });
  });

  test('no certificate is trusted or given, and no name and password', () => {
    const answers: unknown[][] = [];
    const answer = (...given: unknown[]) => void answers.push(given);
    const ask = (name: string, ...details: unknown[]) => {
      const event = new Preventable();
      standIn.app.emit(name, event, contents(), ...details, answer);
      expect(event.defaultPrevented).toBe(true);
    };
    ask('certificate-error', 'https://a.test', 'net::ERR_CERT_DATE_INVALID', {});
    ask('select-client-certificate', 'https://a.test', [{ subjectName: 'the shop' }]);
    ask('login', { url: 'https://a.test' }, { isProxy: true });
    expect(answers).toEqual([[false], [], []]);
    expect(standIn.session.spells).toBe(false);
  });

  test('no permission, no device, no download', () => {
    const { session } = standIn;
    const granted = vi.fn();
    for (const permission of ['media', 'serial', 'usb', 'clipboard-read', 'openExternal']) {
      session.request(contents(), permission, granted, {});
      expect(session.check(contents(), permission, 'app://till', {})).toBe(false);
    }
    expect(granted.mock.calls.flat()).toEqual([false, false, false, false, false]);
    expect(session.device({ deviceType: 'serial' })).toBe(false);
    const download = new Preventable();
    session.emit('will-download', download);
    expect(download.defaultPrevented).toBe(true);
  });
});

describe('the scheme', () => {
  test('serves the page under the policy', async () => {
    const answer = await standIn.serve('app://till/');
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('<title>Till</title>');
    expect(answer.headers.get('content-security-policy')).toBe(contentSecurityPolicy());
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test.each(forbiddenPaths)('%s is not there', async (path) => {
    const answer = await standIn.serve(`app://till${path}`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toContain('signing');
  });

  test('another host or method gets nothing', async () => {
    expect((await standIn.serve('app://evil/')).status).toBe(404);
    expect((await standIn.serve('app://till.evil/index.html')).status).toBe(404);
    expect((await standIn.serve('app://till/', 'POST')).status).toBe(404);
  });
});

describe('the end', () => {
  test('comes with the last window', async () => {
    standIn.app.emit('window-all-closed');
    await run;
  });

  test('is held back when the program is asked to quit, so that the core can close', async () => {
    const event = new Preventable();
    standIn.app.emit('will-quit', event);
    expect(event.defaultPrevented).toBe(true);
    await run;
  });

  test('of a hanging screen is brought about, and of one that recovers is not', async () => {
    vi.useFakeTimers();
    const [window] = standIn.windows;
    const loads = () => standIn.steps.filter((step) => step.startsWith('load')).length;
    window?.emit('unresponsive');
    window?.emit('responsive');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(loads()).toBe(1);
    window?.emit('unresponsive');
    await vi.advanceTimersByTimeAsync(60_000);
    vi.useRealTimers();
    expect(loads()).toBe(2);
  });

  test('may go on once nothing holds it back any more', () => {
    letQuit(standIn.electron);
    const event = new Preventable();
    standIn.app.emit('will-quit', event);
    expect(event.defaultPrevented).toBe(false);
  });

  test('of the screen alone brings a new screen', async () => {
    vi.useFakeTimers();
    contents().emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
    await vi.advanceTimersByTimeAsync(1000);
    vi.useRealTimers();
    expect(standIn.steps.filter((step) => step.startsWith('load'))).toHaveLength(2);
  });
});
