// Each migration before and after: what was there is still there, what is new works, and a till killed in between
// starts again exactly between two of them.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { appendRow, headOf, sha256 } from '#store/journal.ts';
import type { Signer } from '#store/key.ts';
import { currentSchema, migrate, migrations, schemaOf } from '#store/migrate.ts';
import type { Migration } from '#store/migrate.ts';
import type { Db } from '#store/open.ts';
import { projectFolder } from '#test/faults/till-process.ts';
import { cashEvent, newFolder, newSigner } from '#test/support/books.ts';
import { guards } from './migration-guards.ts';

let db: Db;
let signer: Signer;
beforeEach(async () => {
  db = new Database(join(newFolder(), 'till.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma('recursive_triggers = ON');
  signer = await newSigner();
});
afterEach(() => db.close());

const run = (sql: string, ...values: unknown[]) => db.prepare(sql).run(...values);
const count = (table: string) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;

/** Every table's rows and every object's text, as they are now. */
function dump(): { schema: { type: string }[]; rows: Record<string, unknown[]> } {
  const schema = db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all() as {
    type: string;
  }[];
  const tables = db
    .prepare(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'",
    )
    .pluck()
    .all() as string[];
  const rows = Object.fromEntries(
    tables.sort().map((name) => [name, db.prepare(`SELECT * FROM ${name}`).all()]),
  );
  return { schema, rows };
}

/** Every table's columns with all that is said of them, by table and place. */
function columns(): Record<string, Record<string, unknown>> {
  const rows = db
    .prepare(
      `SELECT m.name AS table_name, c.* FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c
       WHERE m.type = 'table'`,
    )
    .all() as { table_name: string; cid: number }[];
  const tables: Record<string, Record<string, unknown>> = {};
  for (const { table_name: name, ...column } of rows) (tables[name] ??= {})[column.cid] = column;
  return tables;
}

/** What each schema can hold, put in by hand: at least one row in every table that a migration brings. */
const fillings: Record<number, () => void> = {
  1: () => {
    run("INSERT INTO register VALUES ('R1', 1, '{}', ?, '2026-11-20T08:00:00.000Z')", signer.publicKey);
    appendRow(db, signer, cashEvent());
    appendRow(db, signer, cashEvent({ receipt: { series: 'R1', no: 1 } }));
    run("INSERT INTO ledger_entry VALUES (1, 0, 1, 'shift', 'drawer', 'paidIn', 500)");
    run("INSERT INTO command VALUES ('c1', 'cash.move', ?, '{}', 1)", sha256('args'));
  },
  2: () => {
    run("INSERT INTO tax_code VALUES ('V13')");
    run("INSERT INTO tax VALUES ('V13', 0, 'VAT', '增值税', 130000, 1, 0, 0)");
    run("INSERT INTO category VALUES ('drinks', 0, 'Drinks', '饮料')");
    run("INSERT INTO item VALUES (1, 'W0001', 'Water', '水', 'drinks', 'V13', 'each', 2000000, 40)");
    run("INSERT INTO item_gtin VALUES (6901234567892, 1, '6901234567892')");
    run("INSERT INTO item_search (rowid, words) VALUES (1, 'Water 水')");
  },
  3: () => {
    run("INSERT INTO open_sale VALUES ('s1', 'open', 1, 'li-na', 'Li Na', 'now', NULL, NULL, 2)");
    run(
      "INSERT INTO open_line VALUES ('l1', 's1', 1, 'W0001', 'Water', '水', NULL, 'each', 1000, 0, 0, 'V13', '[]', 0)",
    );
    run("INSERT INTO open_tender VALUES ('t0', 's1', 1, 'cash', 0)");
    run(
      "INSERT INTO sale VALUES ('s0', 2, 'completed', 1, 'R1', 1, '1-000001', 'd', 'now', 'li-na', 1, 1, 0, 1, 0, 1)",
    );
    run("INSERT INTO line_item VALUES ('s0', 1, 'W0001', 1000, 10000, 1, 1, 1, 0)");
    run("INSERT INTO sale_tax VALUES ('s0', 'VAT', '增值税', 0)");
    run("INSERT INTO tender VALUES ('t1', 's0', 'cash', 1)");
    run("INSERT INTO receipt_copy VALUES ('s0', 2)");
  },
  4: () => {
    run("INSERT INTO shift VALUES ('h1', 1, 1, 'li-na', 'Li Na', 'now', 0, NULL)");
    run("INSERT INTO z_report VALUES (1, 2, 'd', 1, 1, 0, 0, 0)");
    run(
      "INSERT INTO staff VALUES ('li-na', 0, 'Li Na', 'cashier', ?, ?, NULL)",
      Buffer.alloc(16),
      Buffer.alloc(32),
    );
    run("INSERT INTO pin_attempt VALUES ('li-na', 3, 0)");
    run(
      "INSERT INTO print_job (id, command_id, kind, sale_id, paper, state, created_at) VALUES (1, 'c1', 'receipt', 's0', '{}', 'queued', 'now')",
    );
  },
  5: () => {
    run("INSERT INTO open_unresolved VALUES ('u1', 's1', 2, '9999999999994', 1000)");
    run("INSERT INTO count_draft VALUES ('h1', 10000, 3)");
  },
  6: () => {
    run("INSERT INTO counter_setting VALUES (1, '{}')");
    run("INSERT INTO quick_page VALUES ('favourites', 0, 'Favourites', '常用')");
    run("INSERT INTO quick_key VALUES ('favourites', 0, 'W0001', 'sky')");
    run('INSERT INTO badge_salt VALUES (1, ?)', Buffer.alloc(32));
    run("INSERT INTO staff_badge VALUES ('li-na', ?, NULL)", Buffer.alloc(32));
    run("INSERT INTO derived_index VALUES ('item_search', 1)");
  },
  7: () => {
    run('INSERT INTO badge_attempt VALUES (1, 3, 0)');
  },
  9: () => {
    run("INSERT INTO promotion VALUES ('spring', 1, 'SPRING', '{}')");
    run("INSERT INTO coupon_use VALUES ('SPRING', 2)");
  },
  10: () => {
    run(
      "UPDATE item SET brand = 'Nongfu', min_price_micros = 1500000, is_open_price = 0, has_packs = 1 WHERE id = 1",
    );
    run("INSERT INTO item_pack VALUES (6901234567908, 1, '6901234567908', 24000, 39900000, 'Case', '箱')");
    run("INSERT INTO price_list VALUES ('members', 'Members', '会员', '[\"member\"]', NULL, NULL, '[]', 1)");
    run("INSERT INTO price_entry VALUES ('W0001', 'members', 0, 1800000)");
    run("INSERT INTO barcode_layout VALUES (1, '[]')");
    run("INSERT INTO tax_rule VALUES (1, '{}')");
  },
  11: () => {
    run("INSERT INTO customer_group VALUES ('member', 0, 'Members', '会员')");
    run("INSERT INTO customer VALUES ('c1', 'Ada', '4711', 'member', 'CARD-1', 'A1', NULL, NULL)");
  },
  8: () => {
    run("UPDATE open_line SET category = 'drinks', brand = 'Nongfu', fixed_amount = 490, discount = '{}'");
    run("UPDATE open_sale SET order_discount = '{}', customer = '{}', coupons = '[\"MAY\"]'");
  },
  12: () => {
    run(
      "INSERT INTO trusted_register VALUES (?, 'R2', 1, 2, 'Corner Shop', 'now', 'Chen Jing')",
      Buffer.alloc(32),
    );
  },
  13: () => {
    run(
      "INSERT INTO open_return VALUES ('s1', 3, 's0', '1-000001', 1, 'W0001', 'Water', '水', 'each', 1000, 0, 'other', '{}', NULL)",
    );
    run("INSERT INTO open_refund VALUES ('r1', 's1', 'cash', 1)");
    run("INSERT INTO return_item VALUES ('s0', 2, NULL, NULL, 'W0001', 1000, 'other', 1, 1, 0)");
    run("INSERT INTO refund VALUES ('r0', 's0', 'cash', 1)");
  },
  14: () => {
    run("UPDATE trusted_register SET withdrawn_at = 'now', withdrawn_by = 'Chen Jing'");
  },
  15: () => {
    run("UPDATE print_job SET bytes = x'00', bytes_hash = zeroblob(32), tries = 1, again_from = id");
  },
  16: () => {
    run('UPDATE open_line SET is_listed = 1');
  },
};

/** A database as a till of schema `schema` left it, with something in every table. */
function fillUpTo(schema: number): void {
  for (let n = 1; n <= schema; n += 1) {
    migrate(db, n);
    fillings[n]?.();
  }
}

test('migrations are numbered without a gap, and each says why', () => {
  expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, i) => i + 1));
  expect(migrations.map(({ name }) => name)).toEqual([
    'journal',
    'catalog',
    'sale',
    'shift',
    'basket',
    'counter',
    'badge-reader',
    'discount',
    'promotion',
    'prices',
    'customer',
    'trusted-register',
    'return',
    'withdrawn-trust',
    'spool',
    'listed-price',
  ]);
  expect(migrations.every(({ why }) => why.length > 20)).toBe(true);
  // A new migration needs its own filling and guards here.
  expect(Object.keys(fillings)).toHaveLength(currentSchema);
  expect(Object.keys(guards)).toHaveLength(currentSchema);
});

