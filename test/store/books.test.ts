// Books that follow each other in one data folder: which are in use, what a start says of them, and that the link between
// them cannot be bent.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { booksFolder, booksOf, currentBooks, listBooks } from '#store/books.ts';
import { databaseFile, mirrorFolder } from '#store/open.ts';
import type { RungState } from '#contract/start.ts';
import {
  copyOf,
  journalOf,
  mirrorFiles,
  newFolder,
  newTill,
  openTill,
  openToLook,
  verify,
} from '#test/support/books.ts';
import { id, people } from '#test/support/shop.ts';
import { loseDatabase, tradedBooks } from '#test/support/unfit.ts';
import { garble, replaceDatabase, walOf } from './losses.ts';

let closed: string;
let yesterday: string;
/** Emergency books beside the closed ones, whose key is gone. */
let followed: string;

beforeAll(async () => {
  ({ closed, yesterday } = await tradedBooks());
  followed = copyOf(closed);
  rmSync(join(followed, 'keys', 'device.key'));
  const shop = await openToLook(followed);
  await shop.do('register.recover', { ...people.manager, way: 'emergency' });
  await shop.core.close();
});

describe('the books in use', () => {
  test('are the highest-numbered finished ones; what is half made has no number', () => {
    const folder = newFolder();
    expect([listBooks(folder), booksFolder(folder)]).toEqual([[1], folder]);
    for (const name of ['2', '10', '3', '11.new', '12x', '0', '1', 'till.db']) {
      mkdirSync(join(folder, 'books', name), { recursive: true });
    }
    expect(listBooks(folder)).toEqual([1, 2, 3, 10]);
    expect([currentBooks(folder), booksFolder(folder)]).toEqual([10, join(folder, 'books', '10')]);
  });

  test('are never set up anew when they are gone, be they the first or later ones', async () => {
    const later = copyOf(followed);
    rmSync(booksOf(later, 2), { recursive: true });
    mkdirSync(booksOf(later, 2));
    const first = copyOf(closed);
    loseDatabase(first);
    rmSync(mirrorFolder(first), { recursive: true });
    for (const folder of [later, first]) {
      const shop = await openToLook(folder);
      const { mode } = await shop.do('app.describe', {});
      expect(mode).toMatchObject({ kind: 'viewOnly', trouble: 'databaseMissing' });
      await shop.core.close();
    }
  });
});

describe('a start says of each rung how it was', () => {
  const statesOf = async (folder: string) => {
    const shop = await openToLook(folder);
    const { start } = await shop.do('app.describe', {});
    await shop.core.close();
    const { restoredRows, restoredReceipts, mirroredRows } = start;
    return { states: start.rungs.map(({ state }) => state), restoredRows, restoredReceipts, mirroredRows };
  };
  const nothing = { restoredRows: 0, restoredReceipts: 0, mirroredRows: 0 };
  const good: RungState[] = ['good', 'good', 'good', 'good', 'good', 'good', 'good'];
  const redAt = (rung: number): RungState[] =>
    good.map((state, i) => (i < rung ? state : i === rung ? 'red' : 'unreached'));

  test('all good, also where nothing was set up yet', async () => {
    expect(await statesOf(copyOf(closed))).toEqual({ states: good, ...nothing });
    expect(await statesOf(newFolder())).toEqual({ states: good, ...nothing });
  });

  test('red at the one that it stopped at', async () => {
    const spoils: [number, (folder: string) => void][] = [
      [1, (folder) => garble(folder, 1)],
      [3, (folder) => rmSync(join(folder, 'keys', 'device.key'))],
      [
        5,
        (folder) => {
          const file = mirrorFiles(folder).at(-1) ?? '';
          const lines = readFileSync(file, 'utf8').split('\n');
          writeFileSync(file, lines.toSpliced(-3, 1).join('\n'));
          replaceDatabase(folder, yesterday);
          rmSync(walOf(folder), { force: true });
        },
      ],
    ];
    for (const [rung, spoil] of spoils) {
      const folder = copyOf(closed);
      spoil(folder);
      expect(await statesOf(folder)).toEqual({ states: redAt(rung), ...nothing });
    }
  });

  test('mended where a tail came back from the second record, with its rows and receipts', async () => {
    const folder = copyOf(closed);
    replaceDatabase(folder, yesterday);
    rmSync(walOf(folder), { force: true });
    const lost = journalOf(closed).slice(journalOf(yesterday).length);
    const receipts = lost.filter(({ header }) => header.receiptNo !== null).length;
    expect(receipts).toBeGreaterThan(3);
    expect(await statesOf(folder)).toEqual({
      states: good.with(4, 'mended'),
      restoredRows: lost.length,
      restoredReceipts: receipts,
      mirroredRows: 0,
    });
  });

  test('mended where the second record is written again', async () => {
    const folder = copyOf(closed);
    rmSync(mirrorFolder(folder), { recursive: true });
    const mirroredRows = journalOf(closed).length;
    expect(await statesOf(folder)).toEqual({ states: good.with(5, 'mended'), ...nothing, mirroredRows });
  });
});

