// The mirror log: when it is written, what a power cut leaves of it, and what happens when it cannot be written.
import fs from 'node:fs';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmdirSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { SaleId } from '#contract/ids.ts';
import { damagedMirrorFile, mirrorRows, openMirror } from '#store/mirror.ts';
import { mirrorFolder, openReadOnly } from '#store/open.ts';
import {
  copyOf,
  fingerprint,
  journalOf,
  mirrorFiles,
  newFolder,
  newTill,
  openTill,
  PAPER,
  trade,
  verify,
  WATER,
} from '#test/support/books.ts';
import { id } from '#test/support/shop.ts';

/** A closed till's folder with one sealed period and an open one. */
let book: string;
beforeAll(async () => {
  const shop = await newTill();
  await trade(shop, [4, 6]);
  await shop.core.close();
  book = shop.folder;
});
afterEach(() => vi.restoreAllMocks());

const seqs = (folder: string) => [...mirrorRows(mirrorFolder(folder))].map(({ header }) => header.seq);

test('is the journal once more, row for row and byte for byte, one file for each period', () => {
  expect([...mirrorRows(mirrorFolder(book))]).toEqual(journalOf(book));
  const files = mirrorFiles(book);
  expect(files.map((file) => basename(file))).toEqual(['R1-e1-z000001.log', 'R1-e1-z000002.log']);
  expect(files.map((file) => statSync(file).mode & 0o777)).toEqual([0o600, 0o600]);
  expect(statSync(mirrorFolder(book)).mode & 0o777).toBe(0o700);
  const periods = files.map((file) => readFileSync(file, 'utf8').match(/"zNo":\d+/g));
  expect(periods.map((found) => new Set(found))).toEqual([new Set(['"zNo":1']), new Set(['"zNo":2'])]);
});

test('reading and opening it writes nothing and makes no folder', () => {
  const empty = join(newFolder(), 'mirror');
  expect(openMirror(empty).head).toBeNull();
  expect(openMirror(empty).rowsAfter(0)).toEqual([]);
  expect(damagedMirrorFile(empty)).toBeNull();
  expect(fs.existsSync(empty)).toBe(false);
  const folder = copyOf(book);
  truncateSync(mirrorFiles(folder)[1] ?? '', 500);
  const before = fingerprint(folder);
  openMirror(mirrorFolder(folder)).rowsAfter(0);
  expect(fingerprint(folder)).toEqual(before);
});

/** What reached the disk, in order: the mirror's lines and fsyncs as they happen, through the real calls. */
function watchDisk(folder: string, sawCommitted: () => number) {
  const steps: string[] = [];
  const nameOf = (handle: number) => readlinkSync(`/proc/self/fd/${handle}`).slice(folder.length + 1);
  const { writeSync, fsyncSync } = fs;
  vi.spyOn(fs, 'writeSync').mockImplementation(((handle: number, ...rest: [Buffer]) => {
    steps.push(`write ${nameOf(handle)} after ${sawCommitted()} rows are committed`);
    return writeSync(handle, ...rest);
  }) as typeof fs.writeSync);
  vi.spyOn(fs, 'fsyncSync').mockImplementation((handle) => {
    steps.push(`fsync ${nameOf(handle)}`);
    fsyncSync(handle);
  });
  return steps;
}

test.runIf(process.platform === 'linux')(
  'a row is committed, then mirrored, then on the disk, then answered',
  async () => {
    const shop = await openTill(copyOf(book));
    await shop.openShift(0);
    await shop.scan(id<SaleId>('watched'), WATER);
    await shop.do('tender.cash', { saleId: id('watched'), amount: 200 });
    const outside = openReadOnly(shop.folder);
    const committed = outside.prepare('SELECT count(*) FROM journal').pluck();
    const before = committed.get() as number;
    const steps = watchDisk(shop.folder, () => committed.get() as number);
    await shop.do('sale.complete', { saleId: id('watched') }).then(() => steps.push('answered'));
    expect(steps).toEqual([
      `write mirror/R1-e1-z000002.log after ${before + 1} rows are committed`,
      'fsync mirror/R1-e1-z000002.log',
      'answered',
    ]);
    // The first row of a period begins a file, whose name must be on the disk too.
    await shop.do('shift.close', { counted: 200 });
    await shop.do('register.close', {});
    steps.length = 0;
    await shop.openShift(0).then(() => steps.push('answered'));
    expect(steps.map((step) => step.replace(/ after.*/, ''))).toEqual([
      'fsync mirror',
      'write mirror/R1-e1-z000003.log',
      'fsync mirror/R1-e1-z000003.log',
      'answered',
    ]);
    outside.close();
    await shop.core.close();
  },
);

