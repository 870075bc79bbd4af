// Discounts and approvals at the counter without a page: what F4 means, how it is switched, what is sent, and where the
// cashier stands when somebody must approve and when nobody does.
import { beforeEach, expect, test } from 'vitest';
import { wordsFor } from '#contract/words/index.ts';
import type { DiscountQuote } from '#contract/discount.ts';
import type { LineId, StaffId } from '#contract/ids.ts';
import type { Approval } from '#contract/limits.ts';
import type { Refusal } from '#contract/refusal.ts';
import { noticeWords } from '#screen/components/NoticeBar.tsx';
import type { About } from '#screen/state/model.ts';
import { approverPicked, approveWithPin, leaveApproval, moveApprover } from '#screen/verbs/approve.ts';
import {
  giveDiscount,
  giveFor,
  openDiscount,
  retypeDiscount,
  setDiscountTarget,
  switchDiscountForm,
  takeDiscountAmount,
  takeDiscountOff,
} from '#screen/verbs/discount.ts';
import { typeReason } from '#screen/verbs/reason.ts';
import { askPrice, givePrice } from '#screen/verbs/price.ts';
import { pickReason } from '#screen/verbs/reason.ts';
import { takeScan } from '#screen/verbs/scan.ts';
import { answeringTill, changeOf, lineOf, saleOf, settled } from '#test/support/answering-till.ts';
import type { Answers } from '#test/support/answering-till.ts';

const quote: DiscountQuote = {
  before: 2000,
  off: 200,
  after: 1800,
  total: 1800,
  askedPpm: 100_000,
  limitPpm: 100_000,
  isWithin: true,
} as DiscountQuote;
const needed: Refusal = {
  code: 'approval.needed',
  details: {
    permission: 'sale.discount',
    limit: 100_000,
    asked: 150_000,
    approvers: ['wang-wei', 'chen-jing'] as StaffId[],
  },
};
const approval = {
  approvalId: 'an approval',
  approver: { staffId: 'chen-jing', name: 'Chen Jing' },
} as unknown as Approval;

let counter: ReturnType<typeof answeringTill>;
const state = () => counter.till.store.getState();
const said = () => {
  const { notice } = state();
  return notice === null ? '' : noticeWords(wordsFor('en'), notice);
};

function begin(answers: Answers = {}): void {
  const done = () => changeOf(2, []);
  counter = answeringTill({
    'sale.quoteDiscount': () => quote,
    'sale.discountLine': done,
    'sale.discountOrder': done,
    'sale.overridePrice': done,
    ...answers,
  });
  const whole = saleOf(1, [lineOf('x', 1), lineOf('y', 2)]);
  const staff = ['li-na', 'wang-wei', 'chen-jing'].map((staffId) => ({ staffId, name: staffId }));
  counter.till.store.setState({
    sale: { ...whole, sale: { ...whole.sale, currency: 'CNY', orderDiscount: null } },
    about: { ...state().about, staff } as unknown as About,
  });
}
const type = (text: string) => counter.till.store.setState({ entry: { text, quantity: null } });
const open = (text: string) => {
  type(text);
  openDiscount(counter.till);
};
const proposals = () => counter.asked('sale.quoteDiscount').map(({ proposal }) => proposal);

beforeEach(() => begin());

test('10 F4 is ten percent off the line that the keys mean, and is quoted before anything is given', async () => {
  open('10');
  await settled();
  expect(state().panel).toMatchObject({ name: 'discount', lineId: 'y', form: 'percent', typed: '10', quote });
  expect(state().entry.text).toBe('');
  expect(proposals()).toEqual([{ on: 'line', lineId: 'y', discount: { kind: 'percent', ppm: 100_000 } }]);
  expect(counter.asked('sale.discountLine')).toEqual([]);
});

test('with every line let go of it is off the whole sale, until the sale changes', () => {
  counter.till.store.setState({ unselectedAt: 1 });
  open('10');
  expect(state().panel).toMatchObject({ lineId: null });
  begin();
  counter.till.store.setState({ unselectedAt: 0 });
  open('10');
  expect(state().panel).toMatchObject({ lineId: 'y' });
  begin();
  counter.till.store.setState({ unselectedAt: 1, selected: 'x' as LineId });
  open('10');
  expect(state().panel).toMatchObject({ lineId: 'x' });
});

