// The checker itself: what a killed till left is good as it is, and every single thing that is then changed in it is
// found. A checker that sees nothing would make every campaign pass.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkFolder } from './check.ts';
import { takeUp, work } from './life.ts';
import type { Life } from './life.ts';
import { Notes } from './notes.ts';
import { Random } from './random.ts';
import { TillProcess } from './till-process.ts';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'counterfoil-check-'));
const original = path.join(root, 'till');
const notes = new Notes(path.join(root, 'acknowledged.jsonl'));
let copies = 0;

beforeAll(async () => {
  const till = new TillProcess(original);
  const life: Life = { till, notes, random: new Random('a till to be tampered with'), items: [] };
  await takeUp(life);
  // Killed at the answer to a completion: nothing is in flight, and everything is there to be compared.
  await work(life, { moment: 'answered', share: 0, nth: 8 });
  await till.ended;
  const saleId = life.random.uuid();
  const again = new TillProcess(original);
  const next: Life = { ...life, till: again };
  await takeUp(next);
  const code = life.items.find(({ unit }) => unit === 'each')?.sku;
  const sent = { name: 'sale.scan', args: { commandId: life.random.uuid(), saleId, code } } as const;
  notes.send(sent);
  notes.acknowledge(sent, await again.must(sent.name, sent.args));
  again.kill();
  await again.ended;
}, 60_000);
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

/** Changes a copy of what the till left and returns what the checker then says. */
function tamper(change: (db: Database.Database, folder: string) => void): string[] {
  const folder = path.join(root, `copy-${++copies}`);
  fs.cpSync(original, folder, { recursive: true });
  const db = new Database(path.join(folder, 'till.db'));
  const triggers = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    .pluck()
    .all() as string[];
  for (const name of triggers) db.exec(`DROP TRIGGER ${name}`);
  change(db, folder);
  db.close();
  return checkFolder(folder, notes, 'killed', new Set()).findings.map(({ kind, text }) => `${kind}: ${text}`);
}

const sql = (statement: string) => (db: Database.Database) => {
  expect(db.prepare(statement).run().changes).toBeGreaterThan(0);
};

test('what a killed till left is good as it is', () => {
  expect(notes.sales.size).toBeGreaterThanOrEqual(8);
  expect(notes.basket?.lines).toHaveLength(1);
  expect(tamper(() => undefined)).toEqual([]);
});

describe('finds', () => {
  const last = "(SELECT max(seq) FROM journal WHERE kind = 'sale.completed')";
  test.each<[string, string, RegExp]>([
    ['a cent more in a sale', 'UPDATE sale SET total = total + 1', /^lost: sale .* was acknowledged as/],
    ['a cent more in a tender', 'UPDATE tender SET amount = amount + 1', /^broken: sale .* received/],
    [
      'a cent moved between two accounts',
      "UPDATE ledger_entry SET amount = amount + 1 WHERE account = 'sales'",
      /^broken: the ledger/,
    ],
    ['a line that is gone', 'DELETE FROM line_item WHERE number = 1', /^broken: sale .* has lines of/],
    [
      'a changed body',
      "UPDATE journal SET body = CAST(replace(CAST(body AS TEXT), 'cash', 'card') AS BLOB) WHERE kind = 'sale.completed'",
      /has another hash/,
    ],
    ['a changed header', `UPDATE journal SET actor = 'li-na' WHERE seq = ${last}`, /has another hash/],
    [
      'a changed signature',
      `UPDATE journal SET sig = zeroblob(64) WHERE seq = ${last}`,
      /signed by somebody else/,
    ],
    ['a row that is gone', 'DELETE FROM journal WHERE seq = 5', /does not follow in the sequence/],
    [
      'a sale that is gone',
      `DELETE FROM journal WHERE seq >= ${last}`,
      /^lost: sale .* stored is|^broken: .* sales stored/,
    ],
    ['an open line that is gone', 'DELETE FROM open_line', /^broken: sale .* acknowledged was/],
    [
      'another quantity in an open line',
      'UPDATE open_line SET quantity = 7000',
      /^broken: sale .* acknowledged was/,
    ],
    ['another float', 'UPDATE shift SET float = float + 1', /^lost: shift/],
  ])('%s', (_name, statement, words) => {
    const foreignKeysOff = (db: Database.Database) => {
      db.pragma('foreign_keys = OFF');
      sql(statement)(db);
    };
    expect(tamper(foreignKeysOff)).toContainEqual(expect.stringMatching(words));
  });

  test('a mirror log that is two rows behind, but not one that is one behind', () => {
    const cut = (lines: number) => (_db: unknown, folder: string) => {
      const mirror = path.join(folder, 'mirror');
      const file = path.join(mirror, fs.readdirSync(mirror).sort().at(-1) ?? '');
      const kept = fs
        .readFileSync(file, 'utf8')
        .split('\n')
        .slice(0, -1 - lines);
      fs.writeFileSync(file, kept.map((line) => `${line}\n`).join(''));
    };
    expect(tamper(cut(1))).toEqual([]);
    expect(tamper(cut(2))).toEqual([
      'broken: the mirror log is 2 rows behind after the till has been killed',
    ]);
  });

  test('a mirror log that tells another story', () => {
    const change = (_db: unknown, folder: string) => {
      const file = path.join(folder, 'mirror', fs.readdirSync(path.join(folder, 'mirror')).sort()[0] ?? '');
      fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('chen-jing', 'chen-jinG'));
    };
    expect(tamper(change)).toContainEqual(expect.stringMatching(/^broken: the mirror log cannot be read/));
  });
});