describe('a last line that a power cut tore', () => {
  const cuts = (length: number, start: number) =>
    [start, start + 1, start + 8, start + 9, start + 200, length - 2, length - 1].filter((at) => at < length);

  test('is cut off by the next append, wherever it was torn, and the line is whole again', () => {
    const rows = journalOf(book);
    const last = rows.at(-1);
    const [, file = ''] = mirrorFiles(book);
    const whole = readFileSync(file);
    const start = whole.lastIndexOf(0x0a, whole.length - 2) + 1;
    for (const at of cuts(whole.length, start)) {
      const folder = copyOf(book);
      const [, torn = ''] = mirrorFiles(folder);
      truncateSync(torn, at);
      const mirror = openMirror(mirrorFolder(folder));
      expect(mirror.head?.header.seq, `torn at ${at}`).toBe(rows.length - 1);
      expect(statSync(torn).size).toBe(at);
      mirror.append(last === undefined ? [] : [last]);
      expect(mirror.head).toEqual(last);
      mirror.close();
      expect(readFileSync(torn).equals(whole), `torn at ${at}`).toBe(true);
    }
  });

  test('is written again at the start, and garbage that the disk put there goes', async () => {
    for (const rest of ['', '0123', '\u0000'.repeat(4096), '01234567 {"header":\n']) {
      const folder = copyOf(book);
      const [, file = ''] = mirrorFiles(folder);
      const whole = readFileSync(file);
      truncateSync(file, whole.lastIndexOf(0x0a, whole.length - 2) + 1);
      writeFileSync(file, rest, { flag: 'a' });
      const shop = await openTill(folder);
      await shop.core.close();
      expect(readFileSync(file).equals(whole), JSON.stringify(rest.slice(0, 20))).toBe(true);
      expect(verify(folder).words).toMatch(/^VERIFIED/);
    }
  });

  test('also when it is the first of a new file, or all that there is of one', async () => {
    const folder = copyOf(book);
    const [first = '', second = ''] = mirrorFiles(folder);
    const before = fingerprint(folder);
    truncateSync(second, 40);
    expect(openMirror(mirrorFolder(folder)).head?.header.seq).toBe(
      readFileSync(first, 'utf8').split('\n').length - 1,
    );
    await (await openTill(folder)).core.close();
    const after = fingerprint(folder);
    expect(after['mirror/R1-e1-z000002.log']).toBe(before['mirror/R1-e1-z000002.log']);
  });
});

describe('a line that is damaged in the middle of the current file', () => {
  const damage = (folder: string) => {
    const [, file = ''] = mirrorFiles(folder);
    const bytes = readFileSync(file);
    const at = bytes.indexOf(0x0a) + 100;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    return file;
  };

  test('hides itself only: what follows it can still be read', () => {
    const folder = copyOf(book);
    const file = damage(folder);
    const all = seqs(book);
    const first = readFileSync(mirrorFiles(book)[0] ?? '', 'utf8').split('\n').length;
    expect(seqs(folder)).toEqual(all.filter((seq) => seq !== first + 1));
    const mirror = openMirror(mirrorFolder(folder));
    expect(mirror.head?.header.seq).toBe(all.length);
    expect(mirror.unbrokenSeq).toBe(first);
    expect(damagedMirrorFile(mirrorFolder(folder))).toBe(file);
  });

  test('is written again from the database at the next start, and nothing else is lost by it', async () => {
    const folder = copyOf(book);
    damage(folder);
    const { event } = verify(folder);
    expect(event).toBe(readFileSync(mirrorFiles(book)[0] ?? '', 'utf8').split('\n').length + 1);
    await (await openTill(folder)).core.close();
    expect(mirrorFiles(folder).map((name) => readFileSync(name, 'utf8'))).toEqual(
      mirrorFiles(book).map((name) => readFileSync(name, 'utf8')),
    );
    expect(verify(folder).words).toMatch(/^VERIFIED/);
  });
});

test('a sale whose copy could not be written is complete; the next one is refused until the disk is mended', async () => {
  const shop = await openTill(copyOf(book));
  await shop.openShift(0);
  await shop.do('shift.close', { counted: 0 });
  await shop.do('register.close', {});
  const file = join(mirrorFolder(shop.folder), 'R1-e1-z000003.log');
  mkdirSync(file);
  const opened = await shop.openShift(100);
  expect(opened.float).toBe(100);
  expect(shop.events.at(-2)).toMatchObject({
    event: 'store.changed',
    payload: { kind: 'viewOnly', trouble: 'diskFailed' },
  });
  expect(await shop.refused('sale.scan', { saleId: id('after'), code: PAPER })).toEqual({
    code: 'store.viewOnly',
    details: { trouble: 'diskFailed' },
  });
  expect(await shop.do('sale.current', {})).toEqual({ current: null });
  rmdirSync(file);
  await shop.restart();
  expect(await shop.do('app.describe', {})).toMatchObject({
    mode: { kind: 'ready' },
    shift: { shiftId: opened.shiftId },
  });
  await shop.sell('after', [PAPER]);
  await shop.core.close();
  expect(readdirSync(mirrorFolder(shop.folder))).toContain('R1-e1-z000003.log');
  expect(verify(shop.folder).words).toMatch(/^VERIFIED/);
});
