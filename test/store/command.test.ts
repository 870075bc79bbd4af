// Commands sent twice: done once and answered alike, for as long as it matters; and no secret in what is kept of them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { firstBarcodeLayouts } from '#contract/barcode-layout.ts';
import { commands } from '#contract/commands.ts';
import type { CommandName } from '#contract/commands.ts';
import { firstCounterSettings } from '#contract/counter.ts';
import type { Outcome } from '#contract/envelope.ts';
import type { SaleId } from '#contract/ids.ts';
import { newStaff, registerConfig } from '#contract/register.ts';
import { firstTaxRules } from '#contract/tax-rule.ts';
import { findAnswer, forgetAnswersBefore, hashArgs, insertAnswer } from '#store/command.ts';
import { openReadOnly, openStore } from '#store/open.ts';
import {
  kindsOf,
  mirrorFiles,
  newFolder,
  newTill,
  openToLook,
  PAPER,
  verify,
  WATER,
  withDatabase,
} from '#test/support/books.ts';
import { id, people } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await newTill();
});
afterEach(() => shop.core.close());

/** Everything that a command could have done twice, outside the answers themselves. */
function traces(): unknown {
  const db = openReadOnly(shop.folder);
  const tables = [
    'journal',
    'ledger_entry',
    'sale',
    'line_item',
    'tender',
    'shift',
    'z_report',
    'open_sale',
    'open_line',
    'open_tender',
    'print_job',
    'item',
    'receipt_copy',
    'counter_setting',
    'quick_key',
    'staff_badge',
    'item_pack',
    'price_list',
    'price_entry',
    'barcode_layout',
    'tax_rule',
    'customer_group',
    'customer',
    'command',
  ];
  const rows = Object.fromEntries(tables.map((name) => [name, db.prepare(`SELECT * FROM ${name}`).all()]));
  db.close();
  return { rows, mirror: mirrorFiles(shop.folder).map((file) => readFileSync(file, 'utf8')) };
}

async function answer(name: string, args: object): Promise<unknown> {
  const outcome: Outcome = await shop.ask(name, args);
  if (!outcome.ok) throw new Error(`${name}: ${JSON.stringify(outcome)}`);
  return outcome.result;
}

const saleId = id<SaleId>('sale');
const item = {
  sku: 'NEW',
  names: { en: 'New', zh: '新' },
  category: 'snacks',
  taxCode: 'V13',
  unit: 'each',
  priceMicros: 1_000_000,
  plu: null,
  gtins: [],
};
const page = { id: 'new', names: item.names, keys: [{ sku: item.sku, colour: 'sky' }] };
const group = { id: 'member', names: item.names };
const customer = {
  customerId: 'c1',
  name: 'Ada',
  phoneTail: '4711',
  group: 'member',
  cardCode: 'CARD-1',
  taxExempt: null,
  destination: null,
};
const priceList = {
  id: 'members',
  names: item.names,
  customerGroups: ['member'],
  from: null,
  to: null,
  weekdays: [],
  priority: 1,
  prices: [{ sku: item.sku, priceMicros: 900_000 }],
  keepsOthers: false,
};
/** A day in the order in which it happens: every kind of write command that changes something countable. */
const day: [string, object][] = [
  ['catalog.put', { taxes: [], categories: [], items: [item] }],
  ['customer.putGroups', { groups: [group] }],
  ['customer.put', { customer }],
  ['catalog.putPriceLists', { lists: [priceList], removed: [] }],
  ['catalog.putLayouts', { layouts: firstBarcodeLayouts }],
  ['catalog.putTaxRules', { rules: firstTaxRules }],
  ['shift.open', { float: 20_000 }],
  ['sale.scan', { saleId, code: WATER }],
  ['sale.addItem', { saleId, sku: 'NEW' }],
  ['sale.addOpenPrice', { saleId, sku: 'NEW', quantity: 2000, priceMicros: 500_000 }],
  ['sale.noteReadTwice', { saleId, code: WATER, source: 'left' }],
  ['sale.setQuantity', { saleId, lineId: id('sale.scan'), quantity: 3000 }],
  ['sale.overridePrice', { saleId, lineId: id('sale.scan'), priceMicros: 1_900_000, reason: 'dented' }],
  ['sale.voidLine', { saleId, lineId: id('sale.addItem') }],
  ['sale.park', { saleId, label: 'table 4' }],
  ['sale.printSlip', { saleId }],
  ['sale.recall', { saleId }],
  ['tender.cash', { saleId, amount: 5000 }],
  ['tender.remove', { saleId, tenderId: id('tender.cash') }],
  ['tender.cash 2', { saleId, amount: 1000 }],
  ['sale.complete', { saleId }],
  ['receipt.reprint', { saleId: null }],
  ['receipt.gift', { saleId: null }],
  ['device.printTest', {}],
  ['sale.scan 2', { saleId: id('voided'), code: PAPER }],
  ['sale.setCustomer', { saleId: id('voided'), customerId: 'c1' }],
  ['sale.void', { saleId: id('voided') }],
  ['cash.move', { move: 'safeDrop', amount: 4000, reason: 'full' }],
  ['drawer.noSale', { reason: 'a note to change', print: true }],
  ['shift.xReport', { print: true }],
  ['shift.close', { counted: 16_670 }],
  ['register.close', {}],
  ['register.setReceiptLanguage', { language: 'en' }],
  ['register.setTaxSummary', { taxSummary: 'vat', taxNumber: 'DE811' }],
  ['counter.configure', { settings: { ...firstCounterSettings, theme: 'dark' } }],
  ['quick.put', { pages: [page] }],
  ['staff.setBadge', { staffId: people.cashier.staffId, badge: 'A-CARD-OF-HERS' }],
  ['staff.setBadge 2', { staffId: people.supervisor.staffId, badge: null }],
];
const nameOf = (step: string) => step.split(' ')[0] ?? '';

