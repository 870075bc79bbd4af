// Refunds on the signed code of a receipt: sold at one till, taken back at another with nothing between them but paper; and
// codes that are forged, edited, shown twice or not believed.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SaleId } from '#contract/ids.ts';
import type { JournalBody } from '#contract/journal.ts';
import { receiptCodeBytes } from '#contract/receipt-code.ts';
import type { ReceiptCode } from '#contract/receipt-code.ts';
import { seal } from '#contract/sealed-code.ts';
import { readReceiptCode } from '#commands/receipt-code.ts';
import { fileSecretBox } from '#shell/secret-box.ts';
import { booksFolder } from '#store/books.ts';
import { bodyOf } from '#store/journal.ts';
import { loadSigner } from '#store/key.ts';
import { openReadOnly } from '#store/open.ts';
import { signReceiptCode } from '#store/receipt-signature.ts';
import { copyOf, journalOf, newTill, openTill, verify, WATER } from '#test/support/books.ts';
import { codeOf, secondTill, secondTillOn, trust } from '#test/support/second-till.ts';
import { id } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

const [TEA, AQUA, BANANAS] = ['7', '8', '9'];
const reason = 'damaged';
const back = id<SaleId>('back');

/** Where things come back, and where they were sold. */
let here: Shop;
let there: Shop;
const open: Shop[] = [];
/** The two as they were once set up; every test has copies. */
let folders: readonly [string, string];
beforeAll(async () => {
  const [one, other] = [await newTill(), await secondTill()];
  await one.openShift();
  await trust(one, other);
  await trust(other, one);
  await one.core.close();
  await other.core.close();
  folders = [one.folder, other.folder];
});
beforeEach(async () => {
  here = await openTill(copyOf(folders[0]));
  there = await secondTillOn(folders[1]);
  open.push(here, there);
});
afterEach(async () => {
  for (const one of open.splice(0)) await one.core.close();
});

/** Sells three waters, a tea and 0.842 kg of bananas at the other till; 22.62. Returns the code on the receipt. */
async function sellThere(name = 'sold'): Promise<string> {
  const saleId = id<SaleId>(name);
  await there.scan(saleId, AQUA, AQUA, AQUA, TEA);
  const { sale } = await there.do('sale.scan', { saleId, code: BANANAS, quantity: 842 });
  expect(sale.due).toBe(2262);
  await there.do('tender.cash', { saleId, amount: 3000 });
  await there.do('sale.complete', { saleId });
  return codeOf(there, saleId);
}

const all = (code: string, saleId: SaleId = back, name = 'sold') => ({
  saleId,
  originalSaleId: id<SaleId>(name),
  code,
  reason,
});
const part = (code: string, lineNumber: number, quantity: number, saleId: SaleId = back) => ({
  ...all(code, saleId),
  lineNumber,
  quantity,
});

async function payOut(till: Shop, saleId = back) {
  await till.do('tender.refundCash', { saleId });
  return till.do('sale.complete', { saleId });
}

/** What the last sale of a till says in its journal. */
function lastFact(till: Shop): JournalBody<'sale.completed'> {
  const row = journalOf(till.folder).findLast(({ header }) => header.kind === 'sale.completed');
  return bodyOf<'sale.completed'>(row ?? { body: Buffer.alloc(0) });
}

/** What a code of a till says. */
function read(till: Shop, text: string): ReceiptCode {
  const db = openReadOnly(booksFolder(till.folder));
  try {
    return readReceiptCode(db, text);
  } finally {
    db.close();
  }
}

/** Signs a changed code with a till's own key, as somebody could who has its disk. */
async function signedBy(till: Shop, code: ReceiptCode): Promise<string> {
  return signReceiptCode(await loadSigner(booksFolder(till.folder), fileSecretBox(), false), code);
}

