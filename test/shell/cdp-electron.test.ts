// The stand-in for Electron by itself, without a Chromium: what it has, what it refuses to have, how its parts carry.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { isOfScheme, toBrowser, toProgram } from '#test/support/cdp-electron/address.ts';
import { takeInstanceLock } from '#test/support/cdp-electron/instance-lock.ts';
import { CarriedPorts, MessageChannelMain } from '#test/support/cdp-electron/ports.ts';
import { surface, surfaceClass, Teller } from '#test/support/cdp-electron/surface.ts';
import { toldBy } from '#test/support/cdp-electron/told.ts';
import type { ToPage } from '#test/support/cdp-electron/worlds.ts';

const folder = path.join(import.meta.dirname, '..', 'support', 'cdp-electron');

function emptyFolder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'counterfoil-stand-in-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** What a plain Node says that was started with the hooks. */
function inStandIn(script: string): string {
  const hooks = pathToFileURL(path.join(folder, 'register.ts')).href;
  const told = {
    userData: emptyFolder(),
    chromium: 'none',
    switches: [],
    locale: 'en-GB',
    timeZone: 'UTC',
    viewport: null,
  };
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', hooks, '--input-type=module', '--eval', script],
    { encoding: 'utf8', env: { ...process.env, [toldBy]: JSON.stringify(told) } },
  );
  return `${stdout}${stderr}`.trim();
}

test('addresses go there and back; a foreign one stays as it is', () => {
  for (const [program, browser] of [
    ['app://till/', 'https://till.app.invalid/'],
    ['app://till/assets/a.js?x=1#y', 'https://till.app.invalid/assets/a.js?x=1#y'],
    ['app://evil', 'https://evil.app.invalid'],
  ] as const) {
    expect(toBrowser(program)).toBe(browser);
    expect(toProgram(browser)).toBe(program);
  }
  for (const foreign of ['https://till.app.invalid.evil.example/', 'http://till.app.invalid/', 'data:,x']) {
    expect(toProgram(foreign)).toBe(foreign);
    expect(isOfScheme(foreign)).toBe(false);
  }
});

test('a member that is not played throws its name, as does an event and a class’s own member', () => {
  const app = surface('app', { exit: () => 7, relaunch: () => 8 }, ['exit']);
  expect(app.exit()).toBe(7);
  expect(() => app.relaunch()).toThrow('app.relaunch');
  expect(() => Object.assign(app, { name: 'x' })).toThrow('app.name');
  const window = new (surfaceClass('BrowserWindow', class extends Teller {}, ['on']))('window', ['closed']);
  expect(() => window.on('closed', () => {})).not.toThrow();
  expect(() => window.on('blur', () => {})).toThrow('blur');
  expect(() => window.emit('closed')).toThrow('BrowserWindow.emit');
});

test('in the process that takes itself for Electron, what the product does not use is missing by name', () => {
  const asked = `
    import * as electron from 'electron';
    const attempt = (act) => { try { return String(act()); } catch (error) { return error.message.split(':')[0]; } };
    console.log(JSON.stringify([
      'electron' in process.versions, process.defaultApp, electron.app.isPackaged,
      attempt(() => electron.dialog.showErrorBox), attempt(() => electron.app.relaunch),
      attempt(() => electron.BrowserWindow.getAllWindows), attempt(() => electron.app.on('activate', () => {})),
      attempt(() => electron.app.getPath('desktop')), await electron.safeStorage.isAsyncEncryptionAvailable(),
      attempt(() => electron.protocol.handle('app', () => {})),
    ]));`;
  const no = 'the stand-in for Electron has no';
  expect(JSON.parse(inStandIn(asked))).toEqual([
    true,
    true,
    false,
    `${no} dialog.showErrorBox`,
    `${no} app.relaunch`,
    `${no} BrowserWindow.getAllWindows`,
    `${no} event activate of app`,
    `${no} app.getPath('desktop')`,
    false,
    'the scheme app is not registered as privileged',
  ]);
});

test('a window without one of the walls is not played', () => {
  const asked = `
    import { BrowserWindow } from 'electron';
    try { new BrowserWindow({ webPreferences: { sandbox: true, contextIsolation: false } }) }
    catch (error) { console.log(error.message) }`;
  expect(inStandIn(asked)).toBe('the stand-in for Electron plays only pages with contextIsolation: true');
});

test('a port keeps what was said before the page had it, hears after start, and ends on both sides', () => {
  const sent: ToPage[] = [];
  const carried = new CarriedPorts((message) => sent.push(message));
  const { port1, port2 } = new MessageChannelMain();
  const heard: unknown[] = [];
  const closed = vi.fn();
  port1.on('message', ({ data }: { data: unknown }) => heard.push(data));
  port1.on('close', closed);
  port1.postMessage('early');
  carried.post('channel', null, [port2]);
  port1.postMessage('late');
  const port = sent[0]?.kind === 'post' ? (sent[0].ports[0] ?? 0) : 0;
  expect(sent).toEqual([
    { kind: 'post', channel: 'channel', value: null, ports: [port] },
    { kind: 'message', port, value: 'early' },
    { kind: 'message', port, value: 'late' },
  ]);
  carried.receive({ port, value: { id: 1 } });
  expect(heard).toEqual([]);
  port1.start();
  carried.receive({ port, value: { id: 2 } });
  expect(heard).toEqual([{ id: 1 }, { id: 2 }]);
  carried.loseAll();
  expect(closed).toHaveBeenCalledOnce();
  port1.postMessage('to nobody');
  carried.receive({ port, value: { id: 3 } });
  expect([sent.length, heard.length]).toEqual([3, 2]);
});

test('the lock of a single instance is its process’s, and free once that is gone; a visit is told', async () => {
  const userData = emptyFolder();
  const visited = vi.fn();
  const lock = pathToFileURL(path.join(folder, 'instance-lock.ts')).href;
  const take = () =>
    spawnSync(
      process.execPath,
      [
        '--input-type=module',
        '--eval',
        `const { takeInstanceLock } = await import('${lock}');
         console.log(takeInstanceLock(${JSON.stringify(userData)}, () => {}));
         process.kill(process.pid, 'SIGKILL')`,
      ],
      { encoding: 'utf8' },
    ).stdout.trim();
  expect(take()).toBe('true');
  expect(takeInstanceLock(userData, visited)).toBe(true);
  expect(take()).toBe('false');
  await vi.waitFor(() => expect(visited).toHaveBeenCalled());
});
