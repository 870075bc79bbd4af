// electron-updater itself under our settings, on a plain Node and a server of the test: a whole new version becomes ready,
// a forged, older or unreadable one never does. Only fetching is run; installing needs the runtime.
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NodeHttpExecutor } from 'builder-util';
import electronUpdater from 'electron-updater';
import { ElectronHttpExecutor } from 'electron-updater/out/electronHttpExecutor.js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ProgramUpdates } from '#shell/update.ts';

const newProgram = Buffer.from('a whole new version'.repeat(5_000));
const hashOf = (bytes: Buffer) => createHash('sha512').update(bytes).digest('base64');

let folder: string;
let server: Server;
let metadata: string;
let asked: string[];
let updates: ProgramUpdates;

const about = (version: string, sha512 = hashOf(newProgram)) =>
  [
    `version: ${version}`,
    'files:',
    '  - url: Counterfoil.AppImage',
    `    sha512: ${sha512}`,
    `    size: ${newProgram.length}`,
    'path: Counterfoil.AppImage',
    `sha512: ${sha512}`,
    "releaseDate: '2026-11-01T00:00:00.000Z'",
  ].join('\n');

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'counterfoil-updater-'));
  const installed = path.join(folder, 'Counterfoil-installed.AppImage');
  writeFileSync(installed, 'the old version');
  writeFileSync(
    path.join(folder, 'app-update.yml'),
    'provider: generic\nupdaterCacheDirName: new-versions\n',
  );
  vi.stubEnv('APPIMAGE', installed);
  asked = [];
  server = createServer((request, response) => {
    const file = (request.url ?? '').split('?', 1)[0] ?? '';
    asked.push(file);
    if (file === '/latest-linux.yml') response.end(metadata);
    else if (file === '/Counterfoil.AppImage') response.end(newProgram);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const updater = new electronUpdater.AppImageUpdater(null, {
    version: '1.5.0',
    name: 'counterfoil',
    isPackaged: true,
    appUpdateConfigPath: path.join(folder, 'app-update.yml'),
    userDataPath: folder,
    baseCachePath: folder,
    whenReady: async () => undefined,
    relaunch: () => undefined,
    quit: () => undefined,
    onQuit: () => undefined,
  });
  // Electron's network is not there; the updater's own for Node is, and checks the same hash.
  const executor = new NodeHttpExecutor();
  const download = ElectronHttpExecutor.prototype.download.bind(executor as never);
  Object.assign(updater, { httpExecutor: Object.assign(executor, { download }) });
  updates = new ProgramUpdates({
    updater,
    address: `http://127.0.0.1:${port}/`,
    quit: () => undefined,
    log: { warn() {}, error() {} },
  });
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

const settled = () =>
  vi.waitFor(() => expect(['ready', 'failed']).toContain(updates.state().kind), { timeout: 10_000 });

const fetched = () => path.join(folder, 'new-versions', 'pending');

test.runIf(process.platform === 'linux')('a whole new version is fetched and waits', async () => {
  metadata = about('2.0.0');
  await updates.check();
  await settled();
  expect(updates.state()).toEqual({ kind: 'ready', version: '2.0.0' });
  const file = readdirSync(fetched()).find((name) => name.endsWith('.AppImage')) ?? '';
  expect(readFileSync(path.join(fetched(), file)).equals(newProgram)).toBe(true);
  expect(readFileSync(process.env['APPIMAGE'] ?? '', 'utf8')).toBe('the old version');
});

test.runIf(process.platform === 'linux')(
  'one that is not what was announced never becomes ready',
  async () => {
    metadata = about('2.0.0', hashOf(Buffer.from('something else')));
    await updates.check();
    await settled();
    expect(updates.state()).toMatchObject({ kind: 'failed', detail: expect.stringMatching(/sha512/i) });
    const left = existsSync(fetched()) ? readdirSync(fetched()) : [];
    expect(left.filter((name) => name.endsWith('.AppImage') && !name.startsWith('temp-'))).toEqual([]);
  },
);

test.runIf(process.platform === 'linux').each(['1.4.9', '1.5.0', '0.9.0', '1.5.0-beta.1'])(
  '%s is not newer: nothing is fetched',
  async (version) => {
    metadata = about(version);
    await updates.check();
    expect(updates.state()).toEqual({ kind: 'current' });
    expect(asked).toEqual(['/latest-linux.yml']);
  },
);

test
  .runIf(process.platform === 'linux')
  .each(['<html>Welcome to our guest network</html>', '', 'version: soon'])(
  'an answer such as «%s» is a reason, not a version',
  async (text) => {
    metadata = text;
    await updates.check();
    expect(updates.state().kind).toBe('failed');
    expect(asked).toEqual(['/latest-linux.yml']);
  },
);
