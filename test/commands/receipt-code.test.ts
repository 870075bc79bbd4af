// Codes on receipts and tills that believe each other, as a shell sees it: sold at one till, read at another, with nothing
// between them.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SaleId } from '#contract/ids.ts';
import type { Paper } from '#contract/receipt.ts';
import type { ReceiptCode } from '#contract/receipt-code.ts';
import { Refused } from '#contract/refusal.ts';
import type { Refusal } from '#contract/refusal.ts';
import { readReceiptCode } from '#commands/receipt-code.ts';
import { booksFolder } from '#store/books.ts';
import { bodyOf } from '#store/journal.ts';
import { openReadOnly } from '#store/open.ts';
import { insertTrusted } from '#store/trusted.ts';
import {
  BANANAS,
  copyOf,
  journalOf,
  newTill,
  openTill,
  PAPER,
  tamper,
  verify,
  WATER,
  withDatabase,
} from '#test/support/books.ts';
import { codeOf, codeOn, secondTill as newSecondTill } from '#test/support/second-till.ts';
import { id, openShop, people } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';
import { goOn } from '#test/support/unfit.ts';

let shop: Shop;
const open: Shop[] = [];
beforeEach(async () => {
  shop = await openShop();
  open.push(shop);
  await shop.openShift();
});
afterEach(async () => {
  for (const one of open.splice(0)) await one.core.close();
});

/** A second till, closed after the test. */
async function secondTill(changes: object = {}): Promise<Shop> {
  const till = await newSecondTill(changes);
  open.push(till);
  return till;
}

/** What a till makes of a code, by what its books say on the disk. */
function read(till: Shop, text: string): ReceiptCode | Refusal {
  const db = openReadOnly(booksFolder(till.folder));
  try {
    return readReceiptCode(db, text);
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  } finally {
    db.close();
  }
}

