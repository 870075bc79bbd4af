// Giving badges and taking them away: one for a person, nobody else's, no article's, and its code kept nowhere.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { SaleId } from '#contract/ids.ts';
import { bodyOf } from '#store/journal.ts';
import { journalOf, newFolder, openToLook } from '#test/support/books.ts';
import { barcode } from '#test/support/catalogue.ts';
import { id, openShop } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

let shop: Shop;
afterEach(() => shop.close());

const LI_NA = 'CF-STAFF-LINA-1111';
const WANG_WEI = 'CF-STAFF-WANG-2222';
const CARD = 'LIBRARY-CARD-77120';

const cards = async () =>
  Object.fromEntries((await shop.do('app.describe', {})).staff.map((card) => [card.staffId, card]));
const badgesSet = () => journalOf(shop.folder).filter(({ header }) => header.kind === 'staff.badgeSet');

async function opens(badge: string): Promise<string | null> {
  const outcome = await shop.ask('session.signInWithBadge', { commandId: id(badge), badge });
  if (!outcome.ok) return null;
  return (outcome.result as { staffId: string }).staffId;
}

test('everybody in the demonstration shop has a badge that is shown', async () => {
  shop = await openShop({ as: null });
  const { 'li-na': liNa, 'wang-wei': wangWei } = await cards();
  expect(liNa).toMatchObject({ hasBadge: true, demoBadge: LI_NA });
  expect(wangWei).toMatchObject({ hasBadge: true, demoBadge: WANG_WEI });
});

test('a new badge takes the place of the one before, and is journaled without its code', async () => {
  shop = await openShop();
  await shop.do('staff.setBadge', { staffId: 'li-na', badge: CARD });
  expect((await cards())['li-na']).toMatchObject({ hasBadge: true, demoBadge: CARD });
  expect(badgesSet().map((row) => bodyOf(row))).toEqual([
    { hasBadge: true, name: '李娜 Li Na', postings: [], staffId: 'li-na' },
  ]);
  await shop.restart();
  expect([await opens(LI_NA), await opens(CARD), await opens(WANG_WEI)]).toEqual([null, 'li-na', 'wang-wei']);
});

test('a badge that is taken away opens nothing, and can be given to somebody else', async () => {
  shop = await openShop();
  await shop.do('staff.setBadge', { staffId: 'li-na', badge: null });
  expect((await cards())['li-na']).toMatchObject({ hasBadge: false, demoBadge: null });
  await shop.do('staff.setBadge', { staffId: 'chen-jing', badge: LI_NA });
  expect(badgesSet().map((row) => bodyOf<'staff.badgeSet'>(row).hasBadge)).toEqual([false, true]);
  expect(await opens(LI_NA)).toBe('chen-jing');
});

test('what may not be a badge is refused by its name', async () => {
  shop = await openShop();
  const refused = async (staffId: string, badge: string) =>
    (await shop.refused('staff.setBadge', { staffId, badge })).code;
  expect(await refused('li-na', WANG_WEI)).toBe('staff.badgeTaken');
  expect(await refused('li-na', barcode('Cola 330 ml Can'))).toBe('staff.badgeIsArticle');
  // The same article's number with a zero before it.
  expect(await refused('li-na', `0${barcode('Cola 330 ml Can')}`)).toBe('staff.badgeIsArticle');
  expect(await refused('nobody', CARD)).toBe('session.unknownStaff');
  expect(await refused('li-na', 'short')).toBe('command.invalid');
  expect(await refused('li-na', 'with a space in it')).toBe('command.invalid');
  expect(badgesSet()).toEqual([]);
  expect((await cards())['li-na']).toMatchObject({ demoBadge: LI_NA });
});

