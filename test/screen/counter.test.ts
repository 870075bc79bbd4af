// The grammar of the counter without a page: what scans do where, what is read twice, what undo takes back, and the
// scale that answers by itself.
import { beforeEach, expect, test, vi } from 'vitest';
import { wordsFor } from '#contract/words/index.ts';
import type { LineId, SaleId } from '#contract/ids.ts';
import type { SaleHeader } from '#contract/sale.ts';
import type { Session } from '#contract/staff.ts';
import { noticeWords } from '#screen/components/NoticeBar.tsx';
import { leaveSale } from '#screen/state/till.ts';
import { followScale } from '#screen/verbs/basket.ts';
import { typeKey } from '#screen/verbs/entry.ts';
import { enterTyped, repeatLast, undoMeant, undoNewest, voidMeant } from '#screen/verbs/lines.ts';
import { moveSelection, rowMeant, rowsOf } from '#screen/verbs/rows.ts';
import { takeScan } from '#screen/verbs/scan.ts';
import { answeringTill, changeOf, lineOf, saleOf, scanOf, settled } from '#test/support/answering-till.ts';
import type { Answers } from '#test/support/answering-till.ts';

const A = '6901234567892';
const B = '6901234567908';

/** Every scan becomes a line of its own, named by its code. */
function growing(): Answers {
  let version = 0;
  return {
    'sale.scan': ({ code }) => {
      version += 1;
      return changeOf(version, [lineOf(`${code}-${version}`, version)]);
    },
  };
}

let counter: ReturnType<typeof answeringTill>;
const state = () => counter.till.store.getState();
const said = () => {
  const { notice } = state();
  return notice === null ? '' : noticeWords(wordsFor('en'), notice);
};
const codes = () => counter.asked('sale.scan').map(({ code }) => code);

beforeEach(() => {
  counter = answeringTill(growing());
});

test('the same code twice within 150 ms counts once, and says so', async () => {
  takeScan(counter.till, A, 1000);
  takeScan(counter.till, A, 1149);
  await settled();
  expect(codes()).toEqual([A]);
  expect(said()).toContain('counts once');
  await undoNewest(counter.till);
  expect(codes()).toEqual([A, A]);
});

test('150 ms later it is a second article', async () => {
  takeScan(counter.till, A, 1000);
  takeScan(counter.till, A, 1150);
  await settled();
  expect(codes()).toEqual([A, A]);
  expect(said()).toBe('');
});

test('a burst of different codes loses none, however fast', async () => {
  const burst = Array.from({ length: 40 }, (_, at) => (at % 2 === 0 ? A : B));
  burst.forEach((code, at) => takeScan(counter.till, code, 1000 + at));
  await settled();
  expect(codes()).toEqual(burst);
});

test('a code read three times in one breath counts once', async () => {
  for (const atMs of [1000, 1100, 1200]) takeScan(counter.till, A, atMs);
  await settled();
  expect(codes()).toEqual([A]);
});

test('a badge that is read twice opens the till and is not spelled out at the counter', async () => {
  const session = { ...state().session, staffId: 'li-na' } as Session;
  counter = answeringTill({ 'session.signInWithBadge': () => session });
  const { till } = counter;
  till.store.setState({ session: null });
  takeScan(till, 'CF-STAFF-LINA-1111', 1000);
  await settled();
  expect(state().session).toEqual(session);
  takeScan(till, 'CF-STAFF-LINA-1111', 1100);
  takeScan(till, 'CF-STAFF-LINA-1111', 1200);
  await settled();
  expect([said(), state().undo, codes()]).toEqual(['', [], []]);
});

test('a scan asks to be kept when unknown; a typed code does not', async () => {
  takeScan(counter.till, A, 1000);
  counter.till.store.setState({ entry: { text: '4011', quantity: null } });
  await enterTyped(counter.till);
  expect(counter.asked('sale.scan').map(({ keepsUnknown }) => keepsUnknown)).toEqual([true, undefined]);
});

test('an unknown typed code stays in the buffer with its quantity', async () => {
  const refusal = { code: 'catalog.unknownCode', details: { code: '40111' } } as const;
  counter = answeringTill({ 'sale.scan': () => ({ refusal }) });
  const typed = { text: '40111', quantity: 3000 as never };
  counter.till.store.setState({ entry: typed });
  await enterTyped(counter.till);
  expect(state().entry).toEqual(typed);
  expect(said()).toContain('40111');
});