test('the same command twice gives the first answer and leaves nothing twice, at once and after a restart', async () => {
  const answers: unknown[] = [];
  const before = kindsOf(shop.folder).length;
  for (const [step, args] of day) {
    const sent = { commandId: id(step), ...args };
    answers.push(await answer(nameOf(step), sent));
    const once = traces();
    expect(await answer(nameOf(step), sent), step).toEqual(answers.at(-1));
    expect(traces(), step).toEqual(once);
  }
  const once = traces();
  await shop.restart();
  for (const [i, [step, args]] of day.entries()) {
    // The members' order is the sender's own business.
    const sent = Object.fromEntries(Object.entries({ commandId: id(step), ...args }).reverse());
    expect(await answer(nameOf(step), sent), step).toEqual(answers[i]);
  }
  expect(traces()).toEqual(once);
  expect(kindsOf(shop.folder)).toHaveLength(
    before + day.filter(([step]) => commands[nameOf(step) as CommandName].kind === 'journal').length,
  );
});

test('the same id for anything else is a conflict, and changes nothing', async () => {
  for (const [step, args] of day) await answer(nameOf(step), { commandId: id(step), ...args });
  const before = traces();
  const others: [string, object][] = [
    ['shift.open', { float: 20_001 }],
    ['sale.scan', { saleId, code: PAPER }],
    ['sale.scan', { saleId, code: WATER, quantity: 1000 }],
    ['sale.scan', { saleId: id('another'), code: WATER }],
    ['sale.complete', { saleId: id('another') }],
    ['cash.move', { move: 'safeDrop', amount: 4000, reason: 'Full' }],
    ['register.setReceiptLanguage', { language: 'zh' }],
    ['counter.configure', { settings: firstCounterSettings }],
    ['quick.put', { pages: [] }],
    ['catalog.putLayouts', { layouts: [] }],
    ['catalog.putPriceLists', { lists: [], removed: [] }],
    ['customer.put', { customer: { ...customer, name: 'Eve' } }],
    ['staff.setBadge', { staffId: people.cashier.staffId, badge: null }],
    ['staff.setBadge', { staffId: people.manager.staffId, badge: 'A-CARD-OF-HERS' }],
  ];
  for (const [name, args] of others) {
    const commandId = id(name);
    expect(await shop.ask(name, { commandId, ...args }), name).toEqual({
      ok: false,
      refusal: { code: 'command.conflict', details: { commandId } },
    });
  }
  // Another command altogether under an id that was used.
  const commandId = id('drawer.noSale');
  expect(await shop.ask('receipt.reprint', { commandId, saleId: null })).toMatchObject({
    refusal: { code: 'command.conflict', details: { commandId } },
  });
  expect(traces()).toEqual(before);
});