describe('at another till', () => {
  test('a receipt is found by its code alone, with the names that are known here', async () => {
    const found = await here.do('return.find', { text: await sellThere() });
    expect(found).toMatchObject({
      saleId: id('sold'),
      receiptNumber: '2-000001',
      cashierName: null,
      isForeign: true,
      sold: 2262,
      tenders: [{ kind: 'cash', took: 2262, gaveBack: 0, left: 2262 }],
    });
    expect(found.lines).toMatchObject([
      {
        lineNumber: 1,
        sku: 'W0001',
        sold: 3000,
        remaining: 3000,
        priceMicros: 2_000_000,
        next: 200,
        left: 600,
      },
      { lineNumber: 2, sku: 'TEA', names: { en: 'TEA', zh: 'TEA' }, priceMicros: 9_900_000, left: 990 },
      { lineNumber: 3, sku: 'P0001', unit: 'kg', sold: 842, left: 672 },
    ]);
    expect(found.lines[0]?.names.en).not.toBe('Aqua');
  });

  test('all of it goes back as it was paid, once, and the journal says that a code proved it', async () => {
    const code = await sellThere();
    const { sale, returns } = await here.do('sale.addReturnAll', all(code));
    expect(sale).toMatchObject({ sold: 0, returned: 2262, total: -2262, due: -2262 });
    expect(returns[0]?.original).toEqual({
      saleId: id('sold'),
      receiptNumber: '2-000001',
      lineNumber: 1,
      byCode: true,
    });
    expect(await payOut(here)).toMatchObject({ refunded: 2262, receiptNumber: '1-000001' });
    const original = lastFact(there);
    const fact = lastFact(here);
    expect(fact.sale.net).toBe(0 - original.sale.net);
    expect(fact.sale.taxes).toEqual(original.sale.taxes.map((tax) => ({ ...tax, amount: 0 - tax.amount })));
    expect(fact.returns?.map((one) => one.original?.byCode)).toEqual([true, true, true]);
    for (const name of ['sale.addReturnAll', 'sale.addReturn'] as const) {
      const args = {
        ...all(code, id('again')),
        ...(name === 'sale.addReturn' ? { lineNumber: 2, quantity: 1000 } : {}),
      };
      expect(await here.refused(name, args)).toMatchObject({ code: 'return.nothingLeft' });
    }
    expect(await here.do('return.find', { text: code })).toMatchObject({
      lines: [{ remaining: 0, left: 0 }, { remaining: 0 }, { remaining: 0 }],
      tenders: [{ took: 2262, gaveBack: 2262, left: 0 }],
    });
    expect(verify(here.folder)).toMatchObject({ code: 0 });
  });

  test('in parts, over sales that are open, parked, killed and built anew, it is never more than was sold', async () => {
    const code = await sellThere();
    await here.do('sale.addReturn', part(code, 1, 1000));
    await payOut(here);
    const second = id<SaleId>('second');
    await here.do('sale.addReturn', part(code, 1, 1000, second));
    await here.do('sale.addReturn', part(code, 3, 400, second));
    await here.do('sale.park', { saleId: second, label: null });
    const third = id<SaleId>('third');
    const tooMuch = { code: 'return.tooMuch', details: { remaining: 1000 } };
    expect(await here.refused('sale.addReturn', part(code, 1, 2000, third))).toEqual(tooMuch);
    const killed = await openTill(copyOf(here.folder));
    open.push(killed);
    expect(await killed.refused('sale.addReturn', part(code, 1, 2000, third))).toEqual(tooMuch);
    await killed.do('sale.addReturnAll', all(code, third));
    const { returns } = await killed.do('sale.get', { saleId: third });
    expect(returns.map(({ quantity }) => quantity)).toEqual([1000, 1000, 442]);
    expect(await payOut(killed, third)).toMatchObject({ refunded: 200 + 990 + 353 });
    await killed.do('sale.recall', { saleId: second });
    const { returns: kept } = await killed.do('sale.get', { saleId: second });
    expect(kept.map(({ original }) => original?.byCode)).toEqual([true, true]);
    expect(await payOut(killed, second)).toMatchObject({ refunded: 200 + 319 });
    await killed.restart();
    expect(await killed.refused('sale.addReturnAll', all(code, id('fourth')))).toMatchObject({
      code: 'return.nothingLeft',
    });
    expect(verify(killed.folder)).toMatchObject({ code: 0 });
  });

  test('it is on the reports of the till that paid, and on no other', async () => {
    const code = await sellThere();
    await here.sell('own', [WATER]);
    await here.do('sale.addReturn', part(code, 2, 1000));
    await payOut(here);
    const x = await here.do('shift.xReport', { print: false });
    expect(x.cash).toMatchObject({ taken: 200, refunds: 990, expected: 20_000 + 200 - 990 });
    expect(x.period).toMatchObject({ sold: 200, returns: { count: 1, total: 990 }, total: -790 });
    const taxes = x.period.taxes.reduce((sum, { amount }) => sum + amount, 0);
    expect(x.period.net + taxes).toBe(-790);
    await here.do('shift.close', { counted: 19_410 });
    expect(await here.do('register.close', {})).toMatchObject({
      perpetualSalesAfter: 200,
      perpetualReturnsAfter: 990,
    });
    const other = await there.do('shift.xReport', { print: false });
    expect(other.period).toMatchObject({ sold: 2262, returns: { count: 0, total: 0 }, total: 2262 });
    expect(verify(here.folder)).toMatchObject({ code: 0 });
  });

  test('an exchange is one sale, and what it sold comes back at the first till by its own code', async () => {
    const code = await sellThere();
    await here.do('sale.addReturn', part(code, 2, 1000));
    const { sale } = await here.scan(back, WATER);
    expect(sale).toMatchObject({ sold: 200, returned: 990, due: -790 });
    await payOut(here);
    const found = await there.do('return.find', { text: await codeOf(here, back) });
    expect(found).toMatchObject({ isForeign: true, sold: 200, lines: [{ sku: 'W0001', left: 200 }] });
    expect(found.tenders).toEqual([{ kind: 'cash', took: 200, gaveBack: 0, left: 200 }]);
  });

  test('a code too long for its lines is sent to its own till, where it works', async () => {
    const saleId = id<SaleId>('sold');
    for (let i = 0; i < 130; i += 1) await there.scan(saleId, i % 2 === 0 ? TEA : AQUA);
    const { due } = await there.do('tender.options', { saleId });
    await there.do('tender.cash', { saleId, amount: due });
    await there.do('sale.complete', { saleId });
    const code = await codeOf(there, saleId);
    expect(await here.refused('return.find', { text: code })).toEqual({
      code: 'receiptCode.withoutLines',
      details: { register: 'R2' },
    });
    expect(await here.refused('sale.addReturnAll', all(code))).toMatchObject({
      code: 'receiptCode.withoutLines',
    });
    const found = await there.do('return.find', { text: code });
    expect(found).toMatchObject({ isForeign: false, sold: due });
    expect(found.lines).toHaveLength(130);
  });
});