test('a card that was scanned as goods is no badge: its code stands in the basket or in the journal', async () => {
  shop = await openShop();
  await shop.openShift();
  const keep = (saleId: SaleId, code: string) => shop.do('sale.scan', { saleId, code, keepsUnknown: true });
  const refused = async (badge: string) =>
    (await shop.refused('staff.setBadge', { staffId: 'li-na', badge })).code;
  const [first, second] = [id<SaleId>('first'), id<SaleId>('second')];
  const quoted = 'CARD"77\\120';
  await keep(first, CARD);
  const { unresolved } = await keep(first, quoted);
  expect([await refused(CARD), await refused(quoted)]).toEqual(Array(2).fill('staff.badgeScanned'));
  await shop.do('sale.dropUnresolved', { saleId: first, lineId: unresolved[1]?.lineId });
  await shop.do('sale.void', { saleId: first });
  expect([await refused(CARD), await refused(quoted)]).toEqual(Array(2).fill('staff.badgeScanned'));
  await keep(second, `${CARD}0`);
  // Another card is one, though its code is the beginning of one that was scanned.
  await shop.do('staff.setBadge', { staffId: 'li-na', badge: CARD.slice(0, -1) });
  expect(await opens(CARD.slice(0, -1))).toBe('li-na');
});

test('one’s own badge may be given once more', async () => {
  shop = await openShop();
  await shop.do('staff.setBadge', { staffId: 'li-na', badge: LI_NA });
  expect(await opens(LI_NA)).toBe('li-na');
});

test('the same once more is done once, and something else under its id is refused', async () => {
  shop = await openShop();
  const command = { commandId: id('badge'), staffId: 'li-na', badge: CARD };
  await shop.do('staff.setBadge', command);
  await shop.do('staff.setBadge', command);
  expect(badgesSet()).toHaveLength(1);
  for (const other of [{ staffId: 'chen-jing' }, { badge: null }]) {
    expect(await shop.refused('staff.setBadge', { ...command, ...other })).toMatchObject({
      code: 'command.conflict',
    });
  }
});

test.for(['cashier', 'supervisor'] as const)('a %s gives no badges', async (as) => {
  shop = await openShop({ as });
  expect(await shop.refused('staff.setBadge', { staffId: 'li-na', badge: CARD })).toEqual({
    code: 'session.notAllowed',
    details: { permission: 'staff.edit' },
  });
});

const register = {
  storeName: 'Corner Shop',
  number: 7,
  currency: 'CNY',
  timeZone: 'Asia/Shanghai',
  dayStartsAt: 5,
  rounding: 'half-up',
  taxRounding: 'line',
  cashRounding: null,
  receiptLanguage: 'zh',
  isDemo: false,
};
const boss = { staffId: 'boss', name: 'Boss', role: 'manager', pin: '4444' };

/** Every byte that a till has written. */
function bytesOf(folder: string): string {
  const files = readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)));
  return files
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file, 'latin1'))
    .join('');
}

test('outside a demonstration a badge’s code is kept nowhere', async () => {
  shop = await openToLook(newFolder());
  await shop.do('register.setUp', { register, staff: [{ ...boss, badge: 'CF-BOSS-8151' }] });
  expect((await cards())['boss']).toMatchObject({ hasBadge: true, demoBadge: null });
  expect(await opens('CF-BOSS-8151')).toBe('boss');
  await shop.do('staff.setBadge', { staffId: 'boss', badge: CARD });
  expect([await opens('CF-BOSS-8151'), await opens(CARD)]).toEqual([null, 'boss']);
  const bytes = bytesOf(shop.folder);
  expect(bytes).toContain('staff.badgeSet');
  expect(bytes).not.toContain('CF-BOSS-8151');
  expect(bytes).not.toContain(CARD);
});

test('one badge for two people is refused, and nothing is set up', async () => {
  shop = await openToLook(newFolder());
  const staff = ['one', 'two'].map((staffId) => ({ ...boss, staffId, badge: CARD }));
  expect(await shop.refused('register.setUp', { register, staff })).toEqual({
    code: 'staff.badgeTaken',
    details: {},
  });
  expect(await shop.do('app.describe', {})).toMatchObject({ isSetUp: false, staff: [] });
});
