// The devices in the settings without a page: what is tried, and what is said of the oldest paper that is asked about.
import { expect, test } from 'vitest';
import type { Instant, SaleId } from '#contract/ids.ts';
import type { PrintQuestion } from '#contract/receipt.ts';
import {
  answerQuestion,
  lookAtQuestions,
  mayHavePrinted,
  openDeviceList,
  printTestPage,
  questionNow,
  tryDrawer,
} from '#screen/verbs/devices.ts';
import { answeringTill } from '#test/support/answering-till.ts';

const questionOf = (jobId: number, state: PrintQuestion['state'] = 'uncertain'): PrintQuestion => ({
  jobId,
  kind: 'receipt',
  title: '1-000001',
  saleId: 's1' as SaleId,
  state,
  trouble: 'offline',
  askedAt: '2026-11-20T08:30:00.000Z' as Instant,
});

test('the oldest paper is asked about; its answer brings the next', async () => {
  let open = [questionOf(3), questionOf(5, 'held')];
  const { till, asked } = answeringTill({
    'print.questions': () => ({ questions: open }),
    'print.answer': ({ jobId }) => {
      open = open.filter((one) => one.jobId !== jobId);
      return { copy: 1 };
    },
  });
  openDeviceList(till);
  const state = () => till.store.getState();
  expect(questionNow(state())).toBe(null);
  await lookAtQuestions(till);
  expect([questionNow(state())?.jobId, mayHavePrinted(state())]).toEqual([3, true]);
  // A double tap is one answer.
  await Promise.all([answerQuestion(till, 'again'), answerQuestion(till, 'again')]);
  expect([questionNow(state())?.jobId, mayHavePrinted(state())]).toEqual([5, false]);
  await answerQuestion(till, 'leave');
  expect(questionNow(state())).toBe(null);
  await answerQuestion(till, 'leave');
  expect(asked('print.answer')).toMatchObject([
    { jobId: 3, answer: 'again' },
    { jobId: 5, answer: 'leave' },
  ]);
});

test('the answer to a panel that was left changes nothing', async () => {
  const { till } = answeringTill({ 'print.questions': () => ({ questions: [questionOf(3)] }) });
  openDeviceList(till);
  const looking = lookAtQuestions(till);
  till.store.setState({ panel: null });
  await looking;
  expect(till.store.getState().panel).toBe(null);
});

test('a test page and the drawer, each once and told', async () => {
  const { till, asked } = answeringTill({ 'device.printTest': () => ({}), 'drawer.noSale': () => ({}) });
  openDeviceList(till);
  await Promise.all([printTestPage(till, 'printer'), printTestPage(till, 'printer')]);
  expect(asked('device.printTest')).toHaveLength(1);
  expect(till.store.getState().notice).toMatchObject({ kind: 'said' });
  await tryDrawer(till);
  // The journal's row says why it opened.
  expect(asked('drawer.noSale')).toMatchObject([{ reason: 'Drawer tried in the settings' }]);
});