test('what is typed meanwhile is not overwritten by a code that came back', async () => {
  const refusal = { code: 'catalog.unknownCode', details: { code: '40111' } } as const;
  counter = answeringTill({ 'sale.scan': () => ({ refusal }) });
  counter.till.store.setState({ entry: { text: '40111', quantity: null } });
  const entering = enterTyped(counter.till);
  counter.till.store.setState({ entry: { text: '5', quantity: null } });
  await entering;
  expect(state().entry.text).toBe('5');
});

test('an unknown scan stands in its place, and the keys mean it', async () => {
  counter = answeringTill({
    'sale.scan': () => changeOf(2, [], [scanOf('u', 2, A)]),
    'sale.dropUnresolved': () => ({ ...changeOf(3, []), removedLineIds: ['u' as LineId] }),
  });
  counter.till.store.setState({ sale: saleOf(1, [lineOf('x', 1)]) });
  takeScan(counter.till, A, 1000);
  await settled();
  expect(rowsOf(state().sale).map(({ lineId }) => lineId)).toEqual(['x', 'u']);
  expect(rowMeant(state())?.lineId).toBe('u');
  expect(state().touched).toBe('u');
  expect(said()).toContain('is unknown');
  await voidMeant(counter.till);
  expect(counter.asked('sale.dropUnresolved').map(({ lineId }) => lineId)).toEqual(['u']);
  expect(rowsOf(state().sale).map(({ lineId }) => lineId)).toEqual(['x']);
});

test('rows stand by their number, whatever they are', () => {
  const sale = saleOf(1, [lineOf('x', 1), lineOf('z', 3)], [scanOf('u', 2, A)]);
  expect(rowsOf(sale).map(({ lineId }) => lineId)).toEqual(['x', 'u', 'z']);
});

test('arrows reach voided lines too, and stop at the ends', () => {
  const lines = [lineOf('x', 1), lineOf('y', 2, { isVoided: true }), lineOf('z', 3)];
  counter.till.store.setState({ sale: saleOf(1, lines) });
  moveSelection(counter.till, -1);
  expect(state().selected).toBe('y');
  moveSelection(counter.till, -8);
  expect(state().selected).toBe('x');
});

test('undo goes back step by step, and a selected voided line comes first', () => {
  const lines = ['x', 'y', 'z'].map((name, at) => lineOf(name, at + 1, { isVoided: true }));
  const undo = [
    { kind: 'void', lineId: 'z' as LineId },
    { kind: 'void', lineId: 'x' as LineId },
  ] as const;
  const sale = saleOf(1, lines);
  expect(undoMeant({ sale, selected: null, undo })).toEqual(undo[1]);
  expect(undoMeant({ sale, selected: 'y' as LineId, undo })).toEqual({ kind: 'void', lineId: 'y' });
  // After the page was loaded again: by the lines.
  expect(undoMeant({ sale, selected: null, undo: [] })).toEqual({ kind: 'void', lineId: 'z' });
  expect(undoMeant({ sale: saleOf(1, [lineOf('x', 1)]), selected: null, undo })).toBeNull();
});

test('the line that was voided last comes back first, wherever it stands', async () => {
  const voided = { isVoided: true };
  const steps = [changeOf(2, [lineOf('y', 2, voided)]), changeOf(3, [lineOf('x', 1, voided)])];
  counter = answeringTill({ 'sale.voidLine': () => steps.shift() ?? changeOf(9, []) });
  counter.till.store.setState({ sale: saleOf(1, [lineOf('x', 1), lineOf('y', 2)]) });
  await voidMeant(counter.till);
  await voidMeant(counter.till);
  expect(undoMeant(state())).toEqual({ kind: 'void', lineId: 'x' });
});

test('what was taken back in one sale is not taken back in the next', () => {
  const undo = [{ kind: 'read', code: A }] as const;
  counter.till.store.setState({ sale: saleOf(1, [lineOf('x', 1)]), undo, added: 'x' as LineId });
  leaveSale(counter.till);
  counter.till.store.setState({ sale: saleOf(1, [lineOf('y', 1)]) });
  expect(undoMeant(state())).toBeNull();
  expect(state().added).toBeNull();
});

test('a void that was undone is not undone again', async () => {
  counter = answeringTill({
    'sale.voidLine': () => changeOf(2, [lineOf('x', 1, { isVoided: true })]),
    'sale.restoreLine': () => changeOf(3, [lineOf('x', 1)]),
  });
  counter.till.store.setState({ sale: saleOf(1, [lineOf('x', 1)]) });
  await voidMeant(counter.till);
  expect(said()).toBe('Voided: x');
  await undoNewest(counter.till);
  expect(counter.asked('sale.restoreLine').map(({ lineId }) => lineId)).toEqual(['x']);
  expect(undoMeant(state())).toBeNull();
});

