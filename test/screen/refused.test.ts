// What was typed or said survives a no, and an answer that comes late does nothing where the cashier has gone on: the
// verbs without a page.
import { beforeEach, expect, test } from 'vitest';
import type { Money, Price } from '#contract/money.ts';
import type { LineId } from '#contract/ids.ts';
import type { Item } from '#contract/catalog.ts';
import type { StaffCard } from '#contract/staff.ts';
import { emptyEntry } from '#screen/entry.ts';
import type { Panel } from '#screen/state/model.ts';
import { leaveSale } from '#screen/state/till.ts';
import { giveWeight } from '#screen/verbs/basket.ts';
import { moveCash } from '#screen/verbs/drawer.ts';
import { takeQuantity } from '#screen/verbs/entry.ts';
import { openHelp } from '#screen/verbs/help.ts';
import { parkOrList } from '#screen/verbs/parked.ts';
import { givePrice } from '#screen/verbs/price.ts';
import { addChosen, findFor, startArranging } from '#screen/verbs/quick.ts';
import { takeScan } from '#screen/verbs/scan.ts';
import { leaveBadges, takeBadge } from '#screen/verbs/settings.ts';
import { openDrawer } from '#screen/verbs/shift.ts';
import { openResolve, resolveChosen } from '#screen/verbs/unresolved.ts';
import { searchFor } from '#screen/verbs/articles.ts';
import { answeringTill, changeOf, lineOf, saleOf, scanOf, settled } from '#test/support/answering-till.ts';
import type { Answers } from '#test/support/answering-till.ts';

const A = '6901234567892';
const no = () => ({ refusal: { code: 'sale.notOpen' as const, details: { state: 'parked' } } });
const found = (sku: string) => ({ sku, names: { en: sku, zh: sku } }) as Item;

let counter: ReturnType<typeof answeringTill>;
const state = () => counter.till.store.getState();

function begin(answers: Answers, panel: Panel | null = null): void {
  counter = answeringTill(answers);
  counter.till.store.setState({ sale: saleOf(1, [lineOf('a', 1)]), panel });
}

beforeEach(() => begin({}));

const reasoned = { reason: 'Because', isTyped: true } as const;

test('a price that was refused is asked for again, with its reason', async () => {
  const panel = { name: 'price', lineId: 'a' as LineId, priceMicros: 5 as Price, ...reasoned } as const;
  begin({ 'sale.overridePrice': no }, panel);
  const work = givePrice(counter.till);
  expect(state().panel).toBeNull();
  await work;
  expect(state().panel).toEqual(panel);
  expect(state().notice).toMatchObject({ kind: 'refusal' });
});

test('cash that was not moved keeps its amount and reason; a drawer that stayed shut its reason', async () => {
  const move = { name: 'cashReason', move: 'paidIn', amount: 5 as Money, ...reasoned } as const;
  begin({ 'cash.move': no, 'drawer.noSale': no }, move);
  await moveCash(counter.till);
  expect(state().panel).toEqual(move);
  const noSale = { name: 'noSale', ...reasoned } as const;
  counter.till.store.setState({ panel: noSale });
  await openDrawer(counter.till);
  expect(state().panel).toEqual(noSale);
});

test('a no lays nothing over what was begun meanwhile', async () => {
  begin({ 'drawer.noSale': no }, { name: 'noSale', ...reasoned });
  const work = openDrawer(counter.till);
  counter.till.store.setState({ panel: { name: 'menu' } });
  await work;
  expect(state().panel).toEqual({ name: 'menu' });
});

test('a weight that was refused stands there again', async () => {
  begin({ 'sale.addItem': () => ({ refusal: { code: 'sale.empty', details: {} } }) });
  const panel = { name: 'weight', article: { by: 'sku', sku: 'a' }, item: null } as const;
  counter.till.store.setState({ panel, entry: { ...emptyEntry, text: '1.5' } });
  await giveWeight(counter.till);
  expect(state()).toMatchObject({ panel, entry: { text: '1.5' } });
});

test('a weight is not asked for over what was begun since the scan', async () => {
  begin({ 'sale.scan': () => ({ refusal: { code: 'sale.weightNeeded', details: { sku: 'a' } } }) });
  takeScan(counter.till, A, 1000);
  counter.till.store.setState({ place: { name: 'tender', options: null, quote: null } });
  await settled();
  expect(state().panel).toBeNull();
  expect(state().notice).toMatchObject({ kind: 'said', isNo: true });
});

