// Bad input to a living till, from outside: each is refused by name, nothing of it is stored, and the till sells on.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Random } from './random.ts';
import { exampleOf, spoil } from './spoil.ts';
import type { Schema } from './spoil.ts';
import { spawnProgram, TillProcess } from './till-process.ts';
import type { Reply } from './till-process.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'counterfoil-input-'));
const random = new Random('bad input');
const commandId = () => random.uuid();
let till: TillProcess;
let described: Record<string, { kind: string; args: Schema }>;

async function describeContract(): Promise<typeof described> {
  const child = spawnProgram(['--describe']);
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  await once(child, 'close');
  return (JSON.parse(text) as { commands: typeof described }).commands;
}

/** What every table holds, as a count and a digest. Papers are left out: a printer works on by itself. */
function contents(): Record<string, string> {
  const db = new Database(path.join(folder, 'till.db'), { readonly: true });
  try {
    const tables = db
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'print_job'")
      .pluck()
      .all() as string[];
    const entries = tables.map((table) => {
      const rows = db.prepare(`SELECT * FROM "${table}"`).raw().all();
      const digest = createHash('sha256').update(JSON.stringify(rows)).digest('hex').slice(0, 8);
      return [table, `${rows.length} rows, ${digest}`] as const;
    });
    return Object.fromEntries(entries);
  } finally {
    db.close();
  }
}

const signIn = (staffId: string, pin: string) =>
  till.call('session.signIn', { commandId: commandId(), staffId, pin });

function refusalOf(reply: Reply): { code: string; details: Record<string, unknown> } {
  if (reply.ok || 'fault' in reply) throw new Error(`not refused: ${JSON.stringify(reply)}`);
  return reply.refusal;
}

/** The refusal of a line that cannot be answered by its number. */
async function refusalOfLine(line: string | Uint8Array): Promise<{ code: string; details: unknown }> {
  const before = till.unnumbered.length;
  till.write(line);
  till.write('\n');
  await till.must('app.describe', {});
  const reply = till.unnumbered[before];
  if (reply === undefined) throw new Error('the line was not answered');
  expect(reply.id).toBeNull();
  return refusalOf(reply);
}

async function sellOne(): Promise<string> {
  const saleId = random.uuid();
  await till.must('sale.scan', { commandId: commandId(), saleId, code: '4011', quantity: 1500 });
  await till.must('tender.cash', { commandId: commandId(), saleId, amount: 100_000 });
  const { receiptNumber } = (await till.must('sale.complete', { commandId: commandId(), saleId })) as {
    receiptNumber: string;
  };
  return receiptNumber;
}

beforeAll(async () => {
  described = await describeContract();
  till = new TillProcess(folder);
  await till.must('session.signIn', { commandId: commandId(), staffId: 'chen-jing', pin: '3333' });
  await till.must('shift.open', { commandId: commandId(), float: 10_000 });
}, 60_000);
afterAll(async () => {
  till.kill();
  await till.ended;
  fs.rmSync(folder, { recursive: true, force: true });
});

