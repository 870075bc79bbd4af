// Approvals: somebody who may lets a cashier do one thing, once. What an approval is good for, and everything that it is no
// good for.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CommandName } from '#contract/commands.ts';
import type { CommandId, LineId, SaleId } from '#contract/ids.ts';
import { journalOf, kindsOf } from '#test/support/books.ts';
import { id, openShop, people } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

let shop: Shop;
const saleId = id<SaleId>('the sale');
const WATER = '6901234567892';
const reason = 'near its date';
const MANAGER = { badge: 'CF-STAFF-CHEN-3333' };
const SUPERVISOR = { badge: 'CF-STAFF-WANG-2222' };
const CASHIER = { badge: 'CF-STAFF-LINA-1111' };

let lineId: LineId;
/** ¥1 off ¥2: five times what a cashier may. */
const half = (commandId: CommandId = id('half')) => ({
  commandId,
  saleId,
  lineId,
  discount: { kind: 'percent', ppm: 500_000 },
  reason,
});
const action = (args: object = half(), name: CommandName = 'sale.discountLine') => ({ name, args });
const approve = (by: object = MANAGER, what: object = action()) =>
  shop.do('session.approveWithBadge', { action: what, ...by });
const denied = (by: object, what: object = action()) =>
  shop.refused('session.approveWithBadge', { action: what, ...by });
const discount = (approval?: string, args: object = half()) =>
  shop.ask('sale.discountLine', { ...args, ...(approval === undefined ? {} : { approval }) });
const needed = { ok: false, refusal: { code: 'approval.needed' } };
const given = () => journalOf(shop.folder).filter(({ header }) => header.kind === 'line.discounted');

beforeEach(async () => {
  shop = await openShop({ as: 'cashier' });
  await shop.openShift();
  lineId = (await shop.scan(saleId, WATER)).lines[0]?.lineId as LineId;
});
afterEach(() => shop.close());

test('what goes too far is done once somebody has approved it; both are on the row, the cashier stays signed in', async () => {
  expect(await discount()).toMatchObject({
    refusal: {
      code: 'approval.needed',
      details: { limit: 100_000, asked: 500_000, approvers: [people.manager.staffId] },
    },
  });
  const before = kindsOf(shop.folder);
  const { approvalId, approver } = await approve();
  expect(approver).toEqual({ staffId: people.manager.staffId, name: expect.stringContaining('Chen Jing') });
  // Nothing has been done yet, and nobody has come or gone.
  expect(kindsOf(shop.folder)).toEqual(before);
  expect((await shop.do('app.describe', {})).session?.staffId).toBe(people.cashier.staffId);
  expect((await shop.do('sale.current', {})).current?.sale.total).toBe(200);
  expect(await discount(approvalId)).toMatchObject({ ok: true, result: { sale: { total: 100 } } });
  expect(given().map(({ header }) => [header.actor, header.approver])).toEqual([
    [people.cashier.staffId, people.manager.staffId],
  ]);
  // What the cashier does next is the cashier's alone.
  await shop.do('sale.discountLine', { saleId, lineId, discount: null, reason });
  expect(given().map(({ header }) => header.approver)).toEqual([people.manager.staffId, null]);
});

test('a PIN proves as well as a badge, and a wrong one is counted as at the unlock screen', async () => {
  const { staffId, pin } = people.manager;
  const byPin = (typed: string) => ({ action: action(), staffId, pin: typed });
  expect(await shop.refused('session.approve', byPin('0000'))).toEqual({
    code: 'session.wrongPin',
    details: { triesLeft: 4 },
  });
  const { approvalId } = await shop.do('session.approve', byPin(pin));
  // The right one has forgiven it, although nobody has signed in.
  expect(await shop.refused('session.approve', byPin('0000'))).toMatchObject({ details: { triesLeft: 4 } });
  expect(await discount(approvalId)).toMatchObject({ ok: true });
});

test('a right PIN for what cannot be done counts against nobody', async () => {
  const { staffId, pin } = people.supervisor;
  for (let i = 0; i < 6; i += 1) {
    expect(await shop.refused('session.approve', { action: action(), staffId, pin })).toMatchObject({
      code: 'approval.notEnough',
      details: { limit: 300_000 },
    });
  }
});

test('five wrong PINs lock the person, here and at the unlock screen, and the lock is on record', async () => {
  const { staffId } = people.manager;
  for (let i = 0; i < 5; i += 1) {
    await shop.refused('session.approve', { action: action(), staffId, pin: '0000' });
  }
  for (const name of ['session.approve', 'session.signIn'] as const) {
    const what = name === 'session.approve' ? { action: action() } : {};
    expect(await shop.refused(name, { ...what, staffId, pin: people.manager.pin })).toMatchObject({
      code: 'session.locked',
    });
  }
  expect(kindsOf(shop.folder)).toContain('session.locked');
});

test('nobody approves what they do themselves, and a badge of nobody proves nothing', async () => {
  expect(await denied(CASHIER)).toEqual({ code: 'approval.bySelf', details: {} });
  expect(await denied({ badge: 'CF-STAFF-NOBODY-0' })).toMatchObject({ code: 'session.unknownBadge' });
  // An article that is drawn across the scanner is no guess at a badge.
  for (let i = 0; i < 6; i += 1)
    expect(await denied({ badge: WATER })).toMatchObject({ code: 'session.unknownBadge' });
  expect(await denied(SUPERVISOR)).toMatchObject({ code: 'approval.notEnough' });
});