test('F4 again is money, then money off each; off the whole sale there is no each', async () => {
  open('5');
  switchDiscountForm(counter.till);
  switchDiscountForm(counter.till);
  await settled();
  setDiscountTarget(counter.till, true);
  await settled();
  switchDiscountForm(counter.till);
  await settled();
  expect(proposals()).toEqual([
    { on: 'line', lineId: 'y', discount: { kind: 'percent', ppm: 50_000 } },
    { on: 'line', lineId: 'y', discount: { kind: 'amount', amount: 500, per: 'line' } },
    { on: 'line', lineId: 'y', discount: { kind: 'amount', amount: 500, per: 'unit' } },
    { on: 'sale', discount: { kind: 'amount', amount: 500 } },
    { on: 'sale', discount: { kind: 'percent', ppm: 50_000 } },
  ]);
  setDiscountTarget(counter.till, false);
  expect(state().panel).toMatchObject({ lineId: 'y' });
});

test('what can be no percentage is money; what is neither is refused in words; nothing typed asks how much', () => {
  open('150');
  expect(state().panel).toMatchObject({ name: 'discount', form: 'money', typed: '150' });
  begin();
  for (const text of ['0', '.', '6901234567892']) {
    open(text);
    expect([state().panel, said()]).toEqual([null, expect.stringContaining('percentage up to 100')]);
  }
  open('');
  expect(state().panel).toMatchObject({ name: 'discountAmount', form: 'percent' });
  type('101');
  takeDiscountAmount(counter.till);
  expect(state().panel?.name).toBe('discountAmount');
  type('12.5');
  takeDiscountAmount(counter.till);
  expect(state().panel).toMatchObject({ name: 'discount', typed: '12.5' });
  retypeDiscount(counter.till);
  expect([state().panel?.name, state().entry.text]).toEqual(['discountAmount', '12.5']);
});

test('a form that what was typed does not fit asks for it anew', () => {
  open('12.345');
  expect(state().panel).toMatchObject({ name: 'discount', form: 'percent' });
  switchDiscountForm(counter.till);
  expect(state().panel).toMatchObject({ name: 'discountAmount', form: 'money' });
});

test('an answer to what is not asked any more is not shown', async () => {
  const quotes = [quote, { ...quote, after: 1500 }] as DiscountQuote[];
  begin({ 'sale.quoteDiscount': () => quotes.shift() ?? quote });
  open('10');
  switchDiscountForm(counter.till);
  await settled();
  expect(state().panel).toMatchObject({ form: 'money', quote: { after: 1500 } });
});

test('a reason by its digit gives at once; without one nothing is sent', async () => {
  open('10');
  await giveDiscount(counter.till);
  expect([counter.asked('sale.discountLine'), said()]).toEqual([[], expect.stringContaining('Say why')]);
  giveFor(counter.till, 1);
  await settled();
  expect(counter.asked('sale.discountLine')).toMatchObject([
    { lineId: 'y', discount: { kind: 'percent', ppm: 100_000 }, reason: 'Damaged' },
  ]);
  expect(state().panel).toBe(null);
});

test('Esc while it is given lets go of the line as it stands then; the next is off the whole sale', async () => {
  begin({
    'sale.discountLine': () => {
      counter.till.store.setState({ selected: null, unselectedAt: state().sale?.sale.version ?? null });
      return changeOf(2, []);
    },
  });
  open('10');
  giveFor(counter.till, 1);
  await settled();
  expect(state().sale?.sale.version).toBe(2);
  open('5');
  expect(state().panel).toMatchObject({ lineId: null, typed: '5' });
});

test('every line stays let go of where the till says no, and is not where it says yes', async () => {
  begin({ 'sale.discountOrder': () => ({ refusal: { code: 'discount.tooMuch', details: {} } }) });
  counter.till.store.setState({ unselectedAt: 1 });
  open('10');
  giveFor(counter.till, 1);
  await settled();
  expect(state().unselectedAt).toBe(1);
  begin();
  counter.till.store.setState({ unselectedAt: 1 });
  open('10');
  giveFor(counter.till, 1);
  await settled();
  open('5');
  expect(state().panel).toMatchObject({ lineId: 'y' });
});

test('a no leaves the panel with all that was said in it', async () => {
  begin({ 'sale.discountLine': () => ({ refusal: { code: 'discount.tooMuch', details: {} } }) });
  open('10');
  typeReason(counter.till, 'mouldy');
  const { panel } = state();
  await giveDiscount(counter.till);
  expect([state().panel, said()]).toEqual([panel, expect.stringContaining('more than what it would be')]);
});

