// What a person does about the machine under the till, without a page: going on beside unfit books, looking again, the
// diagnosis, the news of a start, a newer version.
import { expect, test } from 'vitest';
import { firstCounterSettings } from '#contract/counter.ts';
import type { Args, Result } from '#contract/commands.ts';
import type { StaffId } from '#contract/ids.ts';
import type { StoreMode } from '#contract/start.ts';
import type { Session, StaffCard } from '#contract/staff.ts';
import { formatBytes, formatMoment, formatSpan } from '#screen/format.ts';
import type { About, TillState } from '#screen/state/model.ts';
import { screenOf } from '#screen/state/screen.ts';
import { takeMode } from '#screen/state/till.ts';
import {
  askWho,
  deciderOf,
  deciders,
  installUpdate,
  lookAgain,
  mayRecover,
  moveDecider,
  recover,
  saveReport,
  updateWaitsFor,
} from '#screen/verbs/machine.ts';
import { takeScan } from '#screen/verbs/scan.ts';
import { answeringTill, settled } from '#test/support/answering-till.ts';
import type { Answers } from '#test/support/answering-till.ts';
import { emergencyBooks, rebuild, startWith } from '#test/support/machine-states.ts';

const card = (name: string, role: StaffCard['role']) =>
  ({ staffId: name as StaffId, name, role, onShift: false }) as StaffCard;
const staff = [card('Ann', 'cashier'), card('Sue', 'supervisor'), card('Max', 'manager')];
const unfit: StoreMode = { kind: 'viewOnly', trouble: 'databaseDamaged', detail: 'x', recovery: rebuild };
const ready: StoreMode = { kind: 'ready' };

function aboutWith(mode: StoreMode, more: Partial<About> = {}): About {
  return { mode, staff, isSetUp: true, start: startWith(null), disk: { level: 'good' }, ...more } as About;
}

/** A till whose books stand as `mode` says, also whenever it is asked again. */
function begin(answers: Answers, mode: () => StoreMode) {
  const described = () =>
    ({
      ...aboutWith(mode()),
      session: null,
      shift: null,
      devices: [],
      counter: firstCounterSettings,
    }) as unknown as Result<'app.describe'>;
  const counter = answeringTill({ 'app.describe': described, ...answers });
  counter.till.store.setState({ about: aboutWith(mode()), session: null, shift: null });
  const state = () => counter.till.store.getState();
  return { ...counter, state };
}

function type(pin: string) {
  return (state: TillState) => ({ entry: { ...state.entry, text: pin } });
}

test('only a supervisor or a manager is asked, and the arrows walk among them', () => {
  const { till, state } = begin({}, () => unfit);
  askWho(till);
  expect(deciders(state()).map(({ name }) => name)).toEqual(['Sue', 'Max']);
  expect(deciderOf(state())?.name).toBe('Sue');
  moveDecider(till, 1);
  expect(deciderOf(state())?.name).toBe('Max');
  moveDecider(till, 1);
  expect(deciderOf(state())?.name).toBe('Sue');
});

test('the word of a manager: sent once with what was shown, then the till is at Unlock and says what happened', async () => {
  let mode: StoreMode = unfit;
  const recovered = (): Result<'register.recover'> => {
    mode = ready;
    return emergencyBooks;
  };
  const { till, state, asked } = begin({ 'register.recover': recovered }, () => mode);
  askWho(till);
  expect(mayRecover(state())).toBe(false);
  till.store.setState(type('3333'));
  moveDecider(till, 1);
  till.store.setState(type('3333'));
  const work = recover(till);
  // Nothing is asked any more, and a second Enter is the first one.
  expect(state()).toMatchObject({ panel: { name: 'recover', isWorking: true }, entry: { text: '' } });
  expect(mayRecover(state())).toBe(false);
  void recover(till);
  await work;
  expect(asked('register.recover')).toMatchObject([{ staffId: 'Max', pin: '3333', way: 'rebuild' }]);
  expect(state().panel).toBeNull();
  expect(screenOf(state())).toBe('unlock');
  expect(state().notice).toMatchObject({ kind: 'said' });
});

test('a wrong PIN is asked for again, with the refusal to be read', async () => {
  const no = () => ({ refusal: { code: 'session.wrongPin' as const, details: { triesLeft: 2 } } });
  const { till, state } = begin({ 'register.recover': no }, () => unfit);
  askWho(till);
  till.store.setState(type('0000'));
  await recover(till);
  expect(state()).toMatchObject({
    panel: { name: 'recover', isWorking: false },
    notice: { refusal: { code: 'session.wrongPin' } },
  });
});