test('for another command, other arguments or another id it is worth nothing', async () => {
  const { approvalId } = await approve();
  const others = [
    half(id('another')),
    { ...half(), discount: { kind: 'percent', ppm: 500_001 } },
    { ...half(), discount: { kind: 'amount', amount: 100, per: 'line' } },
    { ...half(), reason: 'another' },
  ];
  for (const args of others) expect(await discount(approvalId, args)).toMatchObject(needed);
  const { commandId, saleId: sale } = half();
  const order = { commandId, saleId: sale, discount: half().discount, reason, approval: approvalId };
  expect(await shop.ask('sale.discountOrder', order)).toMatchObject(needed);
  const price = { commandId, saleId: sale, lineId, priceMicros: 1_000_000, reason, approval: approvalId };
  expect(await shop.ask('sale.overridePrice', price)).toMatchObject(needed);
  // None of that has used it up.
  expect(await discount(approvalId)).toMatchObject({ ok: true });
});

test('it is used up by what it was given for; that is answered again by its id, with it and without', async () => {
  const { approvalId } = await approve();
  const first = await discount(approvalId);
  expect(await discount(approvalId)).toEqual(first);
  expect(await discount()).toEqual(first);
  expect(await discount(approvalId, half(id('second')))).toMatchObject(needed);
  // Taken off and wanted again: that is another action.
  await shop.do('sale.discountLine', { saleId, lineId, discount: null, reason });
  expect(await discount(approvalId, half(id('third')))).toMatchObject(needed);
  expect(await denied(MANAGER)).toMatchObject({ code: 'command.done' });
  expect(given()).toHaveLength(2);
});

test('it is good for two minutes by the clock that cannot be set', async () => {
  const late = await approve();
  shop.clock.pass(120_000);
  expect(await discount(late.approvalId)).toMatchObject(needed);
  const inTime = await approve();
  shop.clock.at = new Date('2020-01-01T00:00:00.000Z');
  shop.clock.monoMs += 119_999;
  expect(await discount(inTime.approvalId)).toMatchObject({ ok: true });
});

test('it ends with the session, and with the till', async () => {
  const before = await approve();
  await shop.do('session.signOut', {});
  shop.clock.pass(1000);
  await shop.do('session.signInWithBadge', CASHIER);
  expect(await discount(before.approvalId)).toMatchObject(needed);
  const { approvalId } = await approve();
  await shop.restart();
  expect(await discount(approvalId)).toMatchObject(needed);
});

test('nobody approves at a locked till, or for a till that may not do it', async () => {
  await shop.do('session.signOut', {});
  expect(await denied(MANAGER)).toEqual({ code: 'session.none', details: {} });
});

test('what cannot be approved says so, and what would be refused is refused to whoever approves', async () => {
  expect(await denied(MANAGER, action({ commandId: id('x') }, 'register.close'))).toEqual({
    code: 'approval.notForThis',
    details: { name: 'register.close' },
  });
  expect(await denied(MANAGER, { name: 'constructor', args: {} })).toMatchObject({
    code: 'approval.notForThis',
  });
  expect(await denied(MANAGER, action({ ...half(), discount: 'all of it' }))).toMatchObject({
    code: 'command.invalid',
  });
  expect(await denied(MANAGER, action({ ...half(), lineId: id('no line') }))).toMatchObject({
    code: 'sale.lineUnknown',
  });
});

test('refused for another reason meanwhile, it may be sent again under the same approval', async () => {
  const { approvalId } = await approve();
  const { sale } = await shop.do('tender.cash', { saleId, amount: 100 });
  expect(await discount(approvalId)).toMatchObject({ refusal: { code: 'sale.hasTenders' } });
  await shop.do('tender.remove', { saleId, tenderId: sale.tenders[0]?.tenderId });
  expect(await discount(approvalId)).toMatchObject({ ok: true });
});

test('a price that a cashier may not set at all, approved', async () => {
  const args = { commandId: id('price'), saleId, lineId, priceMicros: 500_000, reason };
  expect(await shop.refused('sale.overridePrice', args)).toMatchObject({
    code: 'approval.needed',
    details: { approvers: [people.manager.staffId] },
  });
  const { approvalId } = await approve(MANAGER, action(args, 'sale.overridePrice'));
  const { lines } = await shop.do('sale.overridePrice', { ...args, approval: approvalId });
  expect(lines[0]).toMatchObject({ priceMicros: 500_000, amount: 50 });
  const row = journalOf(shop.folder).find(({ header }) => header.kind === 'line.repriced');
  expect([row?.header.actor, row?.header.approver]).toEqual(['li-na', 'chen-jing']);
});

test('money taken off under an approval holds for that share, whatever whoever approved may give', async () => {
  const args = { ...half(), discount: { kind: 'amount', amount: 100, per: 'line' } };
  await shop.scan(saleId, WATER);
  const { approvalId } = await approve(MANAGER, action(args));
  expect(await discount(approvalId, args)).toMatchObject({ ok: true, result: { sale: { total: 300 } } });
  await shop.do('sale.setQuantity', { saleId, lineId, quantity: 1000 });
  expect(await shop.refused('tender.cash', { saleId, amount: 100 })).toMatchObject({
    code: 'discount.outgrown',
  });
});