describe('the code on a receipt', () => {
  test('says what was charged, line by line, and what each tender kept', async () => {
    const saleId = id<SaleId>('sale');
    await shop.scan(saleId, WATER, WATER, PAPER);
    await shop.do('sale.scan', { saleId, code: BANANAS, quantity: 842 });
    const { lines } = await shop.do('sale.get', { saleId });
    await shop.do('sale.voidLine', { saleId, lineId: lines[1]?.lineId });
    await shop.do('tender.cash', { saleId, amount: 500 });
    await shop.do('tender.cash', { saleId, amount: 1_000 });
    const { sale, change } = await shop.do('sale.complete', { saleId });
    expect(change).toBeGreaterThan(0);
    const code = read(shop, await codeOf(shop, saleId)) as ReceiptCode;
    const sold = bodyOf<'sale.completed'>(journalOf(shop.folder).at(-1) ?? { body: Buffer.alloc(0) });
    const charged = sold.lines
      .filter((line) => !line.isVoided)
      .map((line) => {
        const { number, sku, unit, quantity, net, total, taxes } = line;
        return { number, sku, unit, quantity, net, total, taxes };
      });
    expect(charged.map(({ number }) => number)).toEqual([1, 3]);
    expect(code).toEqual({
      version: 1,
      registerId: 'R1',
      epoch: 1,
      receiptNumber: '1-000001',
      saleId,
      businessDate: sale.businessDate,
      completedAt: `${sale.completedAt?.slice(0, 16)}:00.000Z`,
      currency: 'CNY',
      total: sale.total,
      rounding: sale.rounding,
      tenders: [{ kind: 'cash', amount: 1_500 - change }],
      lineCount: 2,
      lines: charged,
      linesDigest: null,
    });
  });

  test('has its caption, and a copy carries the same one', async () => {
    const { sale } = await shop.sell('sale', [WATER]);
    const { paper } = await shop.do('receipt.show', { saleId: sale.saleId });
    expect(paper.blocks.at(-1)).toMatchObject({ kind: 'code', symbology: 'qr', caption: '退货凭此码' });
    await shop.do('receipt.reprint', { saleId: null });
    const papers = withDatabase(shop.folder, (db) =>
      db.prepare("SELECT paper FROM print_job WHERE kind <> 'z' ORDER BY id").pluck().all(),
    ) as string[];
    const codes = papers.map((one) => codeOn(JSON.parse(one) as Paper));
    expect(codes).toEqual([codeOn(paper), codeOn(paper)]);
  });

  test('is the same where the paper was lost and only the journal is left', async () => {
    const { sale } = await shop.sell('sale', [WATER, PAPER]);
    const before = await shop.do('receipt.show', { saleId: sale.saleId });
    withDatabase(shop.folder, (db) => db.exec('DELETE FROM print_job'));
    expect(await shop.do('receipt.show', { saleId: sale.saleId })).toEqual(before);
  });

  test('of a very long sale has no lines; the sale is completed all the same', async () => {
    const saleId = id<SaleId>('long');
    for (let i = 0; i < 130; i += 1) await shop.scan(saleId, i % 2 === 0 ? WATER : PAPER);
    const { due } = await shop.do('tender.options', { saleId });
    await shop.do('tender.cash', { saleId, amount: due });
    await shop.do('sale.complete', { saleId });
    expect(read(shop, await codeOf(shop, saleId))).toMatchObject({
      lines: null,
      lineCount: 130,
      total: due,
      linesDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test('that is none, edited or made up is refused, each by its name', async () => {
    const { sale } = await shop.sell('sale', [WATER]);
    const good = await codeOf(shop, sale.saleId);
    for (const text of [WATER, '', '7310100000', good.slice(0, -1), `9${good}`]) {
      expect(read(shop, text)).toEqual({ code: 'receiptCode.unreadable', details: {} });
    }
    // The last digits are the signature's.
    const edited = good.slice(0, -1) + String((Number(good.at(-1)) + 1) % 10);
    expect(read(shop, edited)).toMatchObject({ code: 'receiptCode.forged' });
  });
});

describe('another till', () => {
  test('is believed once a manager has brought its card, and only then', async () => {
    const other = await secondTill();
    const { sale } = await other.sell('tea', ['7']);
    const text = await codeOf(other, sale.saleId);
    expect(read(shop, text)).toEqual({ code: 'receiptCode.unknownRegister', details: { register: 'R2' } });
    const { text: card, card: shown } = await other.do('register.card', {});
    expect(shown).toMatchObject({ registerId: 'R2', epoch: 1, number: 2, storeName: '街角商店' });
    const trusted = await shop.do('register.trust', { card });
    expect(trusted).toMatchObject({ registerId: 'R2', number: 2, addedBy: '陈静 Chen Jing' });
    expect(await shop.do('register.trusted', {})).toEqual({ trusted: [trusted] });
    expect(journalOf(shop.folder).at(-1)?.header).toMatchObject({
      kind: 'register.trusted',
      actor: 'chen-jing',
    });
    const code = read(shop, text) as ReceiptCode;
    expect(code).toMatchObject({ saleId: sale.saleId, total: 990, lines: [{ sku: 'TEA', net: 876 }] });
    expect(code.lines?.[0]?.taxes).toEqual([{ names: { en: 'VAT', zh: '增值税' }, amount: 114 }]);
    // It goes one way: nobody brought ours there.
    const { sale: ours } = await shop.sell('water', [WATER]);
    expect(read(other, await codeOf(shop, ours.saleId))).toMatchObject({
      code: 'receiptCode.unknownRegister',
    });
    expect(verify(shop.folder)).toMatchObject({ code: 0 });
  });

  test('is refused with a card that is none, our own, known or of another currency', async () => {
    const other = await secondTill();
    const { text: card } = await other.do('register.card', {});
    const { text: own } = await shop.do('register.card', {});
    expect(
      await shop.refused('register.trust', { card: card.replace(/\d$/, (d) => String(9 - Number(d))) }),
    ).toEqual({
      code: 'registerCard.unreadable',
      details: {},
    });
    expect(await shop.refused('register.trust', { card: own })).toMatchObject({ code: 'registerCard.own' });
    await shop.do('register.trust', { card });
    expect(await shop.refused('register.trust', { card })).toEqual({
      code: 'registerCard.known',
      details: { number: 2 },
    });
    const abroad = await secondTill({ currency: 'JPY', number: 3 });
    const { text: foreign } = await abroad.do('register.card', {});
    expect(await shop.refused('register.trust', { card: foreign })).toEqual({
      code: 'registerCard.otherCurrency',
      details: { currency: 'JPY' },
    });
  });

  test('is believed on a manager’s word alone', async () => {
    const other = await secondTill();
    const { text: card } = await other.do('register.card', {});
    for (const who of [people.cashier, people.supervisor]) {
      await shop.do('session.signIn', who);
      expect(await shop.refused('register.trust', { card })).toMatchObject({ code: 'session.notAllowed' });
    }
    expect(await shop.do('register.trusted', {})).toEqual({ trusted: [] });
  });

  test('is believed no more once a manager has withdrawn that, whatever day its receipts name', async () => {
    const other = await secondTill();
    const { sale } = await other.sell('tea', ['7']);
    const text = await codeOf(other, sale.saleId);
    const { text: card, card: shown } = await other.do('register.card', {});
    const { publicKey } = shown;
    expect(await shop.refused('register.distrust', { publicKey })).toMatchObject({
      code: 'registerCard.notTrusted',
    });
    const trusted = await shop.do('register.trust', { card });
    for (const who of [people.cashier, people.supervisor]) {
      await shop.do('session.signIn', who);
      expect(await shop.refused('register.distrust', { publicKey })).toMatchObject({
        code: 'session.notAllowed',
      });
    }
    await shop.do('session.signIn', people.manager);
    const by = trusted.addedBy;
    const withdrawn = { ...trusted, withdrawn: { at: expect.any(String), by } };
    expect(await shop.do('register.distrust', { publicKey })).toEqual(withdrawn);
    expect(await shop.do('register.trusted', {})).toEqual({ trusted: [withdrawn] });
    expect(journalOf(shop.folder).at(-1)?.header).toMatchObject({ kind: 'register.distrusted' });
    // Printed before it as well as after it.
    const later = await codeOf(other, (await other.sell('later', ['7'])).sale.saleId);
    const refusal = { code: 'receiptCode.withdrawn', details: { number: 2, by } };
    for (const one of [text, later]) expect(read(shop, one)).toEqual(refusal);
    expect(await shop.refused('return.find', { text })).toEqual(refusal);
    const edited = text.slice(0, -1) + String((Number(text.at(-1)) + 1) % 10);
    expect(read(shop, edited)).toMatchObject({ code: 'receiptCode.forged' });
    expect(await shop.refused('register.distrust', { publicKey })).toMatchObject({
      code: 'registerCard.notTrusted',
    });
    expect(verify(shop.folder)).toMatchObject({ code: 0 });
    // A new word on the same key.
    expect(await shop.do('register.trust', { card })).not.toHaveProperty('withdrawn');
    expect(read(shop, text)).toMatchObject({ saleId: sale.saleId });
    expect(verify(shop.folder)).toMatchObject({ code: 0 });
  });

  test('in another currency is refused even where its key is known', async () => {
    const abroad = await secondTill({ currency: 'JPY', number: 3 });
    const { sale } = await abroad.sell('tea', ['7']);
    const text = await codeOf(abroad, sale.saleId);
    const { card } = await abroad.do('register.card', {});
    const copy = copyOf(shop.folder);
    withDatabase(copy, (db) =>
      insertTrusted(db, { ...card, addedAt: sale.openedAt, addedBy: 'somebody with SQL' }),
    );
    const till = await openTill(copy);
    open.push(till);
    expect(read(till, text)).toEqual({ code: 'receiptCode.otherCurrency', details: { currency: 'JPY' } });
  });
});

describe('what is believed', () => {
  test('comes from the journal alone: a row more, a row less or a changed one is found and named', async () => {
    const other = await secondTill();
    const third = await secondTill({ number: 3 });
    const { text: card } = await other.do('register.card', {});
    const { card: stray } = await third.do('register.card', {});
    const { addedAt, addedBy } = await shop.do('register.trust', { card });
    const problemAfter = (work: Parameters<typeof tamper>[1]) => {
      const folder = copyOf(shop.folder);
      tamper(folder, work);
      return verify(folder).words;
    };
    expect(problemAfter(() => undefined)).toMatch(/^VERIFIED/);
    const named = /NOT VERIFIED: table trusted_register (holds|lacks) /;
    expect(problemAfter((db) => insertTrusted(db, { ...stray, addedAt, addedBy }))).toMatch(named);
    expect(problemAfter((db) => db.exec('DELETE FROM trusted_register'))).toMatch(named);
    for (const change of [
      "register_id = 'R9'",
      'epoch = 2',
      "name = 'x'",
      'public_key = zeroblob(32)',
      "added_by = 'x'",
      "withdrawn_at = 'now', withdrawn_by = 'x'",
    ]) {
      expect(
        problemAfter((db) => db.exec(`UPDATE trusted_register SET ${change}`)),
        change,
      ).toMatch(named);
    }
  });

  test('goes along into new books, with the key of the old ones', async () => {
    const first = await newTill();
    await first.openShift();
    const other = await secondTill();
    await first.do('register.trust', { card: (await other.do('register.card', {})).text });
    const former = await secondTill({ number: 3 });
    const { text: formerCard, card: formerShown } = await former.do('register.card', {});
    await first.do('register.trust', { card: formerCard });
    await first.do('register.distrust', { publicKey: formerShown.publicKey });
    const ours = await codeOf(first, (await first.sell('water', [WATER])).sale.saleId);
    const theirs = await codeOf(other, (await other.sell('tea', ['7'])).sale.saleId);
    await first.core.close();
    const { folder } = first;
    rmSync(join(folder, 'keys', 'device.key'));
    const till = await goOn(folder, 'keyMissing', 'emergency');
    open.push(till);
    expect((await till.do('register.trusted', {})).trusted).toMatchObject([
      { registerId: 'R1', epoch: 1, number: 1 },
      { registerId: 'R2', epoch: 1, number: 2 },
      { registerId: 'R3', epoch: 1, number: 3, withdrawn: { by: '陈静 Chen Jing' } },
    ]);
    expect(read(till, ours)).toMatchObject({ epoch: 1, receiptNumber: '1-000001' });
    expect(read(till, theirs)).toMatchObject({ registerId: 'R2' });
    await till.openShift();
    const { sale } = await till.sell('after', [WATER]);
    expect(read(till, await codeOf(till, sale.saleId))).toMatchObject({
      epoch: 2,
      receiptNumber: '1E2-000001',
    });
    await till.core.close();
    expect(verify(folder)).toMatchObject({ code: 0 });
  });

  test('is there again where the books are built anew from their rows', async () => {
    const first = await newTill();
    const other = await secondTill();
    await first.do('register.trust', { card: (await other.do('register.card', {})).text });
    const before = await first.do('register.trusted', {});
    await first.core.close();
    const { folder } = first;
    tamper(folder, (db) => {
      db.exec('UPDATE journal SET total_minor = 1 WHERE seq = (SELECT max(seq) FROM journal)');
      db.exec('DELETE FROM trusted_register');
    });
    const till = await goOn(folder, 'journalBroken', 'rebuild');
    open.push(till);
    expect(before.trusted).toHaveLength(1);
    expect(await till.do('register.trusted', {})).toEqual(before);
  });
});
