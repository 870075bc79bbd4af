// One value changed, one row more or less in any table that is read from the journal, or another register: `till verify`
// builds them all anew and must find it and name the table.
import { beforeAll, test } from 'vitest';
import { another, expectFound, newVictim } from './forger.ts';
import type { Cell, Victim } from './forger.ts';
import { id } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

/** Three refunds of one sale, one of them of an article that nobody had a receipt for. */
async function takeBack(shop: Shop): Promise<void> {
  await shop.openShift(50_000);
  await shop.sell('sold', ['W0001', 'W0001', 'V0005']);
  const originalSaleId = id('sold');
  for (const [n, lineNumber] of [1, 1, 2].entries()) {
    const saleId = id(`back ${n}`);
    const back = { saleId, quantity: 1000, reason: 'damaged' };
    await shop.do('sale.addReturn', { ...back, originalSaleId, lineNumber });
    if (n === 2) await shop.do('sale.addReturnWithoutReceipt', { ...back, sku: 'W0002' });
    await shop.do('tender.refundCash', { saleId });
    await shop.do('sale.complete', { saleId });
  }
}

let victim: Victim;
beforeAll(async () => {
  victim = await newVictim([16, 12, 8], takeBack);
}, 120_000);

const tables = [
  'sale',
  'line_item',
  'sale_tax',
  'tender',
  'return_item',
  'refund',
  'receipt_copy',
  'shift',
  'z_report',
  'ledger_entry',
];

test(
  'one value changed: every column of all 10 tables, 72 of 72 found and named',
  { timeout: 120_000 },
  () => {
    const cases = tables.flatMap((table) =>
      victim.columnsOf(table).map((column) =>
        victim.attempt(
          `${table}.${column}`,
          new RegExp(`NOT VERIFIED: table ${table} (holds|lacks) `),
          (db) => {
            // A row that has a value everywhere; constraints are the database's, not the forger's.
            const which = `rowid = (SELECT rowid FROM copy WHERE ${column} IS NOT NULL LIMIT 1 OFFSET 1)`;
            db.exec(`CREATE TABLE copy AS SELECT * FROM ${table}`);
            const value = db.prepare(`SELECT ${column} FROM copy WHERE ${which}`).pluck().get() as Cell;
            db.prepare(`UPDATE copy SET ${column} = ? WHERE ${which}`).run(another(column, value));
            db.exec(`DELETE FROM ${table}; INSERT INTO ${table} SELECT * FROM copy; DROP TABLE copy`);
          },
        ),
      ),
    );
    expectFound(cases, 72);
  },
);

test('a row deleted or added, 20 of 20 found and named', () => {
  const cases = tables.flatMap((table) => {
    const key = victim.columnsOf(table)[0] ?? '';
    const words = new RegExp(`NOT VERIFIED: table ${table} (holds|lacks) `);
    const unique = ['sale', 'shift', 'z_report'].includes(table) ? ', seq = 100000' : '';
    const receipt = table === 'sale' ? ', receipt_no = 100000' : '';
    return [
      victim.attempt(`${table}: a row less`, words, (db) => {
        db.exec(`DELETE FROM ${table} WHERE ${key} = (SELECT max(${key}) FROM ${table})`);
      }),
      victim.attempt(`${table}: a row more`, words, (db) => {
        // A second open shift would be refused by its own index.
        const closed = table === 'shift' ? ' WHERE closing IS NOT NULL' : '';
        db.exec(`CREATE TABLE copy AS SELECT * FROM ${table}${closed} LIMIT 1`);
        db.exec(
          `UPDATE copy SET ${key} = ${key === 'seq' || key === 'z_no' ? '100000' : "'zzz'"}${unique}${receipt}`,
        );
        db.exec(`INSERT INTO ${table} SELECT * FROM copy; DROP TABLE copy`);
      }),
    ];
  });
  expectFound(cases, 20);
});

test('the register made another: its id, epoch, key or settings, or no register at all, 8 of 8 found', () => {
  const change = (name: string, sql: string, expected: number | RegExp = /table register holds another/) =>
    victim.attempt(name, expected, (db) => db.exec(sql));
  expectFound(
    [
      change('id', "UPDATE register SET id = 'R2'"),
      change('epoch', 'UPDATE register SET epoch = 2'),
      change('the time of its set-up', "UPDATE register SET enrolled_at = '2020-01-01T00:00:00.000Z'"),
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
    8,
  );
});