describe.for(migrations)('migration $number, $name', ({ number, name }) => {
  test('keeps every row that was there before', () => {
    fillUpTo(number - 1);
    const before = dump();
    const shape = columns();
    expect(Object.entries(before.rows).filter(([, rows]) => rows.length === 0)).toEqual([]);
    migrate(db, number);
    expect(schemaOf(db)).toBe(number);
    const after = dump();
    expect(after.rows).toMatchObject(before.rows);
    // A table may gain columns behind those it has; nothing else of what was there may change.
    expect(columns()).toMatchObject(shape);
    const others = before.schema.filter(({ type }) => type !== 'table');
    expect(after.schema).toEqual(expect.arrayContaining(others));
    expect(after.schema).not.toEqual(before.schema);
  });

  test('brings tables that hold rows and guards that hold', () => {
    fillUpTo(number);
    for (const [sql, words] of guards[number] ?? []) expect(() => db.exec(sql), sql).toThrow(words);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.pragma('foreign_key_check')).toEqual([]);
  });

  test('is applied once: a second time changes nothing', () => {
    fillUpTo(number);
    const before = dump();
    migrate(db, number);
    migrate(db, number - 1);
    expect(dump()).toEqual(before);
    expect(schemaOf(db)).toBe(number);
  });

  test('a till killed in its middle starts again at the schema before', () => {
    fillUpTo(number - 1);
    const before = dump();
    const file = db.name;
    db.close();
    // The last statement kills the process, so every one before it has run.
    const script = `
      import Database from 'better-sqlite3';
      import { migrate, migrations } from '#store/migrate.ts';
      const db = new Database(${JSON.stringify(file)});
      db.function('die', () => process.kill(process.pid, 'SIGKILL'));
      const broken = migrations.map((one) => one.number === ${number} ? { ...one, sql: one.sql + 'SELECT die();' } : one);
      migrations.splice(0, broken.length, ...broken);
      migrate(db, ${number});`;
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: projectFolder });
    expect(child.signal, child.stderr.toString()).toBe('SIGKILL');
    db = new Database(file);
    db.pragma('foreign_keys = ON');
    expect(schemaOf(db)).toBe(number - 1);
    expect(dump()).toEqual(before);
    migrate(db, number);
    fillings[number]?.();
    expect(schemaOf(db), name).toBe(number);
  });
});

test('a migration that fails half-way leaves nothing of itself, and those before it stand', () => {
  const list = migrations as Migration[];
  const broken = 'CREATE TABLE half (x); DROP TABLE command; INSERT INTO nowhere VALUES (1);';
  fillUpTo(currentSchema - 1);
  const before = { journal: count('journal'), command: count('command') };
  list.push({ number: currentSchema + 1, name: 'broken', why: 'planted by a test', sql: broken });
  try {
    expect(() => migrate(db, currentSchema + 1)).toThrow(/nowhere/);
  } finally {
    list.pop();
  }
  expect(schemaOf(db)).toBe(currentSchema);
  expect(db.inTransaction).toBe(false);
  expect(db.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").pluck().get()).toBe(0);
  expect({ journal: count('journal'), command: count('command') }).toEqual(before);
  expect(headOf(db)?.header.seq).toBe(before.journal);
});
