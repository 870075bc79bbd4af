// What somebody with the files and a knowledge of SQL can do to the journal without the signing key: `till verify` must
// find every one of it and name the first bad event.
import { spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { canonical } from '#contract/canonical.ts';
import type { Json } from '#contract/canonical.ts';
import { hashRow, rowsFrom, sha256 } from '#store/journal.ts';
import type { JournalRow } from '#store/journal.ts';
import { openMirror } from '#store/mirror.ts';
import { mirrorFolder } from '#store/open.ts';
import type { Db } from '#store/open.ts';
import { projectFolder } from '#test/faults/till-process.ts';
import { copyOf, verify, withDatabase } from '#test/support/books.ts';
import { another, expectFound, newVictim } from './forger.ts';
import type { Cell, Victim } from './forger.ts';

let victim: Victim;
let sample: JournalRow[];
beforeAll(async () => {
  // About 200 events.
  victim = await newVictim([40, 32, 18]);
  const last = victim.rows.at(-1) as JournalRow;
  const kinds = ['register.enrolled', 'register.closed'].map((kind) => victim.row(kind, 0));
  const inBetween = ['sale.completed', 'sale.voided', 'shift.opened'].map((kind) => victim.row(kind, 1));
  sample = [...kinds, ...inBetween, last];
});

/** Moves a row and those after it up by one, so that there is room before it. */
function makeRoom(db: Db, seq: number): void {
  db.prepare('UPDATE journal SET seq = seq + 1000000 WHERE seq >= ?').run(seq);
  db.exec('UPDATE journal SET seq = seq - 999999 WHERE seq > 1000000');
}

function copyRow(db: Db, from: number, to: number, changes: Record<string, Cell>): void {
  const row = db.prepare('SELECT * FROM journal WHERE seq = ?').get(from) as Record<string, Cell>;
  const forged = { ...row, seq: to, id: `forged ${to}`, hash: sha256(`forged ${to}`), ...changes };
  const names = Object.keys(forged);
  db.prepare(`INSERT INTO journal (${names.join()}) VALUES (${names.map((name) => `@${name}`).join()})`).run(
    forged,
  );
}

/** Computes the chain anew from a row on, as anybody can who has read how it is made; signs it with `sign`. */
function rechain(
  db: Db,
  from: number,
  sign: (row: JournalRow, hash: Buffer) => Buffer,
  forge: (row: JournalRow) => JournalRow,
): void {
  let prev = victim.rows[from - 2]?.hash ?? victim.rows[0]?.prev;
  for (const original of victim.rows.slice(from - 1)) {
    const row = original.header.seq === from ? forge(original) : original;
    if (prev === undefined) throw new Error('there is no row to follow');
    const hash = hashRow(prev, row.header, row.body);
    db.prepare('UPDATE journal SET body = ?, prev = ?, hash = ?, sig = ? WHERE seq = ?').run(
      row.body,
      prev,
      hash,
      sign(row, hash),
      row.header.seq,
    );
    prev = hash;
  }
}

/** Another reason for opening the drawer: no figure and no table tells of it, the journal alone does. */
function excused(row: JournalRow): JournalRow {
  const body = JSON.parse(row.body.toString()) as Record<string, Json>;
  return { ...row, body: Buffer.from(canonical({ ...body, reason: 'the manager asked for it' })) };
}

function attackersKey() {
  const { privateKey, publicKey } = crypto.generateKeyPairSync('ed25519');
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  return { raw, sign: (_row: JournalRow, hash: Buffer) => crypto.sign(null, hash, privateKey) };
}

test('the books are what is said of them, and losing the guards alone is not a lie about sales', () => {
  expect(victim.rows.length).toBeGreaterThanOrEqual(200);
  expect(sample).toHaveLength(6);
  const sold = victim.rows.filter(({ header }) => header.kind === 'sale.completed').length;
  const words = `VERIFIED: ${victim.rows.length} events, ${sold} receipts, 2 Z reports. Chain, signatures, totals, mirror log and tables agree.\n`;
  expect(verify(victim.folder)).toEqual({ code: 0, words, event: null });
  expect(verify(victim.unguarded)).toEqual({ code: 0, words, event: null });
});

describe('in the journal', () => {
  test('one value changed: every column of 6 rows, 162 of 162 found', { timeout: 120_000 }, () => {
    const cases = victim.columnsOf('journal').flatMap((column) =>
      sample.map((row) => {
        const { seq } = row.header;
        // A row whose number was changed is missing where it was: the next one is the first that is bad.
        const moved = seq === victim.rows.length ? seq + 100_000 : seq + 1;
        return victim.attempt(`${column} of ${seq}`, column === 'seq' ? moved : seq, (db) => {
          const value = db.prepare(`SELECT ${column} FROM journal WHERE seq = ?`).pluck().get(seq) as Cell;
          db.prepare(`UPDATE journal SET ${column} = ? WHERE seq = ?`).run(another(column, value), seq);
        });
      }),
    );
    expectFound(cases, 162);
  });

  test('a body changed in its form only (a space, a key twice, another order), 3 of 3 found', () => {
    const row = victim.rows.find(({ header }) => header.kind === 'sale.completed') as JournalRow;
    const text = row.body.toString();
    const forms = [
      text.replace(':', ': '),
      text.replace('{', '{"postings":[],'),
      JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text) as object).reverse())),
    ];
    const cases = forms.map((body) =>
      victim.attempt(body.slice(0, 40), row.header.seq, (db) => {
        expect(JSON.parse(body)).toEqual(JSON.parse(text));
        db.prepare('UPDATE journal SET body = ? WHERE seq = ?').run(Buffer.from(body), row.header.seq);
      }),
    );
    expectFound(cases, 3);
  });

  test('a row deleted, 8 of 8 found; a tail cut off or all of it, 3 of 3', () => {
    const last = victim.rows.length;
    const deletions = [...sample, victim.rows[99], victim.rows[149]].map((row) => {
      const seq = row?.header.seq ?? 0;
      const expected = seq === last ? new RegExp(`has lost row ${last} `) : seq + 1;
      return victim.attempt(`${seq} deleted`, expected, (db) =>
        db.prepare('DELETE FROM journal WHERE seq = ?').run(seq),
      );
    });
    expectFound(deletions, 8);
    const cuts = [last - 1, last - 40, 1].map((seq) =>
      victim.attempt(`from ${seq} deleted`, new RegExp(`has lost row ${seq} `), (db) =>
        db.prepare('DELETE FROM journal WHERE seq >= ?').run(seq),
      ),
    );
    expectFound(cuts, 3);
  });

  test('two rows swapped, 6 of 6 found', () => {
    const pairs: [number, number][] = [
      [1, 2],
      [5, 6],
      [20, 90],
      [3, victim.rows.length],
      [victim.rows.length - 1, victim.rows.length],
      [100, 102],
    ];
    const cases = pairs.map(([a, b]) =>
      victim.attempt(`${a} and ${b} swapped`, a, (db) => {
        const move = db.prepare('UPDATE journal SET seq = ? WHERE seq = ?');
        move.run(999_999, a);
        move.run(a, b);
        move.run(b, 999_999);
      }),
    );
    expectFound(cases, 6);
  });

  test('a row inserted in between or at the end, 8 of 8 found', () => {
    const head = victim.rows.at(-1) as JournalRow;
    const between = sample.slice(1).map(({ header: { seq } }) =>
      victim.attempt(`one before ${seq}`, seq, (db) => {
        makeRoom(db, seq);
        copyRow(db, seq + 1, seq, { receipt_series: null, receipt_no: null });
      }),
    );
    const end = victim.rows.length + 1;
    const header = { ...head.header, seq: end, id: `forged ${end}` };
    const right = { prev: head.hash, hash: hashRow(head.hash, header, head.body) };
    const after = [
      victim.attempt('one at the end', end, (db) => copyRow(db, end - 1, end, {})),
      victim.attempt('one at the end that is rightly chained', end, (db) => copyRow(db, end - 1, end, right)),
      victim.attempt('one at the end with a number left out', end + 1, (db) =>
        copyRow(db, end - 1, end + 1, right),
      ),
    ];
    expectFound([...between, ...after], 8);
  });

  test('the chain computed anew without the key, with our mirror log or one to match, 12 of 12 found', () => {
    const places = [0, 1, 2].map((which) => victim.row('drawer.opened', which).header.seq);
    const keep = (row: JournalRow) => row.sig;
    const own = attackersKey();
    const cases = places.flatMap((seq) =>
      [keep, own.sign].flatMap((sign) => [
        victim.attempt(`from ${seq}`, seq, (db) => rechain(db, seq, sign, excused)),
        victim.attempt(`from ${seq}, mirror log too`, seq, (db, folder) => {
          rechain(db, seq, sign, excused);
          rewriteMirror(folder, db);
        }),
      ]),
    );
    expectFound(cases, 12);
  });

  test('all of it signed anew with a key of his own in the place of ours, 2 of 2 found', () => {
    const own = attackersKey();
    const resign = (db: Db) => {
      db.prepare('UPDATE register SET public_key = ?').run(own.raw);
      rechain(db, 1, own.sign, (row) => row);
    };
    const cases = [
      victim.attempt('with our mirror log', 1, resign),
      victim.attempt('with a mirror log to match', /table register holds another register/, (db, folder) => {
        resign(db);
        rewriteMirror(folder, db);
      }),
    ];
    expectFound(cases, 2);
  });
});