test('Insert repeats the article that was added last, as many as are typed', async () => {
  counter = answeringTill({ 'sale.addItem': ({ sku }) => changeOf(2, [lineOf(sku, 1)]) });
  counter.till.store.setState({ sale: saleOf(1, [lineOf('x', 1), lineOf('y', 2)]), added: 'x' as LineId });
  await repeatLast(counter.till);
  counter.till.store.setState({ entry: { text: '6', quantity: null } });
  await repeatLast(counter.till);
  expect(counter.asked('sale.addItem').map(({ sku, quantity }) => [sku, quantity])).toEqual([
    ['x', undefined],
    ['x', 6000],
  ]);
});

test('the scale answers by itself once it stands still, and only then', async () => {
  counter = answeringTill({ 'sale.scan': () => changeOf(1, [lineOf('x', 1)]) });
  followScale(counter.till);
  const panel = { name: 'weight', article: { by: 'code', code: '4011' }, item: null } as const;
  counter.till.store.setState({ panel, scale: { grams: 500, isStable: false, isTaken: false } });
  counter.till.store.setState({ scale: { grams: 0, isStable: true, isTaken: false } });
  counter.till.store.setState({ scale: { grams: 842, isStable: true, isTaken: true } });
  expect(counter.asked('sale.scan')).toEqual([]);
  counter.till.store.setState({ scale: { grams: 843, isStable: true, isTaken: false } });
  await settled();
  expect(codes()).toEqual(['4011']);
  expect(state().panel).toBeNull();
});

test('a weight that is being typed is not taken over by the scale', () => {
  followScale(counter.till);
  const panel = { name: 'weight', article: { by: 'code', code: '4011' }, item: null } as const;
  counter.till.store.setState({ panel, entry: { text: '1.', quantity: null } });
  counter.till.store.setState({ scale: { grams: 843, isStable: true, isTaken: false } });
  expect(counter.asked('sale.scan')).toEqual([]);
});

test('a scan while the money is taken is offered, not added', () => {
  counter.till.store.setState({
    sale: saleOf(1, [lineOf('x', 1)]),
    place: { name: 'tender', options: null, quote: null },
  });
  takeScan(counter.till, A, 1000);
  expect(codes()).toEqual([]);
  expect(state().unadded).toBe(A);
  const { notice } = state();
  expect(notice?.kind === 'said' && notice.offer?.action).toBe('tender.addScanned');
});

test('with cash taken already there is nothing to offer', () => {
  const sale = saleOf(1, [lineOf('x', 1)]);
  const taken = { ...sale.sale, tenders: [{}] } as unknown as SaleHeader;
  counter.till.store.setState({
    sale: { ...sale, sale: taken },
    place: { name: 'tender', options: null, quote: null },
  });
  takeScan(counter.till, A, 1000);
  expect(state().unadded).toBeNull();
  expect(said()).toContain('cash was taken already');
});

test('a scan does not throw away a half-written reason', () => {
  const panel = { name: 'noSale', reason: 'because', isTyped: true } as const;
  counter.till.store.setState({ panel });
  takeScan(counter.till, A, 1000);
  expect(state().panel).toEqual(panel);
  expect(codes()).toEqual([]);
  expect(said()).toContain('was not added');
});

test('a price check shows and never adds', async () => {
  counter.till.store.setState({ panel: { name: 'priceCheck', asked: '', item: null, isUnknown: false } });
  takeScan(counter.till, A, 1000);
  await settled();
  expect(codes()).toEqual([]);
  expect(counter.asked('catalog.lookUp')).toEqual([{ code: A }]);
});

test('fast typing asks for the newest code only, once no scanner can be writing it', async () => {
  for (const key of '6901234567892') typeKey(counter.till, key);
  expect(counter.asked('catalog.lookUp')).toEqual([]);
  await vi.waitFor(() => expect(counter.asked('catalog.lookUp')).toEqual([{ code: '6901234567892' }]));
});

test('the first scans of a sale share its id', async () => {
  takeScan(counter.till, A, 1000);
  takeScan(counter.till, B, 1001);
  await settled();
  const ids = counter.asked('sale.scan').map(({ saleId }): SaleId => saleId);
  expect(new Set(ids).size).toBe(1);
});
