// The customer's window in the Electron shell, against the stand-in: on which screen it opens and when, what its port
// reaches, and that it ends with the till's own window.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runElectron } from '#shell/electron.ts';
import { standInElectron } from '#test/support/electron-stand-in.ts';
import type { StandIn } from '#test/support/electron-stand-in.ts';
import { fakeTill, sessionChanged } from '#test/support/fake-till.ts';
import type { FakeTill } from '#test/support/fake-till.ts';
import { plantScreen } from '#test/support/loopback.ts';

const PAGE = 'app://till/customer.html';

let standIn: StandIn;
let till: FakeTill;
let customer: FakeTill;
let folder: string;
let run: Promise<void>;
let open: () => { isOpen: boolean; address: string | null };
const ports: MessagePort[] = [];

async function start(usesSecondScreen: boolean): Promise<void> {
  run = runElectron(standIn.electron, till, {
    rendererFolder: folder,
    preloadPath: '/till/preload.cjs',
    title: 'Counterfoil',
    customer: { till: customer, usesSecondScreen, door: { openBy: (shell) => void (open = shell) } },
  });
  await vi.waitFor(() => expect(standIn.steps).toContain('load app://till/'));
}

beforeEach(async () => {
  standIn = standInElectron();
  [till, customer] = [fakeTill(), fakeTill()];
  folder = await plantScreen();
  standIn.renderer.on('counterfoil:port', (event: { ports: MessagePort[] }) => ports.push(...event.ports));
});

afterEach(async () => {
  standIn.app.emit('window-all-closed');
  await run;
  for (const port of ports.splice(0)) port.close();
  for (const window of standIn.windows) if (!window.isDestroyed()) window.destroy();
  await rm(join(folder, '..'), { recursive: true });
});

test('with one screen there is no window until somebody asks, and then one', async () => {
  await start(true);
  expect(standIn.windows).toHaveLength(1);
  expect(open()).toEqual({ isOpen: true, address: null });
  expect(standIn.windows).toHaveLength(2);
  expect(standIn.windows[1]?.options).not.toHaveProperty('fullscreen');
  expect(open()).toEqual({ isOpen: true, address: null });
  expect(standIn.windows).toHaveLength(2);
  expect(standIn.steps.at(-1)).toBe('focus');
  // Closed by the cashier, it can be opened again.
  standIn.windows[1]?.destroy();
  open();
  expect(standIn.windows).toHaveLength(3);
});

test('a second screen is filled, at once or when it is plugged in, and takes no key from the till', async () => {
  await start(true);
  standIn.plugInDisplay();
  expect(standIn.windows[1]?.options).toMatchObject({
    x: 1366,
    y: 0,
    width: 1024,
    height: 768,
    fullscreen: true,
    frame: false,
    focusable: false,
  });
  expect(standIn.steps.filter((step) => step === `load ${PAGE}`)).toHaveLength(1);
  standIn.plugInDisplay();
  expect(standIn.windows).toHaveLength(2);
});

test('a shop may keep its second screen', async () => {
  standIn.plugInDisplay();
  await start(false);
  standIn.plugInDisplay();
  expect(standIn.windows).toHaveLength(1);
});

test('its port hears what the customer may see and reaches no command, whatever page it has', async () => {
  standIn.plugInDisplay();
  await start(true);
  // Even if its page were the till's own.
  standIn.finishLoad('app://till/', 1);
  const [port] = ports;
  if (port === undefined) throw new Error('no port');
  customer.announce(sessionChanged);
  expect((await once(port, 'message'))[0]).toMatchObject({ event: 'session.changed' });
  port.postMessage({ id: 1, command: 'echo', args: {} });
  expect((await once(port, 'message'))[0]).toMatchObject({ id: 1 });
  expect(customer.calls).toHaveLength(1);
  expect(till.calls).toEqual([]);
  expect(till.listeners.size).toBe(0);
});

test('has the walls of the till’s own window', async () => {
  standIn.plugInDisplay();
  await start(true);
  const [first, second] = standIn.windows.map(({ options }) => options['webPreferences']);
  expect(second).toEqual(first);
  expect(second).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false });
});

test('ends with the till’s window, and nothing opens it after', async () => {
  standIn.plugInDisplay();
  await start(true);
  standIn.windows[0]?.destroy();
  expect(standIn.windows[1]?.isDestroyed()).toBe(true);
  open();
  expect(standIn.windows).toHaveLength(2);
});
