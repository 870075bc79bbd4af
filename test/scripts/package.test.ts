// What would be installed: electron-builder packs the built project by its own rules around a runtime that is only a
// shape, and the result is held against what the built main process and screen load, and run by a plain Node.
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { v7 } from 'uuid';
import { packedFiles, resourcesIn, unpack, wrongFiles } from '#scripts/packing/contents.mjs';
import type { PackedFile } from '#scripts/packing/contents.mjs';
import { programIn, wanted, wrongFuses } from '#scripts/packing/fuses.mjs';
import { tooOld } from '#scripts/packing/electron-age.mjs';
import { packAll, putRuntime } from '#test/support/packed.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const isBuilt = existsSync(path.join(root, 'dist', 'main', 'main.js'));
const run = promisify(execFile);

const systems = [
  { platform: 'linux', folder: 'linux-unpacked', program: 'counterfoil' },
  { platform: 'win32', folder: 'win-unpacked', program: 'Counterfoil' },
  { platform: 'darwin', folder: 'mac', program: 'Counterfoil' },
] as const;

let folder: string;
const packed = (name: string) => path.join(folder, 'packed', name);
const resources = ({ platform, folder: name }: (typeof systems)[number]) =>
  resourcesIn(packed(name), platform, 'Counterfoil');
const list = (system: (typeof systems)[number]): PackedFile[] => packedFiles(resources(system));

