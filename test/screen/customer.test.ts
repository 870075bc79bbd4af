// Who buys, without a page: a fast typist means the newest answer, a card in the panel is no article, and a scan that is no
// article is neither repeated nor unknown.
import { beforeEach, expect, test } from 'vitest';
import type { Customer } from '#contract/customer.ts';
import { wordsFor } from '#contract/words/index.ts';
import { noticeWords } from '#screen/components/NoticeBar.tsx';
import { findCustomers, openCustomer, pickCustomer, takeCustomerOff } from '#screen/verbs/customer.ts';
import { parkOrList } from '#screen/verbs/parked.ts';
import { takeScan } from '#screen/verbs/scan.ts';
import { answeringTill, changeOf, lineOf, saleOf, settled } from '#test/support/answering-till.ts';
import type { Answers } from '#test/support/answering-till.ts';

const ada = { customerId: 'ada', name: 'Ada Lovelace', cardCode: 'CARD-0001' } as Customer;
const bob = { customerId: 'bob', name: 'Bob', cardCode: null } as Customer;

let counter: ReturnType<typeof answeringTill>;
const state = () => counter.till.store.getState();
const said = () => {
  const { notice } = state();
  return notice === null ? '' : noticeWords(wordsFor('en'), notice);
};

function begin(answers: Answers = {}): void {
  counter = answeringTill({
    'customer.groups': () => ({ groups: [] }),
    'customer.find': ({ text }) => ({
      customers: [ada, bob].filter(({ name, cardCode }) => name.startsWith(text) || cardCode === text),
    }),
    'sale.setCustomer': () => changeOf(2, []),
    ...answers,
  });
  counter.till.store.setState({ sale: saleOf(1, [lineOf('x', 1)]) });
}

beforeEach(() => begin());

test('Enter before the till has answered for the last letter waits for it', async () => {
  openCustomer(counter.till);
  void findCustomers(counter.till, 'B');
  await pickCustomer(counter.till);
  expect(counter.asked('sale.setCustomer')).toMatchObject([{ customerId: 'bob', saleId: 's' }]);
  expect(state().panel).toBeNull();
  expect(said()).toContain('Bob buys');
});

test('Enter with nobody found says so and stays', async () => {
  openCustomer(counter.till);
  await findCustomers(counter.till, 'Zoe');
  await pickCustomer(counter.till);
  expect(counter.asked('sale.setCustomer')).toEqual([]);
  expect(state().panel?.name).toBe('customer');
  expect(said()).toContain('Nobody is called so');
});

test('a refusal leaves the panel as it was', async () => {
  begin({ 'sale.setCustomer': () => ({ refusal: { code: 'sale.hasTenders', details: {} } }) });
  openCustomer(counter.till);
  await findCustomers(counter.till, 'Ada');
  await pickCustomer(counter.till);
  expect(state().panel).toMatchObject({ name: 'customer', text: 'Ada' });
});

test('a card in the panel is its owner; an article is added; neither is said', async () => {
  begin({
    'catalog.lookUp': ({ code }) =>
      code === '42'
        ? ({ item: { sku: '42' } } as never)
        : { refusal: { code: 'catalog.unknownCode', details: { code } } },
    'sale.scan': () => changeOf(2, [lineOf('y', 2)]),
  });
  openCustomer(counter.till);
  takeScan(counter.till, 'NOBODY', 1_000);
  await settled();
  expect(said()).toContain('Nobody has the card “NOBODY”');
  expect(state().panel?.name).toBe('customer');
  takeScan(counter.till, '42', 2_000);
  await settled();
  expect(counter.asked('sale.scan')).toMatchObject([{ code: '42' }]);
  expect(state().panel).toBeNull();
  openCustomer(counter.till);
  takeScan(counter.till, ' CARD-0001', 3_000);
  await settled();
  expect(counter.asked('sale.setCustomer')).toMatchObject([{ customerId: 'ada' }]);
});

test('a card at the counter is no unknown code, and Insert repeats the article before it', async () => {
  const bought = { ...changeOf(2, []), brought: 'customer' as const };
  const customer = {
    customerId: 'ada',
    name: 'Ada Lovelace',
    group: null,
    isTaxExempt: false,
    destination: null,
  };
  begin({ 'sale.scan': () => ({ ...bought, sale: { ...bought.sale, customer } }) });
  const added = 'x' as NonNullable<ReturnType<typeof state>['added']>;
  counter.till.store.setState({ added });
  takeScan(counter.till, 'CARD-0001', 1_000);
  await settled();
  expect(said()).toBe('Ada L. buys. Prices and taxes follow.');
  expect(state().added).toBe('x');
});

test('nobody is taken off where nobody buys; a sale with nothing in it is not parked', async () => {
  openCustomer(counter.till);
  await takeCustomerOff(counter.till);
  expect(counter.asked('sale.setCustomer')).toEqual([]);
  counter.till.store.setState({ panel: null, sale: saleOf(1, []) });
  await parkOrList(counter.till);
  expect(counter.asked('sale.park')).toEqual([]);
  expect(counter.asked('sale.parked')).toEqual([]);
  expect(said()).toContain('nothing in it yet');
});