describe('where cash is rounded to 0.05', () => {
  const coins = { cashRounding: { increment: 5, mode: 'half-up' } };

  let first: Shop;
  let second: Shop;
  beforeAll(async () => {
    first = await secondTill({ number: 3, ...coins });
    second = await secondTill({ number: 4, ...coins });
    await trust(second, first);
    await trust(first, second);
  });
  afterAll(async () => {
    await first.core.close();
    await second.core.close();
  });

  test('what was paid in coins goes back in coins, the same in all', async () => {
    const saleId = id<SaleId>('sold');
    // 3.36 and 3.36 for 6.70.
    for (const quantity of [421, 421]) await first.do('sale.addItem', { saleId, sku: 'P0001', quantity });
    await first.do('tender.cash', { saleId, amount: 1000 });
    expect(await first.do('sale.complete', { saleId })).toMatchObject({
      change: 330,
      sale: { rounding: -2 },
    });
    const code = await codeOf(first, saleId);
    const refunded: number[] = [];
    for (const [name, lineNumber] of [
      ['a', 1],
      ['b', 2],
    ] as const) {
      await second.do('sale.addReturn', part(code, lineNumber, 421, id(name)));
      refunded.push((await payOut(second, id(name))).refunded);
    }
    expect(refunded).toEqual([335, 335]);
    expect(verify(second.folder)).toMatchObject({ code: 0 });
    // An exchange: the code says less of its rounding, and the goods count in coins.
    const swap = id<SaleId>('swap');
    await first.do('sale.addReturn', { ...part(code, 1, 421, swap), code: undefined });
    await first.do('sale.addItem', { saleId: swap, sku: 'P0001', quantity: 100 });
    await payOut(first, swap);
    const found = await second.do('return.find', { text: await codeOf(first, swap) });
    expect(found).toMatchObject({ sold: 80, tenders: [{ took: 80, left: 80 }] });
  });
});