test('what stands there is taken off with one key', async () => {
  open('10');
  await takeDiscountOff(counter.till);
  expect(counter.asked('sale.discountLine')).toMatchObject([{ lineId: 'y', discount: null }]);
  expect(said()).toContain('taken off');
});

/** The till wants an approval until one comes along. */
const unlessApproved = (refusal: Refusal = needed): Answers => ({
  'sale.discountLine': ({ approval: given }) => (given === undefined ? { refusal } : changeOf(2, [])),
  'session.approve': () => approval,
  'session.approveWithBadge': () => approval,
});

async function askTooMuch(answers: Answers = unlessApproved()): Promise<void> {
  begin(answers);
  open('15');
  await settled();
  giveFor(counter.till, 0);
  await settled();
}

test('beyond the limit somebody is asked to approve, and a badge does it', async () => {
  await askTooMuch();
  const { panel } = state();
  expect(panel?.name === 'approval' && [panel.title(wordsFor('en')), panel.figures]).toEqual([
    '15% off: y',
    '¥20.00 → ¥18.00',
  ]);
  takeScan(counter.till, 'CF-STAFF-CHEN-3333', 1000);
  // Read twice in one breath it is no article.
  takeScan(counter.till, 'CF-STAFF-CHEN-3333', 1050);
  await settled();
  takeScan(counter.till, 'CF-STAFF-CHEN-3333', 1100);
  await settled();
  const [first, second] = counter.asked('sale.discountLine');
  expect(second).toEqual({ ...first, approval: 'an approval' });
  expect(counter.asked('session.approveWithBadge')).toMatchObject([
    { badge: 'CF-STAFF-CHEN-3333', action: { name: 'sale.discountLine', args: first } },
  ]);
  expect(counter.asked('sale.scan')).toEqual([]);
  expect([state().panel, said()]).toEqual([null, 'Approved by Chen Jing.']);
});

test('only those who may are offered; the arrows pick one, and the PIN leaves the screen', async () => {
  await askTooMuch();
  expect(approverPicked(state())?.staffId).toBe('wang-wei');
  moveApprover(counter.till, 1);
  type('3333');
  await approveWithPin(counter.till);
  expect(counter.asked('session.approve')).toMatchObject([{ staffId: 'chen-jing', pin: '3333' }]);
  expect([state().panel, state().entry.text]).toEqual([null, '']);
  expect(counter.asked('sale.discountLine')).toHaveLength(2);
});

test('a wrong PIN is said and the dialog stays; Esc leads back to the discount as it was said', async () => {
  const refusal: Refusal = { code: 'session.wrongPin', details: { triesLeft: 3 } };
  await askTooMuch({ ...unlessApproved(), 'session.approve': () => ({ refusal }) });
  type('0000');
  await approveWithPin(counter.till);
  expect([state().panel?.name, said()]).toEqual(['approval', expect.stringContaining('Wrong PIN')]);
  leaveApproval(counter.till);
  expect(state().panel).toMatchObject({ name: 'discount', typed: '15', reason: 'Near its date', quote });
  expect(counter.asked('sale.discountLine')).toHaveLength(1);
});

test('an approval that comes after the cashier has left does nothing', async () => {
  await askTooMuch();
  type('2222');
  const approving = approveWithPin(counter.till);
  leaveApproval(counter.till);
  await approving;
  await settled();
  expect(counter.asked('sale.discountLine')).toHaveLength(1);
  expect(state().panel?.name).toBe('discount');
});

test('an article that is scanned meanwhile is no badge and is not sent as one', async () => {
  await askTooMuch();
  takeScan(counter.till, 'short', 1000);
  await settled();
  expect([counter.asked('session.approveWithBadge'), said()]).toEqual([
    [],
    expect.stringContaining('no staff badge'),
  ]);
});

test('another price asks the same way', async () => {
  begin({
    'sale.overridePrice': ({ approval: given }) =>
      given === undefined ? { refusal: needed } : changeOf(2, []),
    'session.approveWithBadge': () => approval,
  });
  type('1.50');
  askPrice(counter.till);
  pickReason(counter.till, 0);
  await givePrice(counter.till);
  const { panel } = state();
  expect(panel?.name === 'approval' && panel.title(wordsFor('en'))).toBe('¥1.50 for y');
  takeScan(counter.till, 'CF-STAFF-CHEN-3333', 1000);
  await settled();
  expect(counter.asked('sale.overridePrice').map(({ approval: given }) => given)).toEqual([
    undefined,
    'an approval',
  ]);
});