describe('verify follows the link', () => {
  const last = () => journalOf(closed).length;
  const spoilLine = (folder: string, seq: number) => {
    for (const file of mirrorFiles(folder)) {
      const text = readFileSync(file, 'utf8');
      writeFileSync(file, text.replace(`"seq":${seq},`, `"seq":${seq}0,`));
    }
  };

  test('through good books, and names each and why it was left', () => {
    expect(verify(followed)).toMatchObject({ code: 0 });
    expect(verify(followed).words).toContain(
      `Books 1, left because of keyMissing: good up to event ${last()}, which books 2 follow.`,
    );
  });

  test('to an older row that is in neither record any more', () => {
    const folder = copyOf(followed);
    garble(folder, 1);
    spoilLine(folder, 9);
    const { code, words } = verify(folder);
    expect(code).toBe(1);
    expect(words).toContain('NOT VERIFIED in books 1: event 9 is in neither record.');
  });

  test('to older books that lost what comes last', () => {
    const folder = copyOf(followed);
    replaceDatabase(folder, yesterday);
    rmSync(mirrorFiles(folder)[1] ?? '');
    expect(verify(folder).words).toContain('in neither record');
    expect(verify(folder).code).toBe(1);
  });

  test("to another till's books of the same length, whole and signed, put in the place of the old ones", async () => {
    const other = await newTill();
    await other.openShift(0);
    for (let i = journalOf(other.folder).length; i < last(); i += 1) {
      await other.do('drawer.noSale', { reason: 'change' });
    }
    await other.core.close();
    expect(journalOf(other.folder)).toHaveLength(last());
    const folder = copyOf(followed);
    rmSync(mirrorFolder(folder), { recursive: true });
    replaceDatabase(folder, other.folder);
    cpSync(mirrorFolder(other.folder), mirrorFolder(folder), { recursive: true });
    expect(verify(folder)).toMatchObject({ code: 1, event: last() });
    expect(verify(folder).words).toContain('the next books follow another row in its place');
  });

  test('to books that follow nothing although others are there', async () => {
    const folder = copyOf(closed);
    const stranger = await newTill();
    await stranger.core.close();
    cpSync(stranger.folder, booksOf(folder, 2), { recursive: true });
    expect(verify(folder).words).toBe('NOT VERIFIED: books 1 are there, and books 2 do not follow them.\n');
  });

  test('names the books in which an event of the newest is bad', async () => {
    const folder = copyOf(followed);
    const shop = await openTill(copyOf(followed));
    await shop.do('sale.void', { saleId: id('in the basket') });
    await shop.core.close();
    // The database of the ones sold on, the mirror log of the ones that were not.
    replaceDatabase(booksOf(folder, 2), booksOf(shop.folder, 2));
    expect(verify(folder).words).toMatch(/^NOT VERIFIED in books 2\. First bad event: event 2 /);
    expect(basename(databaseFile(booksOf(folder, 2)))).toBe('till.db');
  });
});
