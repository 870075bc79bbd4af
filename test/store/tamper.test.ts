// What somebody with the files and a knowledge of SQL can do to the books without the signing key: `till verify` must
// find every one of it and name the first bad event.
import { spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import { readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { canonical } from '#contract/canonical.ts';
import type { Json } from '#contract/canonical.ts';
import { hashRow, sha256 } from '#store/journal.ts';
import type { JournalRow } from '#store/journal.ts';
import { damagedMirrorFile } from '#store/mirror.ts';
import { mirrorFolder } from '#store/open.ts';
import type { Db } from '#store/open.ts';
import { projectFolder } from '#test/faults/till-process.ts';
import {
  copyOf,
  journalOf,
  mirrorFiles,
  newTill,
  tamper,
  trade,
  verify,
  withDatabase,
} from '#test/support/books.ts';
import type { Verdict } from '#test/support/books.ts';

/** About 200 events: three days of sales, voids, parking, copies and counts, two of them sealed. */
let book: string;
/** The same with its guards dropped, as every case here begins. */
let unguarded: string;
let rows: JournalRow[];
let sample: JournalRow[];

beforeAll(async () => {
  const shop = await newTill();
  await trade(shop, [40, 32, 18]);
  await shop.do('register.setReceiptLanguage', { language: 'en' });
  await shop.core.close();
  book = shop.folder;
  unguarded = copyOf(book);
  tamper(unguarded, () => undefined);
  rows = journalOf(book);
  const of = (kind: string, which: number) => rows.filter(({ header }) => header.kind === kind).at(which);
  sample = [
    of('register.enrolled', 0),
    of('sale.completed', 3),
    of('sale.voided', 1),
    of('register.closed', 0),
    of('shift.opened', 1),
    rows.at(-1),
  ].filter((row) => row !== undefined);
});

interface Case {
  name: string;
  /** The number of the event that must be named first, or what must be said where no event is bad. */
  expected: number | RegExp;
  verdict: Verdict;
}

/** Does something to a copy of the books and has it verified. */
function attempt(name: string, expected: number | RegExp, work: (db: Db, folder: string) => void): Case {
  const folder = copyOf(unguarded);
  withDatabase(folder, (db) => work(db, folder));
  const verdict = verify(folder);
  rmSync(folder, { recursive: true });
  return { name, expected, verdict };
}

/** Fails with every case that was not found, or not named as it should be. */
function expectFound(cases: readonly Case[], count: number): void {
  const missed = cases.filter(({ expected, verdict: { code, words, event } }) => {
    const isNamed = expected instanceof RegExp ? event === null && expected.test(words) : event === expected;
    return code !== 1 || !isNamed;
  });
  expect(missed).toEqual([]);
  expect(`${cases.length - missed.length} of ${cases.length} found`).toBe(`${count} of ${count} found`);
}

type Cell = string | number | Buffer | null;

/** Another value of the same type that the column's own checks let pass. */
function another(column: string, value: Cell): Cell {
  if (column === 'mode') return 'training';
  if (column === 'state') return value === 'voided' ? 'completed' : 'voided';
  if (column === 'clock_suspect' || column === 'is_voided') return 1 - Number(value);
  // Far enough from any number that is taken.
  if (typeof value === 'number' || column === 'receipt_no') return Number(value) + 100_000;
  if (typeof value === 'string') return `${value}x`;
  if (value === null) return 'x';
  const flipped = Buffer.from(value);
  flipped[flipped.length >> 1] = (flipped[flipped.length >> 1] ?? 0) ^ 1;
  return flipped;
}

function columnsOf(table: string): string[] {
  return withDatabase(
    book,
    (db) => db.prepare(`SELECT name FROM pragma_table_info('${table}')`).pluck().all() as string[],
  );
}

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
  let prev = rows[from - 2]?.hash ?? rows[0]?.prev;
  for (const original of rows.slice(from - 1)) {
    const row = original.header.seq === from ? forge(original) : original;
    if (prev === undefined) throw new Error('there is no row to follow');
    const hash = hashRow(prev, row.header, row.body);
    db.prepare('UPDATE journal SET total_minor = ?, body = ?, prev = ?, hash = ?, sig = ? WHERE seq = ?').run(
      row.header.totalMinor,
      row.body,
      prev,
      hash,
      sign(row, hash),
      row.header.seq,
    );
    prev = hash;
  }
}

/** A sale that brought in a fen less than it did, consistent in itself. */
function cheaper(row: JournalRow): JournalRow {
  const body = JSON.parse(row.body.toString()) as { sale: { total: number } };
  body.sale.total -= 1;
  const header = { ...row.header, totalMinor: row.header.totalMinor - 1 };
  return { ...row, header, body: Buffer.from(canonical(body as unknown as Json)) };
}

function attackersKey() {
  const { privateKey, publicKey } = crypto.generateKeyPairSync('ed25519');
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  return { raw, sign: (_row: JournalRow, hash: Buffer) => crypto.sign(null, hash, privateKey) };
}

test('the books are what is said of them, and losing the guards alone is not a lie about sales', () => {
  expect(rows.length).toBeGreaterThanOrEqual(200);
  expect(sample).toHaveLength(6);
  const sold = rows.filter(({ header }) => header.kind === 'sale.completed').length;
  const words = `VERIFIED: ${rows.length} events, ${sold} receipts, 2 Z reports. Chain, signatures, totals, mirror log and tables agree.\n`;
  expect(verify(book)).toEqual({ code: 0, words, event: null });
  expect(verify(unguarded)).toEqual({ code: 0, words, event: null });
});

describe('in the journal', () => {
  test('one value changed: every column of 6 rows, 162 of 162 found', () => {
    const cases = columnsOf('journal').flatMap((column) =>
      sample.map((row) => {
        const { seq } = row.header;
        // A row whose number was changed is missing where it was: the next one is the first that is bad.
        const moved = seq === rows.length ? seq + 100_000 : seq + 1;
        return attempt(`${column} of ${seq}`, column === 'seq' ? moved : seq, (db) => {
          const value = db.prepare(`SELECT ${column} FROM journal WHERE seq = ?`).pluck().get(seq) as Cell;
          db.prepare(`UPDATE journal SET ${column} = ? WHERE seq = ?`).run(another(column, value), seq);
        });
      }),
    );
    expectFound(cases, 162);
  });

  test('a body changed in its form only (a space, a key twice, another order), 3 of 3 found', () => {
    const row = rows.find(({ header }) => header.kind === 'sale.completed') as JournalRow;
    const text = row.body.toString();
    const forms = [
      text.replace(':', ': '),
      text.replace('{', '{"postings":[],'),
      JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text) as object).reverse())),
    ];
    const cases = forms.map((body) =>
      attempt(body.slice(0, 40), row.header.seq, (db) => {
        expect(JSON.parse(body)).toEqual(JSON.parse(text));
        db.prepare('UPDATE journal SET body = ? WHERE seq = ?').run(Buffer.from(body), row.header.seq);
      }),
    );
    expectFound(cases, 3);
  });

  test('a row deleted, 8 of 8 found; a tail cut off or all of it, 3 of 3', () => {
    const last = rows.length;
    const deletions = [...sample, rows[99], rows[149]].map((row) => {
      const seq = row?.header.seq ?? 0;
      const expected = seq === last ? new RegExp(`has lost row ${last} `) : seq + 1;
      return attempt(`${seq} deleted`, expected, (db) =>
        db.prepare('DELETE FROM journal WHERE seq = ?').run(seq),
      );
    });
    expectFound(deletions, 8);
    const cuts = [last - 1, last - 40, 1].map((seq) =>
      attempt(`from ${seq} deleted`, new RegExp(`has lost row ${seq} `), (db) =>
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
      [3, rows.length],
      [rows.length - 1, rows.length],
      [100, 102],
    ];
    const cases = pairs.map(([a, b]) =>
      attempt(`${a} and ${b} swapped`, a, (db) => {
        const move = db.prepare('UPDATE journal SET seq = ? WHERE seq = ?');
        move.run(999_999, a);
        move.run(a, b);
        move.run(b, 999_999);
      }),
    );
    expectFound(cases, 6);
  });

  test('a row inserted in between or at the end, 8 of 8 found', () => {
    const head = rows.at(-1) as JournalRow;
    const between = sample.slice(1).map(({ header: { seq } }) =>
      attempt(`one before ${seq}`, seq, (db) => {
        makeRoom(db, seq);
        copyRow(db, seq + 1, seq, { receipt_series: null, receipt_no: null });
      }),
    );
    const end = rows.length + 1;
    const header = { ...head.header, seq: end, id: `forged ${end}` };
    const right = { prev: head.hash, hash: hashRow(head.hash, header, head.body) };
    const after = [
      attempt('one at the end', end, (db) => copyRow(db, end - 1, end, {})),
      attempt('one at the end that is rightly chained', end, (db) => copyRow(db, end - 1, end, right)),
      attempt('one at the end with a number left out', end + 1, (db) => copyRow(db, end - 1, end + 1, right)),
    ];
    expectFound([...between, ...after], 8);
  });

  test('the chain computed anew without the key, 6 of 6 found', () => {
    const sales = rows
      .filter(({ header }) => header.kind === 'sale.completed')
      .map(({ header }) => header.seq);
    const places = [sales[0], sales[20], sales.at(-1)].filter((seq) => seq !== undefined);
    const keep = (row: JournalRow) => row.sig;
    const kept = places.map((seq) =>
      attempt(`from ${seq}, old signatures`, seq, (db) => rechain(db, seq, keep, cheaper)),
    );
    const own = attackersKey();
    const signed = places.map((seq) =>
      attempt(`from ${seq}, signed with another key`, seq, (db) => rechain(db, seq, own.sign, cheaper)),
    );
    expectFound([...kept, ...signed], 6);
  });

  test('all of it signed anew with a key of his own in the place of ours, 2 of 2 found', () => {
    const own = attackersKey();
    const resign = (db: Db) => {
      db.prepare('UPDATE register SET public_key = ?').run(own.raw);
      rechain(db, 1, own.sign, (row) => row);
    };
    const cases = [
      attempt('with our mirror log', 1, resign),
      attempt('with a mirror log to match', /table register holds another register/, (db, folder) => {
        resign(db);
        rewriteMirror(folder, db);
      }),
    ];
    expectFound(cases, 2);
  });
});