test('a scan while help is read over unsaved work throws none of it away', async () => {
  const work = { name: 'newArticle', lineId: 'u', code: A, called: 'Tea', price: '', like: null } as const;
  begin({}, { ...work, lineId: 'u' as LineId });
  openHelp(counter.till);
  takeScan(counter.till, A, 1000);
  await settled();
  expect(state().panel).toMatchObject(work);
  expect(counter.asked('sale.scan')).toEqual([]);
});

test('a scan while the change is shown adds nothing under a panel that holds work', async () => {
  begin({}, { name: 'settings' });
  counter.till.store.setState({ place: { name: 'parked', parked: [], chosen: 0 } });
  takeScan(counter.till, A, 1000);
  await settled();
  expect(counter.asked('sale.scan')).toEqual([]);
  counter.till.store.setState({ panel: { name: 'menu' } });
  takeScan(counter.till, A, 2000);
  expect(state()).toMatchObject({ panel: null, place: { name: 'sell' } });
  expect(counter.asked('sale.scan')).toHaveLength(1);
});

test('a sale that goes elsewhere takes its panel and its tender screen with it', () => {
  begin({}, { name: 'voidSale' });
  counter.till.store.setState({ place: { name: 'tender', options: null, quote: null } });
  leaveSale(counter.till);
  expect(state()).toMatchObject({ panel: null, place: { name: 'sell' } });
  counter.till.store.setState({
    panel: { name: 'settings' },
    place: { name: 'xReport', report: {} as never },
  });
  leaveSale(counter.till);
  expect(state()).toMatchObject({ panel: { name: 'settings' }, place: { name: 'xReport' } });
});

test('the list of parked sales does not come over a sale that was begun meanwhile', async () => {
  begin({
    'sale.parked': () => ({ parked: [] }),
    'sale.scan': () => changeOf(1, [lineOf('b', 1)]),
  });
  counter.till.store.setState({ sale: null });
  const work = parkOrList(counter.till);
  counter.till.store.setState({ sale: saleOf(1, [lineOf('b', 1)]) });
  await work;
  expect(state().place.name).toBe('sell');
});

test('badges that were left stay left when the answer comes', async () => {
  const card = { staffId: 's', name: 'Ada', hasBadge: true } as unknown as StaffCard;
  begin(
    { 'staff.setBadge': () => ({}), 'app.describe': no },
    {
      name: 'badges',
      chosen: null,
      isWaiting: false,
    },
  );
  counter.till.store.setState(({ about }) => ({ about: about && { ...about, staff: [card] } }));
  const work = takeBadge(counter.till);
  leaveBadges(counter.till);
  await work;
  expect(state().panel).toEqual({ name: 'settings' });
});

test('Enter before the answer means the article that the last letter finds', async () => {
  begin({
    'catalog.search': ({ text }) => ({ items: text === '' ? [found('all')] : [found(text)] }),
    'sale.resolve': () => changeOf(2, [lineOf('a', 1)]),
  });
  openResolve(counter.till, scanOf('u', 2, A));
  await settled();
  void searchFor(counter.till, 'tea');
  await resolveChosen(counter.till);
  expect(counter.asked('sale.resolve').map(({ sku }) => sku)).toEqual(['tea']);
});

test('the same while the quick keys are arranged', async () => {
  begin({ 'catalog.search': ({ text }) => ({ items: [found(text)] }) });
  const page = { id: 'p', names: { en: 'P', zh: 'P' }, keys: [] };
  counter.till.store.setState({ quickPages: [page] });
  startArranging(counter.till);
  await findFor(counter.till, 'te');
  void findFor(counter.till, 'tea');
  await addChosen(counter.till);
  expect(state().panel).toMatchObject({
    arranging: { pages: [{ keys: [{ item: { sku: 'tea' } }] }] },
  });
});

test('a quantity that cannot be one is a no, and stays to be put right', () => {
  counter.till.store.setState({ entry: { ...emptyEntry, text: '0' } });
  takeQuantity(counter.till);
  expect(state()).toMatchObject({ entry: { text: '0' }, notice: { isNo: true } });
});