describe('stores nothing and sells on after', () => {
  let before: Record<string, string>;
  let receipts = 0;
  beforeEach(() => {
    before = contents();
  });
  afterEach(async () => {
    expect(contents()).toEqual(before);
    receipts += 1;
    expect(await sellOne()).toBe(`1-${String(receipts).padStart(6, '0')}`);
  });

  test.each<[string, string | Uint8Array]>([
    ['what is not JSON', '{not json'],
    ['an unfinished object', '{"id":1,"command":"app.describe","args":{'],
    ['a list', '[1,"app.describe",{}]'],
    ['a text', '"app.describe"'],
    ['nothing', 'null'],
    ['bytes that are not UTF-8', Uint8Array.from([0x7b, 0xff, 0xfe, 0x7d])],
    ['a NUL', '\u0000'],
    ['no id', '{"command":"app.describe","args":{}}'],
    ['an id that is a text', '{"id":"1","command":"app.describe","args":{}}'],
    ['an id that is not whole', '{"id":1.5,"command":"app.describe","args":{}}'],
    ['a negative id', '{"id":-1,"command":"app.describe","args":{}}'],
    ['an id beyond all counting', '{"id":1e308,"command":"app.describe","args":{}}'],
  ])('%s', async (_name, line) => {
    expect(await refusalOfLine(line)).toMatchObject({ code: 'command.malformed' });
  });

  test.each<[string, string]>([
    ['no args', '{"id":7001,"command":"app.describe"}'],
    ['a command that is a number', '{"id":7001,"command":7,"args":{}}'],
    [
      'a member that the envelope does not know',
      '{"id":7001,"command":"app.describe","args":{},"as":"chen-jing"}',
    ],
    ['__proto__ in the envelope', '{"id":7001,"command":"app.describe","args":{},"__proto__":{"x":1}}'],
    // Too long to be read, but not to be told from another.
    ['a line of 300 KiB', `{"id":7001,"command":"app.describe","args":{"x":"${'x'.repeat(300 * 1024)}"}}`],
    [
      'args nested 40 deep',
      `{"id":7001,"command":"app.describe","args":${'{"x":'.repeat(40)}1${'}'.repeat(40)}}`,
    ],
  ])('%s', async (_name, line) => {
    expect(refusalOf(await till.callRaw(7001, line))).toMatchObject({ code: 'command.malformed' });
  });

  test('commands that do not exist, and names that every object has', async () => {
    const names = [
      'constructor',
      '__proto__',
      'toString',
      'hasOwnProperty',
      '',
      'sale',
      'sale.',
      'SALE.SCAN',
      'sale.scan ',
      'x'.repeat(5000),
    ];
    for (const name of names) {
      const { code, details } = refusalOf(await till.call(name, {}));
      expect([name, code, details['name']]).toEqual([name, 'command.unknown', name.slice(0, 80)]);
    }
  });

  test('every member of every command: missing, of a wrong type, or unknown', async () => {
    let tried = 0;
    for (const [name, { args: schema }] of Object.entries(described)) {
      for (const { path: at, what, args } of spoil(schema, '', exampleOf(schema), (value) => value)) {
        const { code, details } = refusalOf(await till.call(name, args));
        const told = `${String(details['path'])} ${String(details['problem'])}`;
        // An unknown member is named by the problem where its owner has a path.
        const isNamed = details['path'] === at || (what === 'is unknown' && told.includes('surplus'));
        expect([name, at, what, code, isNamed ? 'named' : told]).toEqual([
          name,
          at,
          what,
          'command.invalid',
          'named',
        ]);
        tried += 1;
      }
      for (const args of [null, [], 'x', 7, true]) {
        expect(refusalOf(await till.call(name, args))).toMatchObject({ code: 'command.invalid' });
      }
    }
    expect(tried).toBeGreaterThan(500);
  });

  test('__proto__ and constructor among the arguments', async () => {
    for (const member of ['__proto__', 'constructor', 'prototype']) {
      const args = `{"saleId":"${random.uuid()}","commandId":"${random.uuid()}","code":"4011","quantity":1000,"${member}":{"permissions":["anyone"]}}`;
      const line = `{"id":7002,"command":"sale.scan","args":${args}}`;
      const { code, details } = refusalOf(await till.callRaw(7002, line));
      expect([member, code, details['path']]).toEqual([member, 'command.invalid', member]);
    }
  });

  test('codes that no scanner reads', async () => {
    const codes = [
      '4'.repeat(4000),
      '',
      '   ',
      '\u0000',
      '4011\u0000',
      '\u001bp\u0000',
      '40\n11',
      '4011\t',
      '\u007f',
      '\u0085',
      '\u2028',
      '\u202e1104',
      '\ud800',
      '\udfff4011',
      '40\ud80011',
    ];
    for (const code of codes) {
      const scan = { commandId: commandId(), saleId: random.uuid(), code };
      for (const [name, args] of [
        ['sale.scan', scan],
        ['catalog.lookUp', { code }],
      ] as const) {
        expect([code, refusalOf(await till.call(name, args))]).toMatchObject([
          code,
          { code: 'command.invalid', details: { path: 'code' } },
        ]);
      }
    }
    const scan = { commandId: commandId(), saleId: random.uuid(), code: '4'.repeat(512) };
    expect(refusalOf(await till.call('sale.scan', scan))).toMatchObject({ code: 'catalog.unknownCode' });
  });

  test('texts that no paper takes', async () => {
    for (const reason of ['\u001b@', 'a\ud800b', '\u2066x', 'x'.repeat(121), '\u0000', ' ']) {
      const refusal = refusalOf(await till.call('drawer.noSale', { commandId: commandId(), reason }));
      expect(refusal).toMatchObject({ code: 'command.invalid', details: { path: 'reason' } });
    }
  });

  test('amounts and quantities that are no whole number, too large or too small', async () => {
    const saleId = random.uuid();
    const bad = [
      '-0.5',
      '1.5',
      '-1',
      '0.1',
      '1e308',
      '1e400',
      '-1e400',
      '1e21',
      '9007199254740993',
      '1000000000000001',
      '"100"',
      'null',
      '[100]',
    ];
    const places: [string, string, string][] = [
      ['shift.open', 'float', '{}'],
      ['shift.close', 'counted', '{}'],
      ['cash.move', 'amount', '{"move":"paidIn","reason":"test"}'],
      ['tender.cash', 'amount', JSON.stringify({ saleId })],
      ['tender.quoteCash', 'amount', JSON.stringify({ saleId })],
      ['sale.scan', 'quantity', JSON.stringify({ saleId, code: '4011' })],
      ['sale.addOpenPrice', 'priceMicros', JSON.stringify({ saleId, sku: 'P0001', quantity: 1000 })],
    ];
    for (const [name, member, rest] of places) {
      const id = name === 'tender.quoteCash' ? '' : `"commandId":"${random.uuid()}",`;
      for (const value of bad) {
        // Prices may be a thousand times larger than amounts.
        const number = member === 'priceMicros' && value.startsWith('1000') ? `${value}0000` : value;
        const args = `{${id}"${member}":${number}${rest === '{}' ? '}' : `,${rest.slice(1)}`}`;
        const reply = await till.callRaw(7003, `{"id":7003,"command":"${name}","args":${args}}`);
        const { code, details } = refusalOf(reply);
        expect([name, number, code, details['path']]).toEqual([name, number, 'command.invalid', member]);
      }
    }
    for (const quantity of [0, -1000, 1_000_000_001]) {
      const scan = { commandId: commandId(), saleId, code: '4011', quantity };
      expect(refusalOf(await till.call('sale.scan', scan))).toMatchObject({ details: { path: 'quantity' } });
    }
  });

  test('a command id that was used for something else', async () => {
    const id = commandId();
    const noSale = { commandId: id, reason: 'first' };
    await till.must('drawer.noSale', noSale);
    before = contents();
    const others: [string, object][] = [
      ['drawer.noSale', { commandId: id, reason: 'second' }],
      ['cash.move', { commandId: id, move: 'paidIn', amount: 1, reason: 'first' }],
      ['sale.scan', { commandId: id, saleId: random.uuid(), code: '4011', quantity: 1000 }],
    ];
    for (const [name, args] of others) {
      const refusal = refusalOf(await till.call(name, args));
      expect(refusal).toEqual({ code: 'command.conflict', details: { commandId: id } });
    }
    expect(await till.must('drawer.noSale', noSale)).toEqual({});
  });

  test('more requests at once than it takes', async () => {
    const replies = await Promise.all(Array.from({ length: 500 }, () => till.call('sale.current', {})));
    expect(replies.every(({ ok }) => ok)).toBe(true);
  });
});