test('what was refused was never done: the same id does it once it is possible', async () => {
  await shop.openShift(0);
  await shop.scan(saleId, WATER);
  const before = traces();
  const complete = { commandId: id('complete'), saleId };
  expect(await shop.ask('sale.complete', complete)).toMatchObject({ refusal: { code: 'sale.notPaid' } });
  expect(traces()).toEqual(before);
  await shop.do('tender.cash', { saleId, amount: 200 });
  expect(await answer('sale.complete', complete)).toMatchObject({ receiptNumber: '1-000001' });
});

test('the same command sent many times at once is done once', async () => {
  const opened = await Promise.all(
    Array.from({ length: 20 }, () => answer('shift.open', { commandId: id('open'), float: 5 })),
  );
  expect(new Set(opened.map((one) => JSON.stringify(one))).size).toBe(1);
  expect(kindsOf(shop.folder).filter((kind) => kind === 'shift.opened')).toHaveLength(1);
});

test('answers are forgotten when the second Z after their period is taken; what was done stays done', async () => {
  const sold = { commandId: id('complete'), saleId };
  const moved = { commandId: id('move'), move: 'paidIn', amount: 100, reason: 'coins' };
  const opened = { commandId: id('open'), float: 0 };
  const scanned = { commandId: id('scan'), saleId, code: WATER };
  await answer('shift.open', opened);
  await answer('sale.scan', scanned);
  await shop.do('tender.cash', { saleId, amount: 200 });
  const completed = await answer('sale.complete', sold);
  await answer('cash.move', moved);
  await shop.do('shift.close', { counted: 300 });
  await shop.do('register.close', {});
  const isKept = () =>
    withDatabase(shop.folder, (db) =>
      db
        .prepare('SELECT count(*) FROM command WHERE id IN (?, ?)')
        .pluck()
        .get(sold.commandId, scanned.commandId),
    );
  for (const kept of [2, 0]) {
    expect(isKept()).toBe(2);
    await shop.openShift(0);
    await shop.do('shift.close', { counted: 0 });
    await shop.do('register.close', {});
    expect(isKept()).toBe(kept);
  }
  await shop.openShift(0);
  const before = traces();
  expect(await answer('sale.complete', sold)).toEqual(completed);
  // Another id for the same sale: the till that asks may have been set up anew in between.
  expect(await answer('sale.complete', { ...sold, commandId: id('complete again') })).toEqual(completed);
  expect(await shop.ask('sale.scan', scanned)).toMatchObject({ refusal: { code: 'sale.notOpen' } });
  expect(await shop.ask('shift.open', opened)).toMatchObject({ refusal: { code: 'shift.alreadyOpen' } });
  expect(await shop.ask('cash.move', moved)).toMatchObject({ refusal: { code: 'command.done' } });
  const after = traces() as { rows: Record<string, { id: string }[]> };
  // Nothing but the two answers that were given anew.
  after.rows['command'] =
    after.rows['command']?.filter(({ id: one }) => one !== sold.commandId && one !== id('complete again')) ??
    [];
  expect(after).toEqual(before);
  expect(verify(shop.folder).words).toMatch(/^VERIFIED/);
});