/** The Linux program, as if its archive were a folder. */
const unpacked = () => path.join(folder, 'program');

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'counterfoil-packed-'));
  if (!isBuilt) return;
  putRuntime(path.join(folder, 'runtime'));
  await packAll(path.join(folder, 'runtime'), path.join(folder, 'packed'));
  unpack(resources(systems[0]), unpacked());
}, 300_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(!isBuilt)('the package', () => {
  test.each(systems)('for $platform has what it needs, and nothing else', async (system) => {
    const files = list(system);
    expect(wrongFiles(files, system.platform)).toEqual([]);
    const bytes = files.reduce((sum, { size }) => sum + size, 0);
    console.info(`${system.platform}: ${files.length} files, ${(bytes / 1e6).toFixed(1)} MB`);
    expect(bytes).toBeLessThan(40e6);
  });

  test.each(systems)('for $platform has one binary of each native package, its own', async (system) => {
    const all = list(system).filter(({ name }) => name.endsWith('.node'));
    // Of this one npm fetches only what its own system needs; nothing of another may be packed.
    const usb = all.filter(({ name }) => name.includes('/@node-usb/'));
    expect(usb).toHaveLength(system.platform === process.platform ? 1 : 0);
    const native = all.filter((file) => !usb.includes(file));
    const serial = { linux: 'linux-x64', win32: 'win32-x64', darwin: 'darwin-x64+arm64' }[system.platform];
    const own = native.map(({ name }) => name.split('/prebuilds/')[1]?.split('/')[0] ?? name);
    const hid = `${system.platform === 'linux' ? 'HID_hidraw' : 'HID'}-${system.platform}-x64`;
    expect(new Set(own)).toEqual(new Set([serial, hid, `${system.platform}-x64.node`]));
    expect(native).toHaveLength(3);
  });

  test.each(systems)('for $platform has all nine fuses as they must be', async (system) => {
    const program = programIn(packed(system.folder), system.platform, system.program);
    expect(await wrongFuses(program)).toEqual([]);
  });

  test('is found good by what `npm run dist` asks of it, and a missing system is not', async () => {
    const examine = (...names: string[]) =>
      run(process.execPath, [path.join(root, 'scripts', 'packing', 'examine.mjs'), packed('.'), ...names]);
    const { stdout } = await examine('linux', 'win', 'mac');
    expect(stdout.match(/ MB, nine fuses as they must be\.$/gm)).toHaveLength(3);
    rmSync(packed('mac'), { recursive: true });
    await expect(examine('mac')).rejects.toMatchObject({ code: 1, stdout: 'Nothing was packed for mac.\n' });
  });

  test('speaks the two languages of the till and no other', async () => {
    expect(existsSync(path.join(packed('linux-unpacked'), 'locales', 'zh-CN.pak'))).toBe(true);
    expect(existsSync(path.join(packed('linux-unpacked'), 'locales', 'de.pak'))).toBe(false);
  });

  test('holds every file that the built screen names', async () => {
    const names = new Set(list(systems[0]).map(({ name }) => name));
    const screen = [...names].filter((name) => /^dist\/renderer\/.*\.(html|css|js)$/.test(name));
    const missing = screen.flatMap((name) => {
      const text = readFileSync(path.join(unpacked(), name), 'utf8');
      const named = [...text.matchAll(/(?:src="|href="|url\(|from"|import\(["'`])(\.?\/[\w./-]+\.\w+)/g)];
      return named
        .map(([, address]) => path.posix.join(path.posix.dirname(name), address ?? ''))
        .filter((address) => !names.has(address));
    });
    expect(screen.length).toBeGreaterThan(2);
    expect(missing).toEqual([]);
  });

  test('holds every package and worker that the built main process names, and loads them from nowhere else', async () => {
    const loader = path.join(root, 'test', 'support', 'load-packed.mjs');
    const { stdout } = await run(process.execPath, [loader], { cwd: unpacked() });
    const { names } = JSON.parse(stdout) as { names: string[] };
    expect(names).toEqual(expect.arrayContaining(['better-sqlite3', 'electron-updater', 'serialport']));
    const built = list(systems[0]).filter(({ name }) => /^dist\/main\/.*\.js$/.test(name));
    const workers = built.flatMap(({ name }) => {
      const text = readFileSync(path.join(unpacked(), name), 'utf8');
      return [...text.matchAll(/new URL\(["'](\.\/[^"']+)["'],\s*import\.meta\.url/g)].map(
        ([, at]) => at ?? '',
      );
    });
    expect(workers.filter((at) => !existsSync(path.join(unpacked(), 'dist', 'main', at)))).toEqual([]);
  });

  test('sells: a demonstration shop, a sale, and a journal that verifies', async () => {
    const data = path.join(folder, 'shop');
    const commandId = () => v7();
    const saleId = v7();
    const lines: [string, object][] = [
      ['session.signIn', { commandId: commandId(), staffId: 'chen-jing', pin: '3333' }],
      ['shift.open', { commandId: commandId(), float: 10_000 }],
      ['sale.scan', { commandId: commandId(), saleId, code: someGtin() }],
      ['tender.cash', { commandId: commandId(), saleId, amount: 100_000 }],
      ['sale.complete', { commandId: commandId(), saleId }],
    ];
    const answers = await talk(data, lines);
    expect(answers.filter(({ ok }) => !ok)).toEqual([]);
    const main = path.join('dist', 'main', 'main.js');
    const { stdout } = await run(process.execPath, [main, 'verify', '--data', data], { cwd: unpacked() });
    expect(stdout).toMatch(/^VERIFIED: \d+ events, 1 receipts/);
  });

  test('serves its screen to a browser', async () => {
    const args = [
      path.join('dist', 'main', 'main.js'),
      '--shell',
      'browser',
      '--data',
      path.join(folder, 'b'),
    ];
    const till = spawn(process.execPath, args, { cwd: unpacked(), stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const line = await new Promise<string>((resolve) =>
        createInterface({ input: till.stdout }).once('line', resolve),
      );
      const { address } = JSON.parse(line) as { address: string };
      const page = await fetch(new URL('/', address));
      expect(page.status).toBe(200);
      expect(await page.text()).toContain('<title>Counterfoil</title>');
    } finally {
      const ended = new Promise((resolve) => till.once('exit', resolve));
      till.kill('SIGTERM');
      await ended;
    }
  });
});

/** The first barcode of the demonstration shop's articles that are sold by the piece. */
function someGtin(): string {
  const catalogue = readFileSync(path.join(root, 'assets', 'demo', 'catalogue.json'), 'utf8');
  return /"unit":"(?:each|piece|pc)"[^}]*"gtins":\["(\d+)"/.exec(catalogue)?.[1] ?? '';
}

/** The packed till's answers to commands, one after the other. */
async function talk(data: string, commands: [string, object][]): Promise<{ id: number; ok: boolean }[]> {
  const args = [path.join('dist', 'main', 'main.js'), '--headless', '--demo', '--data', data];
  const till = spawn(process.execPath, args, { cwd: unpacked(), stdio: ['pipe', 'pipe', 'inherit'] });
  const answers: { id: number; ok: boolean }[] = [];
  const lines = createInterface({ input: till.stdout })[Symbol.asyncIterator]();
  for (const [index, [command, args_]] of commands.entries()) {
    till.stdin.write(`${JSON.stringify({ id: index + 1, command, args: args_ })}\n`);
    for (let answer = null; answer === null;) {
      const { value } = (await lines.next()) as { value: string };
      const said = JSON.parse(value) as { id?: number; ok: boolean };
      if (said.id === index + 1) answers.push((answer = { ...said, id: said.id }));
    }
  }
  till.stdin.end();
  await new Promise((resolve) => till.once('exit', resolve));
  return answers;
}

describe('what is asked of a package', () => {
  const good: PackedFile[] = [
    'package.json',
    'dist/main/main.js',
    'dist/main/preload.cjs',
    'dist/renderer/index.html',
    'node_modules/better-sqlite3/package.json',
  ].map((name) => ({ name, size: 1, isUnpacked: false }));
  const native = 'node_modules/better-sqlite3/prebuilds/linux-x64.node';
  const files: PackedFile[] = [...good, { name: native, size: 1, isUnpacked: true }];

  test.each([
    [
      'a missing main process',
      files.filter(({ name }) => name !== 'dist/main/main.js'),
      /main.js is missing/,
    ],
    ['a source', [...files, { name: 'src-main/main.ts', size: 1, isUnpacked: false }], /does not belong/],
    ['a map', [...files, { name: 'dist/main/main.js.map', size: 1, isUnpacked: false }], /does not belong/],
    [
      'a sealed-in native library',
      [...good, { name: native, size: 1, isUnpacked: false }],
      /cannot be loaded/,
    ],
    ['code outside the archive', [...files, { name: 'x.js', size: 1, isUnpacked: true }], /unsealed/],
    ['no native library', good, /no native library/],
    [
      'another system’s library',
      [...files, { name: native.replace('linux', 'win32'), size: 1, isUnpacked: true }],
      /another system/,
    ],
  ] as const)('%s is noticed', (_what, listed, words) => {
    expect(wrongFiles(files, 'linux')).toEqual([]);
    expect(wrongFiles(listed, 'linux').join('\n')).toMatch(words);
  });

  test('every fuse that stands wrong, and one that nobody knows, is noticed', async () => {
    const place = path.join(folder, 'fuses');
    const right = Object.values(wanted).map((isOn) => (isOn ? '1' : '0'));
    const faults = async (states: string) => {
      rmSync(place, { recursive: true, force: true });
      putRuntime(place, states);
      return wrongFuses(path.join(place, 'electron'));
    };
    expect(await faults(right.join(''))).toEqual([]);
    for (const [index, name] of Object.keys(wanted).entries()) {
      const states = right.with(index, right[index] === '1' ? '0' : '1').join('');
      expect(await faults(states)).toEqual([expect.stringContaining(name)]);
    }
    expect(await faults(`${right.join('')}1`)).toEqual([expect.stringContaining('not known here')]);
  });

  test('an Electron that gets no more fixes is noticed', () => {
    expect(['45.4.1', '44.0.0', '43.9.9'].map((one) => tooOld(one, 45))).toEqual([null, null, null]);
    expect(tooOld('42.9.9', 45)).toMatch(/no more security fixes/);
    expect(tooOld('45.4.1', 48)).toMatch(/no more security fixes/);
    expect(tooOld('^45.4.1', 45)).toMatch(/not one exact version/);
  });
});