describe('at its own till', () => {
  test('a code answers as the number does, and counts with it', async () => {
    await sellThere();
    const code = await codeOf(there, id('sold'));
    const byNumber = await there.do('return.find', { text: '2-000001' });
    expect(await there.do('return.find', { text: ` ${code} ` })).toEqual(byNumber);
    expect(byNumber).toMatchObject({ isForeign: false, cashierName: 'Boss' });
    await there.do('sale.addReturn', { ...part(code, 1, 2000), code: undefined });
    await payOut(there);
    const { returns } = await there.do('sale.addReturnAll', all(code, id('rest')));
    expect(returns.map(({ quantity }) => quantity)).toEqual([1000, 1000, 842]);
    expect(returns[0]?.original).toEqual({ saleId: id('sold'), receiptNumber: '2-000001', lineNumber: 1 });
    expect(await payOut(there, id('rest'))).toMatchObject({ refunded: 2262 - 400 });
    expect(await there.refused('sale.addReturnAll', all(code, id('more')))).toMatchObject({
      code: 'return.nothingLeft',
    });
    expect(verify(there.folder)).toMatchObject({ code: 0 });
  });

  test('one that says anything else than the books is forged, whoever signed it', async () => {
    const good = read(there, await sellThere());
    expect(await there.do('return.find', { text: await signedBy(there, good) })).toMatchObject({
      sold: 2262,
    });
    const [first, ...rest] = good.lines ?? [];
    if (first === undefined) throw new Error('no lines');
    const changes: Partial<ReceiptCode>[] = [
      { lines: [{ ...first, quantity: 4000 as never }, ...rest] },
      { lines: [{ ...first, total: 700 as never, net: (first.net + 100) as never }, ...rest] },
      { total: 2263 as never },
      { receiptNumber: '2-000002' },
      { tenders: [{ kind: 'cash', amount: 3000 as never }] },
      { lines: null, linesDigest: '0'.repeat(64) },
    ];
    for (const change of changes) {
      const text = await signedBy(there, { ...good, ...change });
      expect(await there.refused('return.find', { text }), JSON.stringify(change)).toEqual({
        code: 'receiptCode.forged',
        details: {},
      });
    }
  });
});

describe('is refused', () => {
  test('with a digit changed, cut off, or signed by nobody', async () => {
    const code = await sellThere();
    for (const at of [5, 40, 200, code.length - 1]) {
      const edited = code.slice(0, at) + String((Number(code[at]) + 1) % 10) + code.slice(at + 1);
      const { code: refusal } = await here.refused('return.find', { text: edited });
      expect(refusal, String(at)).toMatch(/^receiptCode\.(?:forged|unreadable|unknownRegister)$/);
      expect((await here.refused('sale.addReturnAll', all(edited))).code).toBe(refusal);
    }
    expect(await here.refused('return.find', { text: code.slice(0, -9) })).toMatchObject({
      code: 'receiptCode.unreadable',
    });
    const unsigned = seal('receipt', receiptCodeBytes(read(here, code)), new Uint8Array(64));
    expect(await here.refused('return.find', { text: unsigned })).toMatchObject({
      code: 'receiptCode.forged',
    });
    expect(await here.do('sale.current', {})).toEqual({ current: null });
  });

  test('from a till that nobody said may be believed', async () => {
    const stranger = await secondTill({ number: 3 });
    open.push(stranger);
    const { sale } = await stranger.sell('tea', [TEA]);
    const code = await codeOf(stranger, sale.saleId);
    expect(await here.refused('sale.addReturnAll', all(code, back, 'tea'))).toEqual({
      code: 'receiptCode.unknownRegister',
      details: { register: 'R3' },
    });
  });

  test('for another sale than the one that is named, and without a code', async () => {
    const code = await sellThere();
    await sellThere('other');
    const unknown = { code: 'return.unknownReceipt', details: { text: id('other') } };
    expect(await here.refused('sale.addReturnAll', all(code, back, 'other'))).toEqual(unknown);
    expect(await here.refused('sale.addReturnAll', { ...all(code, back, 'other'), code: undefined })).toEqual(
      unknown,
    );
  });

  test('where a trusted key signed figures that do not add up', async () => {
    const good = read(here, await sellThere());
    const [first, ...rest] = good.lines ?? [];
    if (first === undefined) throw new Error('no lines');
    for (const change of [
      { lines: [{ ...first, total: 500 as never }, ...rest] },
      { lines: [{ ...first, total: -600 as never, net: (first.net - 1200) as never }, ...rest] },
      { lines: rest, lineCount: 2 },
      { tenders: [{ kind: 'cash', amount: 9000 as never }] },
    ] as Partial<ReceiptCode>[]) {
      const text = await signedBy(there, { ...good, ...change });
      expect(await here.refused('return.find', { text }), JSON.stringify(change)).toMatchObject({
        code: 'receiptCode.forged',
      });
    }
  });
});