describe('what is kept of a command', () => {
  test('is its hash, not its arguments: two PINs give the same one, anything else another', () => {
    const args = { commandId: id('in'), staffId: 'li-na', pin: '1111' };
    const hash = hashArgs('session.signIn', args);
    expect(hash).toHaveLength(32);
    for (let pin = 0; pin < 10_000; pin += 371) {
      expect(hashArgs('session.signIn', { ...args, pin: String(pin).padStart(4, '0') })).toEqual(hash);
    }
    expect(hashArgs('session.signIn', { commandId: args.commandId, staffId: args.staffId })).toEqual(hash);
    const others = [
      hashArgs('session.signOut', args),
      hashArgs('session.signIn', { ...args, staffId: 'li-nb' }),
    ];
    for (const other of others) expect(other).not.toEqual(hash);
    const staff = (pin: string) =>
      hashArgs('register.setUp', {
        staff: [
          { staffId: 'a', pin },
          { staffId: 'b', pin: '1' },
        ],
      });
    expect(staff('1111')).toEqual(staff('2222'));
    // Taking a badge away is something else than giving one, whichever it is.
    const badge = (code: string | null) => hashArgs('staff.setBadge', { staffId: 'a', badge: code });
    expect(badge('CARD-NUMBER-1')).toEqual(badge('CARD-NUMBER-2'));
    expect(badge(null)).not.toEqual(badge('CARD-NUMBER-1'));
  });

  test('hashes alike whatever the order of members, and differently when any value differs', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.stringMatching(/^[a-o]{1,4}$/),
          fc.oneof(fc.integer(), fc.string({ unit: 'grapheme' }), fc.boolean(), fc.constant(null)),
        ),
        (args) => {
          const turned = Object.fromEntries(Object.entries(args).reverse());
          expect(hashArgs('x', turned)).toEqual(hashArgs('x', args));
          expect(hashArgs('x', { ...args, left: undefined })).toEqual(hashArgs('x', args));
          expect(hashArgs('x', { ...args, z: 1 })).not.toEqual(hashArgs('x', args));
          for (const key of Object.keys(args))
            expect(hashArgs('x', { ...args, [key]: 'other value' })).not.toEqual(hashArgs('x', args));
        },
      ),
      { numRuns: 200 },
    );
  });

  test('is found again, told apart, and forgotten by its period', () => {
    const db = openStore(newFolder());
    const argsHash = hashArgs('x', { a: 1 });
    for (const zNo of [1, 2, 3])
      insertAnswer(db, { id: `c${zNo}`, name: 'x', argsHash, result: { zNo }, zNo });
    expect(findAnswer(db, 'c1', argsHash)).toEqual({ kind: 'again', result: { zNo: 1 } });
    expect(findAnswer(db, 'c1', hashArgs('x', { a: 2 }))).toEqual({ kind: 'conflict' });
    expect(findAnswer(db, 'c9', argsHash)).toEqual({ kind: 'first' });
    forgetAnswersBefore(db, 3);
    expect(['c1', 'c2', 'c3'].map((one) => findAnswer(db, one, argsHash).kind)).toEqual([
      'first',
      'first',
      'again',
    ]);
    db.close();
  });
});

describe('a PIN', () => {
  test('is in no stored byte of a shop that is no demonstration', async () => {
    const real = await openToLook(newFolder());
    const pin = '83746251';
    const { register } = await shop.core.run('app.describe', {});
    const config = registerConfig.parse({ ...register, isDemo: false });
    const staff = [newStaff.parse({ staffId: 'boss', name: 'Boss', role: 'manager', pin })];
    await real.core.run('register.setUp', { commandId: id('set up'), register: config, staff });
    expect(
      await real.ask('session.signIn', { commandId: id('wrong'), staffId: 'boss', pin: '93746251' }),
    ).toMatchObject({ refusal: { code: 'session.wrongPin' } });
    await real.do('session.signIn', { staffId: 'boss', pin });
    expect((await real.do('app.describe', {})).staff).toMatchObject([{ staffId: 'boss', demoPin: null }]);
    await real.core.close();
    const files = readdirSync(real.folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    expect(files.length).toBeGreaterThan(2);
    for (const { parentPath, name } of files) {
      const bytes = readFileSync(join(parentPath, name));
      for (const secret of [pin, '93746251']) expect(bytes.includes(secret), name).toBe(false);
    }
    expect(
      withDatabase(real.folder, (db) =>
        db.prepare('SELECT args_hash FROM command WHERE id = ?').pluck().get(id('set up')),
      ),
    ).toEqual(
      hashArgs('register.setUp', {
        commandId: id('set up'),
        register: config,
        staff: staff.map((one) => ({ ...one, pin: '0000' })),
      }),
    );
  });

  test('that is wrong is not let in by an id that was answered before', async () => {
    const commandId = id('in');
    await answer('session.signIn', { commandId, ...people.cashier });
    expect(await shop.ask('session.signIn', { commandId, ...people.cashier, pin: '0000' })).toMatchObject({
      refusal: { code: 'session.wrongPin' },
    });
    expect(
      await shop.ask('session.signIn', { commandId, ...people.manager, pin: people.cashier.pin }),
    ).toMatchObject({ ok: false });
  });

  test('that is tried is counted before it is checked, so that a kill in between gives nothing away', async () => {
    const outside = openReadOnly(shop.folder);
    const failures = outside.prepare('SELECT failures FROM pin_attempt WHERE staff_id = ?').pluck();
    const trying = shop.ask('session.signIn', { commandId: id('right'), ...people.cashier });
    expect(failures.get(people.cashier.staffId)).toBe(1);
    expect((await trying).ok).toBe(true);
    expect(failures.get(people.cashier.staffId)).toBeUndefined();
    outside.close();
  });
});