test('a way that is no longer offered closes the question and leaves the reason', async () => {
  let mode: StoreMode = unfit;
  const no = () => {
    mode = { ...unfit, recovery: null };
    return { refusal: { code: 'store.noRecovery' as const, details: {} } };
  };
  const { till, state } = begin({ 'register.recover': no }, () => mode);
  askWho(till);
  till.store.setState(type('2222'));
  await recover(till);
  expect(state()).toMatchObject({ panel: null, notice: { refusal: { code: 'store.noRecovery' } } });
  askWho(till);
  expect(state().panel).toBeNull();
});

test('looking again: the same trouble is said to be the same, a mended one leads to Unlock', async () => {
  let mode: StoreMode = unfit;
  const { till, state } = begin({ 'register.reopen': () => mode }, () => mode);
  await lookAgain(till);
  expect(screenOf(state())).toBe('trouble');
  expect(state().notice).toMatchObject({ kind: 'said' });
  mode = ready;
  await lookAgain(till);
  expect(screenOf(state())).toBe('unlock');
});

test('a disk that fails closes whatever lay open; books that are fit again are asked for anew', async () => {
  const { till, state, asked } = begin({}, () => ready);
  till.store.setState({ panel: { name: 'settings' } });
  takeMode(till, unfit);
  expect(state().panel).toBeNull();
  askWho(till);
  takeMode(till, { ...unfit, detail: 'more is known' });
  expect(state().panel).toMatchObject({ name: 'recover' });
  takeMode(till, ready);
  expect(state().panel).toBeNull();
  expect(asked('app.describe')).toHaveLength(1);
});

test('a scan where the till may only be looked at is answered in words', () => {
  const { till, state } = begin({}, () => unfit);
  takeScan(till, '6901234567892', 1000);
  expect(state().notice).toMatchObject({ refusal: { code: 'store.viewOnly' } });
});

test('a report says where it lies; one that could not be written says so', async () => {
  const saved = begin({ 'app.saveDiagnosis': () => ({ file: '/data/diagnosis/till.zip' }) }, () => unfit);
  await saveReport(saved.till);
  expect(saved.state()).toMatchObject({ savedReport: '/data/diagnosis/till.zip', notice: null });
  const no = () => ({ refusal: { code: 'machine.cannotWrite' as const, details: { detail: 'x' } } });
  const unsaved = begin({ 'app.saveDiagnosis': no }, () => unfit);
  await saveReport(unsaved.till);
  expect(unsaved.state()).toMatchObject({ savedReport: null, notice: { kind: 'refusal' } });
});

test('a newer version waits for whoever may and for the shift to end; asked for twice, it is installed once', async () => {
  const { till, state, asked } = begin({ 'app.installUpdate': () => ({}) }, () => ready);
  expect(updateWaitsFor(state())).toBe('person');
  till.store.setState({ session: { permissions: ['app.update'] } as unknown as Session, shift: {} as never });
  expect(updateWaitsFor(state())).toBe('shift');
  till.store.setState({ shift: null });
  expect(updateWaitsFor(state())).toBeNull();
  void installUpdate(till);
  await installUpdate(till);
  await settled();
  expect(asked('app.installUpdate')).toEqual([{}] satisfies Args<'app.installUpdate'>[]);
});

test.each([
  [4_100, '5 kB'],
  [1_250_000, '1.2 MB'],
  [64_999_999, '64 MB'],
  [999_999_999, '999 MB'],
  [1_299_999_999, '1.2 GB'],
  [512_000_000_000, '512 GB'],
])('%i bytes are %s: never more than there are', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test('a moment of today is its minute, of another day has the day, of another year the year', () => {
  const at = (instant: string, language: 'en' | 'zh') =>
    formatMoment(instant, '2026-11-20T20:00:00.000Z', language, 'Asia/Shanghai');
  expect(at('2026-11-20T16:30:00.000Z', 'en')).toBe('00:30');
  expect(at('2026-11-20T08:12:00.000Z', 'en')).toBe('20 Nov 16:12');
  expect(at('2026-11-20T08:12:00.000Z', 'zh')).toBe('11月20日 16:12');
  expect(at('2025-03-02T08:12:00.000Z', 'en')).toBe('2 Mar 2025 16:12');
});

test('a span has two figures at most', () => {
  expect(formatSpan(59, 'en')).toBe('0 min');
  expect(formatSpan(3_900, 'en')).toBe('1 h 5 min');
  expect(formatSpan(200_000, 'zh')).toBe('2天7小时');
});
