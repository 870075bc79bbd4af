// A newer version of the program: what the updater is told, what becomes of its news, and that nothing is installed
// unless somebody said so. The updater is a stand-in here; real-updater.test.ts runs electron-updater itself.
import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { UpdateState } from '#contract/machine.ts';
import { readUpdateAddress } from '#main/config.ts';
import { noUpdates } from '#main/machine.ts';
import { findUpdates, ProgramUpdates, reasonAgainst } from '#shell/update.ts';
import type { Updater } from '#shell/update.ts';

const silent = { warn() {}, error() {} };

/** An updater whose every switch stands wrong at first. */
class StandInUpdater extends EventEmitter implements Updater {
  autoDownload = false;
  autoInstallOnAppQuit = true;
  autoRunAppAfterInstall = false;
  allowDowngrade = true;
  allowPrerelease = true;
  disableWebInstaller = false;
  logger: Updater['logger'] = null;
  feed: unknown = null;
  checks = 0;
  installed = 0;
  broken: Error | null = null;
  answer: object | null = {};

  setFeedURL(feed: unknown): void {
    this.feed = feed;
  }
  async checkForUpdates(): ReturnType<Updater['checkForUpdates']> {
    this.checks += 1;
    if (this.broken === null) return this.answer;
    this.emit('error', this.broken);
    throw this.broken;
  }
  quitAndInstall(): void {
    this.installed += 1;
    if (this.broken !== null) this.emit('error', this.broken);
  }
}

let updater: StandInUpdater;
let updates: ProgramUpdates;
let told: UpdateState[];
let quits: number;
let folder: string;

beforeEach(() => {
  updater = new StandInUpdater();
  told = [];
  quits = 0;
  updates = new ProgramUpdates({
    updater,
    address: 'https://shop.test/till/',
    quit: () => void (quits += 1),
    log: silent,
  });
  updates.onChange((state) => told.push(state));
  folder = mkdtempSync(path.join(tmpdir(), 'counterfoil-update-'));
});

afterEach(() => {
  updates.stop();
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

const fetched = () => {
  updater.emit('update-available', { version: '2.0.0' });
  updater.emit('update-downloaded', { version: '2.0.0' });
};

test('the updater fetches by itself, and neither installs by itself nor goes back', () => {
  expect(updater).toMatchObject({
    autoDownload: true,
    autoInstallOnAppQuit: false,
    autoRunAppAfterInstall: true,
    allowDowngrade: false,
    allowPrerelease: false,
    disableWebInstaller: true,
    feed: { provider: 'generic', url: 'https://shop.test/till/' },
  });
});

test('what it does is told as it goes', () => {
  expect(updates.state()).toEqual({ kind: 'current' });
  updater.emit('update-available', { version: '2.0.0' });
  updater.emit('download-progress', { percent: 41.7 });
  updater.emit('update-downloaded', { version: '2.0.0' });
  expect(told).toEqual([
    { kind: 'fetching', version: '2.0.0', percent: 0 },
    { kind: 'fetching', version: '2.0.0', percent: 41 },
    { kind: 'ready', version: '2.0.0' },
  ]);
  expect(updates.state()).toEqual({ kind: 'ready', version: '2.0.0' });
});

test('whoever stops listening hears no more', () => {
  const heard: UpdateState[] = [];
  updates.onChange((state) => heard.push(state))();
  fetched();
  expect(heard).toEqual([]);
});

test('no network is a reason and no fault; the next look starts anew', async () => {
  updater.broken = new Error('net::ERR_INTERNET_DISCONNECTED\n    at a stack that nobody needs');
  await updates.check();
  expect(updates.state()).toEqual({ kind: 'failed', detail: 'net::ERR_INTERNET_DISCONNECTED' });
  updater.broken = null;
  await updates.check();
  updater.emit('update-not-available');
  expect(updates.state()).toEqual({ kind: 'current' });
  expect(updater.checks).toBe(2);
});

test('an updater that cannot work here is off', async () => {
  updater.answer = null;
  await updates.check();
  expect(updates.state()).toEqual({ kind: 'off' });
});

test('what has arrived whole stays ready, whatever fails afterwards, and is not asked for again', async () => {
  fetched();
  updater.emit('error', new Error('later'));
  await updates.check();
  expect(updates.state()).toEqual({ kind: 'ready', version: '2.0.0' });
  expect(updater.checks).toBe(0);
});

test('it looks a minute after the start and then every six hours', async () => {
  vi.useFakeTimers();
  updates.begin();
  await vi.advanceTimersByTimeAsync(59_000);
  expect(updater.checks).toBe(0);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(updater.checks).toBe(1);
  await vi.advanceTimersByTimeAsync(12 * 60 * 60 * 1_000);
  expect(updater.checks).toBe(3);
});

describe('installing', () => {
  test('ends the program once, after the answer, and only when a version is ready', async () => {
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    updates.install();
    await turn();
    expect([quits, updates.isWanted]).toEqual([0, false]);
    fetched();
    updates.install();
    expect(quits).toBe(0);
    updates.install();
    await turn();
    expect([quits, updates.isWanted, updater.installed]).toEqual([1, true, 0]);
  });

  test('goes on only when it failed, with the reason', async () => {
    updater.broken = new Error('the installer is gone');
    expect(await updates.replace()).toBe('the installer is gone');
    updater.quitAndInstall = () => {
      throw new Error('at once');
    };
    expect(await updates.replace()).toBe('at once');
    const waiting = new StandInUpdater();
    const done = vi.fn();
    void new ProgramUpdates({ updater: waiting, address: 'https://a.test', quit() {}, log: silent })
      .replace()
      .then(done);
    await new Promise((resolve) => setImmediate(resolve));
    expect([waiting.installed, done.mock.calls.length]).toEqual([1, 0]);
  });
});

describe('where it may replace itself', () => {
  const note = (text: string) => writeFileSync(path.join(folder, 'app-update.yml'), text);

  test('installed, with a note, and on Windows with the publisher in it', () => {
    expect(reasonAgainst('linux', true, folder)).toMatch(/without updates/);
    note('provider: generic\n');
    expect(reasonAgainst('linux', true, folder)).toBeNull();
    expect(reasonAgainst('darwin', true, folder)).toBeNull();
    expect(reasonAgainst('win32', true, folder)).toMatch(/not signed/);
    expect(reasonAgainst('linux', false, folder)).toMatch(/not installed/);
    note('provider: generic\npublisherName:\n  - Counterfoil\n');
    expect(reasonAgainst('win32', true, folder)).toBeNull();
  });

  test('elsewhere, and without an address, there are none', async () => {
    const source = { resources: folder, quit() {}, log: silent };
    expect(await findUpdates({ ...source, address: null, isPackaged: true })).toBe(noUpdates);
    expect(await findUpdates({ ...source, address: 'https://a.test', isPackaged: false })).toBe(noUpdates);
  });

  test.each([
    ['{}', null],
    ['{"printer":{"kind":"none"}}', null],
    ['{"updates":{"address":"https://shop.test/till/"}}', 'https://shop.test/till/'],
  ])('config.json %s gives %s', (text, address) => {
    writeFileSync(path.join(folder, 'config.json'), text);
    expect(readUpdateAddress(folder)).toBe(address);
  });

  test.each(['http://shop.test/', 'file:///tmp', 'shop.test', ''])(
    '«%s» is no address to trust',
    (address) => {
      writeFileSync(path.join(folder, 'config.json'), JSON.stringify({ updates: { address } }));
      expect(() => readUpdateAddress(folder)).toThrow(/cannot be understood/);
    },
  );
});