/** Writes the mirror log anew from the database, as a forger can who has our program. */
function rewriteMirror(folder: string, db: Db): void {
  rmSync(mirrorFolder(folder), { recursive: true });
  const mirror = openMirror(mirrorFolder(folder));
  mirror.append([...rowsFrom(db, 1)]);
  mirror.close();
}

test('the program itself says so, and ends with 0 for good books and 1 for bad ones', () => {
  const run = (folder: string) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [
      join(projectFolder, 'src-main', 'main.ts'),
      'verify',
      '--data',
      folder,
    ]);
    return { status, said: `${stdout.toString()}${stderr.toString()}` };
  };
  expect(run(victim.folder)).toEqual({ status: 0, said: verify(victim.folder).words });
  const bad = copyOf(victim.unguarded);
  const seq = victim.row('sale.completed', 3).header.seq;
  withDatabase(bad, (db) =>
    db.prepare('UPDATE journal SET total_minor = total_minor - 100 WHERE seq = ?').run(seq),
  );
  const { status, said } = run(bad);
  expect(status).toBe(1);
  expect(said).toMatch(
    new RegExp(
      `^NOT VERIFIED. First bad event: event ${seq} \\(sale.completed, receipt R1 \\d+, 2026-11-20T.*Z\\): its bytes do not give its hash.\nGood until there: ${seq - 1} events, \\d+ receipts, 0 Z reports.\n$`,
    ),
  );
  expect(run(join(victim.folder, 'nowhere')).status).toBe(2);
});