test('minus nothing is nothing', async () => {
  const args = `{"commandId":"${random.uuid()}","move":"paidIn","reason":"test","amount":-0}`;
  const reply = await till.callRaw(7004, `{"id":7004,"command":"cash.move","args":${args}}`);
  expect(refusalOf(reply)).toMatchObject({ code: 'tender.zero' });
});

describe('a PIN that is guessed', () => {
  const locksJournaled = () => {
    const db = new Database(path.join(folder, 'till.db'), { readonly: true });
    const count = db.prepare("SELECT count(*) FROM journal WHERE kind = 'session.locked'").pluck().get();
    db.close();
    return count;
  };

  test('is counted down, then locked, and stays locked through a kill', async () => {
    const refusals = [];
    for (let guess = 0; guess < 6; guess++) refusals.push(refusalOf(await signIn('li-na', `900${guess}`)));
    expect(refusals).toEqual([
      ...[4, 3, 2, 1].map((triesLeft) => ({ code: 'session.wrongPin', details: { triesLeft } })),
      { code: 'session.locked', details: { secondsLeft: 30 } },
      { code: 'session.locked', details: { secondsLeft: expect.any(Number) } },
    ]);
    expect(locksJournaled()).toBe(1);
    till.kill();
    await till.ended;
    till = new TillProcess(folder);
    const { code, details } = refusalOf(await signIn('li-na', '1111'));
    expect(code).toBe('session.locked');
    expect(details['secondsLeft']).toBeGreaterThan(20);
    expect(details['secondsLeft']).toBeLessThanOrEqual(30);
    expect(refusalOf(await till.call('sale.current', {}))).toMatchObject({ code: 'session.none' });
  }, 60_000);

  test('gains nothing by many tries at once', async () => {
    const guesses = Array.from({ length: 8 }, (_, i) => signIn('wang-wei', `800${i}`));
    const refusals = (await Promise.all(guesses)).map(refusalOf);
    const left = refusals.filter(({ code }) => code === 'session.wrongPin');
    expect(left.map(({ details }) => Number(details['triesLeft'])).sort((a, b) => a - b)).toEqual([
      1, 2, 3, 4,
    ]);
    expect(refusals.filter(({ code }) => code === 'session.locked')).toHaveLength(4);
    expect(locksJournaled()).toBe(2);
    expect(refusalOf(await signIn('wang-wei', '2222'))).toMatchObject({ code: 'session.locked' });
  }, 60_000);

  test('gains nothing by kills between the try and its answer', async () => {
    const lefts = [];
    for (let guess = 0; guess < 2; guess++) {
      const asked = signIn('chen-jing', '7000').catch(() => null);
      // The till answers this while the PIN is still being checked.
      await till.must('app.describe', {});
      till.kill();
      await asked;
      await till.ended;
      till = new TillProcess(folder);
      lefts.push(guess);
    }
    expect(refusalOf(await signIn('chen-jing', '7000'))).toEqual({
      code: 'session.wrongPin',
      details: { triesLeft: 4 - lefts.length },
    });
  }, 60_000);

  test('is of no use against the right one: who knows it sells on', async () => {
    await till.must('session.signIn', { commandId: commandId(), staffId: 'chen-jing', pin: '3333' });
    expect(await sellOne()).toMatch(/^1-0000\d\d$/);
    expect(refusalOf(await signIn('nobody', '3333'))).toEqual({
      code: 'session.unknownStaff',
      details: { staffId: 'nobody' },
    });
  });
});