/** Writes the mirror log anew from the database, as a forger would who has read how it is made. */
function rewriteMirror(folder: string, db: Db): void {
  const signatures = db.prepare('SELECT sig FROM journal ORDER BY seq').pluck().all() as Buffer[];
  for (const file of mirrorFiles(folder)) {
    changeLines(file, (lines) =>
      lines.map((line) => {
        const copy = JSON.parse(line.slice(9)) as { header: { seq: number }; sig: string };
        return lineOf({ ...copy, sig: signatures[copy.header.seq - 1]?.toString('hex') });
      }),
    );
  }
}

function lineOf(copy: unknown): string {
  const json = JSON.stringify(copy);
  return `${sha256(json).toString('hex').slice(0, 8)} ${json}`;
}

function changeLines(file: string, change: (lines: string[]) => string[]): void {
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  writeFileSync(
    file,
    change(lines)
      .map((line) => `${line}\n`)
      .join(''),
  );
}

describe('in the tables that are read from the journal', () => {
  const tables = [
    'sale',
    'line_item',
    'sale_tax',
    'tender',
    'receipt_copy',
    'shift',
    'z_report',
    'ledger_entry',
  ];

  test('one value changed: every column of all 8 tables, 57 of 57 found and named', () => {
    const cases = tables.flatMap((table) =>
      columnsOf(table).map((column) =>
        attempt(`${table}.${column}`, new RegExp(`NOT VERIFIED: table ${table} (holds|lacks) `), (db) => {
          // A row that has a value everywhere; constraints are the database's, not the forger's.
          const which = `rowid = (SELECT rowid FROM copy WHERE ${column} IS NOT NULL LIMIT 1 OFFSET 1)`;
          db.exec(`CREATE TABLE copy AS SELECT * FROM ${table}`);
          const value = db.prepare(`SELECT ${column} FROM copy WHERE ${which}`).pluck().get() as Cell;
          db.prepare(`UPDATE copy SET ${column} = ? WHERE ${which}`).run(another(column, value));
          db.exec(`DELETE FROM ${table}; INSERT INTO ${table} SELECT * FROM copy; DROP TABLE copy`);
        }),
      ),
    );
    expectFound(cases, 57);
  });

  test('a row deleted or added, 16 of 16 found and named', () => {
    const cases = tables.flatMap((table) => {
      const key = columnsOf(table)[0] ?? '';
      const words = new RegExp(`NOT VERIFIED: table ${table} (holds|lacks) `);
      const unique = ['sale', 'shift', 'z_report'].includes(table) ? ', seq = 100000' : '';
      const receipt = table === 'sale' ? ', receipt_no = 100000' : '';
      return [
        attempt(`${table}: a row less`, words, (db) => {
          db.exec(`DELETE FROM ${table} WHERE ${key} = (SELECT max(${key}) FROM ${table})`);
        }),
        attempt(`${table}: a row more`, words, (db) => {
          db.exec(`CREATE TABLE copy AS SELECT * FROM ${table} LIMIT 1`);
          db.exec(
            `UPDATE copy SET ${key} = ${key === 'seq' || key === 'z_no' ? '100000' : "'zzz'"}${unique}${receipt}`,
          );
          db.exec(`INSERT INTO ${table} SELECT * FROM copy; DROP TABLE copy`);
        }),
      ];
    });
    expectFound(cases, 16);
  });

  test('the register made another: its id, epoch, key or settings, or no register at all, 7 of 7 found', () => {
    const change = (name: string, sql: string, expected: number | RegExp = /table register holds another/) =>
      attempt(name, expected, (db) => db.exec(sql));
    expectFound(
      [
        change('id', "UPDATE register SET id = 'R2'"),
        change('epoch', 'UPDATE register SET epoch = 2'),
        change(
          'tax rounding',
          `UPDATE register SET config = replace(config, '"taxRounding":"line"', '"taxRounding":"document"')`,
        ),
        change(
          'language',
          `UPDATE register SET config = replace(config, '"receiptLanguage":"en"', '"receiptLanguage":"zh"')`,
        ),
        change('key', 'UPDATE register SET public_key = zeroblob(32)', 1),
        change('nonsense', "UPDATE register SET config = '{}'", /configuration cannot be read/),
        change('no register', 'DELETE FROM register', /the register's row is gone/),
      ],
      7,
    );
  });
});

describe('in the mirror log', () => {
  /** The first, a middle and the last line of every file, with the number of the event in it. */
  function places(): { file: number; line: number; seq: number }[] {
    let before = 0;
    return mirrorFiles(book).flatMap((path, file) => {
      const count = readFileSync(path, 'utf8').split('\n').length - 1;
      const lines = [0, count >> 1, count - 1].map((line) => ({ file, line, seq: before + line + 1 }));
      before += count;
      return lines;
    });
  }
  const inFile = (
    name: string,
    expected: number | RegExp,
    file: number,
    change: (lines: string[]) => string[],
  ) => attempt(name, expected, (_db, folder) => changeLines(mirrorFiles(folder)[file] ?? '', change));

  test('a byte of a line changed, a line changed with its check, a line removed or there twice: 36 of 36 found', () => {
    const last = rows.length;
    const cases = places().flatMap(({ file, line, seq }) => [
      inFile(`byte of ${seq}`, seq, file, (lines) =>
        lines.with(line, `${lines[line]?.replace('2026-', '2025-')}`),
      ),
      inFile(`${seq} with its check`, seq, file, (lines) => {
        const json = lines[line]?.slice(9).replace('2026-', '2025-') ?? '';
        return lines.with(line, lineOf(JSON.parse(json)));
      }),
      inFile(`${seq} removed`, seq, file, (lines) => lines.toSpliced(line, 1)),
      inFile(`${seq} twice`, seq === last ? /has lost row/ : seq + 1, file, (lines) =>
        lines.toSpliced(line, 0, lines[line] ?? ''),
      ),
    ]);
    expectFound(cases, 36);
  });

  test("a copy's signature, key number, body or earlier hash changed under a right hash: 4 of 4 found", () => {
    const { file, line, seq } = places()[4] ?? { file: 0, line: 0, seq: 0 };
    const changes: object[] = [
      { sig: '00'.repeat(64) },
      { keyNo: 2 },
      { body: '{"postings":[]}' },
      { prev: '00'.repeat(32) },
    ];
    const cases = changes.map((change) =>
      inFile(JSON.stringify(change).slice(0, 20), seq, file, (lines) =>
        lines.with(line, lineOf({ ...(JSON.parse(lines[line]?.slice(9) ?? '') as object), ...change })),
      ),
    );
    expectFound(cases, 4);
  });

  test('lines that are none, with a right check: 4 of 4 found', () => {
    const { file, line, seq } = places()[4] ?? { file: 0, line: 0, seq: 0 };
    const nothings = [
      '{}',
      'nonsense',
      'null',
      '{"header":{"seq":1.5},"body":"","prev":"","hash":"","sig":"","keyNo":1}',
    ];
    const cases = nothings.map((json) =>
      inFile(json, seq, file, (lines) =>
        lines.with(line, `${sha256(json).toString('hex').slice(0, 8)} ${json}`),
      ),
    );
    expectFound(cases, 4);
  });

  test('files cut, emptied, lost, renamed or grown: 8 of 8 found', () => {
    const starts = places()
      .filter(({ line }) => line === 0)
      .map(({ seq }) => seq);
    const [first = 0, second = 0, third = 0] = starts;
    const change = (
      name: string,
      expected: number | RegExp,
      work: (files: string[], folder: string) => void,
    ) => attempt(name, expected, (_db, folder) => work(mirrorFiles(folder), folder));
    expectFound(
      [
        change('last line cut off whole', rows.length, ([, , last = '']) =>
          changeLines(last, (lines) => lines.slice(0, -1)),
        ),
        change('last line torn', rows.length, ([, , last = '']) =>
          truncateSync(last, readFileSync(last).length - 7),
        ),
        change('a file emptied', second, ([, middle = '']) => truncateSync(middle, 0)),
        change('a file lost', third, ([, , last = '']) => rmSync(last)),
        change('the folder lost', first, (_files, folder) =>
          rmSync(mirrorFolder(folder), { recursive: true }),
        ),
        change('a file renamed to the end', second, ([, middle = '']) =>
          renameSync(middle, middle.replace('z000002', 'z000009')),
        ),
        change('nonsense at the end', /something unreadable/, ([, , last = '']) =>
          writeFileSync(last, 'nonsense\n', { flag: 'a' }),
        ),
        change('a row at the end that the database never had', /has lost row/, ([, , last = '']) =>
          changeLines(last, (lines) => [
            ...lines,
            lineOf({
              ...(JSON.parse(lines.at(-1)?.slice(9) ?? '') as object),
              header: { ...rows.at(-1)?.header, seq: rows.length + 1 },
            }),
          ]),
        ),
      ],
      8,
    );
  });

  test('a damaged file is named', () => {
    const folder = copyOf(book);
    expect(damagedMirrorFile(mirrorFolder(folder))).toBeNull();
    const [, middle = ''] = mirrorFiles(folder);
    writeFileSync(middle, 'nonsense\n', { flag: 'a' });
    expect(damagedMirrorFile(mirrorFolder(folder))).toBe(middle);
  });
});

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
  expect(run(book)).toEqual({ status: 0, said: verify(book).words });
  const bad = copyOf(unguarded);
  const seq = sample[1]?.header.seq ?? 0;
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
  expect(run(join(book, 'nowhere')).status).toBe(2);
});
