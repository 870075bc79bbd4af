// What can happen to a till's files: damage, loss, and files of another day or another register in their place. Every
// damage is done to a copy, with places drawn by seed, and names the troubles that fit it; it judges nothing.
import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { StoreTrouble } from '#contract/start.ts';
import type { Random } from '#test/faults/random.ts';
import { copyFolder } from './shops.ts';
import type { Shop } from './shops.ts';

export interface Scene {
  /** The copy that is damaged. */
  folder: string;
  shop: Shop;
  /** Another register's shop. */
  other: Shop;
  random: Random;
}

export interface Damage {
  name: string;
  /** The reasons that a till may give for it, should it not open. */
  fits: readonly StoreTrouble[];
  /** No till can see it on its own machine: both records tell one shorter, or another, true story. */
  isBeyondSight?: true;
  /** Files of another story or register: a start that passes over them has not looked. */
  mustStop?: true;
  apply(scene: Scene): void;
}

const PAGE = 4096;
const database = (folder: string) => path.join(folder, 'till.db');
const wal = (folder: string) => `${database(folder)}-wal`;
const mirror = (folder: string) => path.join(folder, 'mirror');
const key = (folder: string) => path.join(folder, 'keys', 'device.key');

function spoil(file: string, change: (bytes: Buffer) => Buffer): void {
  fs.writeFileSync(file, change(fs.readFileSync(file)));
}

/** What the WAL holds goes into the database, as when a till ends well: else the WAL may hide what was damaged. */
function settle(folder: string): void {
  const db = new Database(database(folder));
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

const zeroPage = (bytes: Buffer, random: Random) => {
  const page = random.whole(0, Math.floor(bytes.length / PAGE) - 1);
  return bytes.fill(0, page * PAGE, (page + 1) * PAGE);
};

const flipBit = (bytes: Buffer, random: Random) => {
  const place = random.whole(0, bytes.length - 1);
  bytes[place] = (bytes[place] ?? 0) ^ (1 << random.whole(0, 7));
  return bytes;
};

const garbage = (bytes: Buffer, random: Random) => {
  const start = random.whole(0, Math.max(0, Math.floor(bytes.length / 512) - 1)) * 512;
  for (let i = start; i < Math.min(start + 512, bytes.length); i += 1) bytes[i] = random.whole(0, 255);
  return bytes;
};

const cutShort = (bytes: Buffer, random: Random) => bytes.subarray(0, random.whole(1, bytes.length - 1));

const ways = {
  'a page zeroed': zeroPage,
  'a bit flipped': flipBit,
  '512 bytes of garbage': garbage,
  'cut short': cutShort,
};

/** Whatever a byte of a database can make of it: also its version, its owner, and the register's key in it. */
const inDatabase: readonly StoreTrouble[] = [
  'databaseDamaged',
  'journalBroken',
  'journalForked',
  'databaseForeign',
  'databaseNewer',
  'databaseMissing',
  'keyMissing',
];
const inRecords: readonly StoreTrouble[] = ['journalForked', 'journalBroken', 'databaseDamaged'];

const ofDatabase: Damage[] = Object.entries(ways).flatMap(([name, change]) =>
  [true, false].map((isSettled) => ({
    name: `till.db: ${name}${isSettled ? '' : ', its WAL beside it'}`,
    fits: inDatabase,
    apply({ folder, random }) {
      if (isSettled) settle(folder);
      spoil(database(folder), (bytes) => change(bytes, random));
    },
  })),
);

const ofWal: Damage[] = [
  ...Object.entries(ways).map(([name, change]): Damage => ({
    name: `WAL: ${name}`,
    fits: inRecords,
    apply: ({ folder, random }) => spoil(wal(folder), (bytes) => change(bytes, random)),
  })),
  { name: 'WAL: gone', fits: inRecords, apply: ({ folder }) => fs.rmSync(wal(folder)) },
  {
    name: 'WAL: of an hour before',
    fits: inRecords,
    apply: ({ folder, shop }) => fs.copyFileSync(wal(shop.earlier), wal(folder)),
  },
  {
    name: '-shm: garbage',
    fits: inRecords,
    apply: ({ folder, random }) =>
      fs.writeFileSync(`${database(folder)}-shm`, garbage(Buffer.alloc(32_768, 1), random)),
  },
];

/** A file of the mirror log: any, or the last. */
function mirrorFile(folder: string, random: Random): string {
  const names = fs.readdirSync(mirror(folder)).sort();
  return path.join(mirror(folder), random.chance(0.5) ? (names.at(-1) ?? '') : random.pick(names));
}

function changeLines(file: string, change: (lines: string[]) => string[]): void {
  const lines = fs.readFileSync(file, 'utf8').split('\n').slice(0, -1);
  fs.writeFileSync(
    file,
    change(lines)
      .map((line) => `${line}\n`)
      .join(''),
  );
}

const ofMirror: Damage[] = [
  ...Object.entries(ways).map(([name, change]): Damage => ({
    name: `second copy: ${name}`,
    fits: inRecords,
    // A day with little in it is less than a page.
    apply: ({ folder, random }) =>
      spoil(mirrorFile(folder, random), (bytes) =>
        bytes.length < PAGE ? bytes.fill(0) : change(bytes, random),
      ),
  })),
  {
    name: 'second copy: a file gone',
    fits: inRecords,
    apply: ({ folder, random }) => fs.rmSync(mirrorFile(folder, random)),
  },
  {
    name: 'second copy: all of it gone',
    fits: inRecords,
    apply: ({ folder }) => fs.rmSync(mirror(folder), { recursive: true }),
  },
  {
    name: 'second copy: a line removed',
    fits: inRecords,
    apply: ({ folder, random }) =>
      changeLines(mirrorFile(folder, random), (lines) =>
        lines.toSpliced(random.whole(0, lines.length - 1), 1),
      ),
  },
  {
    name: 'second copy: two lines swapped',
    fits: inRecords,
    apply: ({ folder, random }) =>
      changeLines(mirrorFile(folder, random), (lines) => {
        const at = random.whole(0, Math.max(0, lines.length - 2));
        return lines.length < 2 ? lines : lines.toSpliced(at, 2, lines[at + 1] ?? '', lines[at] ?? '');
      }),
  },
];

const ofKey: Damage[] = [
  { name: 'key: gone', fits: ['keyMissing'], apply: ({ folder }) => fs.rmSync(key(folder)) },
  {
    name: 'key: garbage',
    fits: ['keyMissing'],
    apply: ({ folder, random }) => spoil(key(folder), (bytes) => garbage(bytes, random)),
  },
  {
    name: 'key: cut short',
    fits: ['keyMissing'],
    apply: ({ folder, random }) => spoil(key(folder), (bytes) => cutShort(bytes, random)),
  },
  {
    name: "key: another register's",
    fits: ['keyMissing'],
    apply: ({ folder, other }) => fs.copyFileSync(key(other.folder), key(folder)),
  },
];

function replaceDatabase(folder: string, from: string): void {
  for (const end of ['', '-wal', '-shm']) fs.rmSync(`${database(folder)}${end}`, { force: true });
  fs.copyFileSync(database(from), database(folder));
  if (fs.existsSync(wal(from))) fs.copyFileSync(wal(from), wal(folder));
}

function replaceMirror(folder: string, from: string): void {
  fs.rmSync(mirror(folder), { recursive: true });
  fs.cpSync(mirror(from), mirror(folder), { recursive: true });
}

function replaceFolder(folder: string, from: string): void {
  fs.rmSync(folder, { recursive: true });
  copyFolder(from, folder);
}

const mixed: Damage[] = (['yesterday', 'earlier'] as const).flatMap((day): Damage[] => [
  {
    name: `of ${day}: till.db`,
    fits: inRecords,
    apply: ({ folder, shop }) => replaceDatabase(folder, shop[day]),
  },
  {
    name: `of ${day}: second copy`,
    fits: inRecords,
    apply: ({ folder, shop }) => replaceMirror(folder, shop[day]),
  },
  {
    name: `of ${day}: the whole folder`,
    fits: inRecords,
    isBeyondSight: true,
    apply: ({ folder, shop }) => replaceFolder(folder, shop[day]),
  },
]);

const swapped: Damage[] = [
  {
    name: 'till.db of yesterday, second copy of an hour before',
    fits: inRecords,
    isBeyondSight: true,
    apply({ folder, shop }) {
      replaceDatabase(folder, shop.yesterday);
      replaceMirror(folder, shop.earlier);
    },
  },
  {
    name: 'till.db of an hour before, second copy of yesterday',
    fits: inRecords,
    isBeyondSight: true,
    apply({ folder, shop }) {
      replaceDatabase(folder, shop.earlier);
      replaceMirror(folder, shop.yesterday);
    },
  },
  {
    name: 'till.db of another story',
    mustStop: true,
    fits: inRecords,
    apply: ({ folder, shop }) => replaceDatabase(folder, shop.forked),
  },
  {
    name: 'second copy of another story',
    mustStop: true,
    fits: inRecords,
    apply: ({ folder, shop }) => replaceMirror(folder, shop.forked),
  },
  {
    name: "another register's till.db",
    mustStop: true,
    fits: ['keyMissing', ...inRecords],
    apply: ({ folder, other }) => replaceDatabase(folder, other.folder),
  },
  {
    name: "another register's second copy",
    mustStop: true,
    fits: inRecords,
    apply: ({ folder, other }) => replaceMirror(folder, other.folder),
  },
  {
    name: "another register's whole folder",
    fits: inRecords,
    isBeyondSight: true,
    apply: ({ folder, other }) => replaceFolder(folder, other.folder),
  },
  { name: 'till.db: gone', fits: ['databaseMissing'], apply: ({ folder }) => fs.rmSync(database(folder)) },
  { name: 'till.db: empty', fits: inDatabase, apply: ({ folder }) => fs.writeFileSync(database(folder), '') },
  {
    name: 'till.db: gone with its WAL',
    fits: ['databaseMissing'],
    apply: ({ folder }) =>
      ['', '-wal', '-shm'].forEach((end) => fs.rmSync(`${database(folder)}${end}`, { force: true })),
  },
  {
    name: 'till.db: text in its place',
    fits: inDatabase,
    apply: ({ folder }) => fs.writeFileSync(database(folder), 'not a database\n'.repeat(1000)),
  },
];

export const damages: readonly Damage[] = [
  ...ofDatabase,
  ...ofWal,
  ...ofMirror,
  ...ofKey,
  ...mixed,
  ...swapped,
];
