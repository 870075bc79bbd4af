// Where a scan goes by what it is and by where the cashier stands: papers, wallets, addresses, scanners that say who they
// are, and codes that are none. Beside counter.test.ts, which has the articles.
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { SaleId, StaffId } from '#contract/ids.ts';
import { parkedCodeOf } from '#contract/parked-code.ts';
import type { Misread, ScannerRead } from '#contract/scanned.ts';
import { wordsFor } from '#contract/words/index.ts';
import { kindOfCode } from '#screen/code-kind.ts';
import { noticeWords } from '#screen/components/NoticeBar.tsx';
import type { Panel } from '#screen/state/model.ts';
import { turnOver } from '#screen/state/turn.ts';
import { openDeviceList } from '#screen/verbs/devices.ts';
import { undoNewest } from '#screen/verbs/lines.ts';
import { takeRead, takeScan } from '#screen/verbs/scan.ts';
import { sayMisread, triedWords } from '#screen/verbs/scanner.ts';
import { answeringTill, changeOf, lineOf, saleOf, settled } from '#test/support/answering-till.ts';
import type { Answers } from '#test/support/answering-till.ts';

const A = '6901234567892';
const PARKED = '0198c0de-0000-7000-8000-000000000001' as SaleId;
const WALLET = '134567890123456789';
const ADDRESS = 'https://example.com/menu?table=4';

const unknown: Answers = {
  'sale.scan': ({ code, keepsUnknown }) =>
    keepsUnknown === true ? changeOf(1, []) : { refusal: { code: 'catalog.unknownCode', details: { code } } },
  'sale.recall': () => saleOf(1, []),
  'sale.parked': () => ({ parked: [] }),
};
const known: Answers = { 'sale.scan': ({ code }) => changeOf(1, [lineOf(code, 1)]) };

let counter: ReturnType<typeof answeringTill>;
const state = () => counter.till.store.getState();
const said = () => {
  const { notice } = state();
  return notice === null ? '' : noticeWords(wordsFor('en'), notice);
};
const words = wordsFor('en');
const use = (answers: Answers) => void (counter = answeringTill(answers));
const scans = () => counter.asked('sale.scan').map(({ code, keepsUnknown }) => [code, keepsUnknown ?? false]);
const read = (code: string, more: Partial<ScannerRead> = {}): void =>
  takeRead(counter.till, { code, source: 'left', symbology: null, end: 'cr', ...more });
const open = (panel: Panel) => counter.till.store.setState({ panel });

beforeEach(() => use(unknown));

test('the kind of a code by its form', () => {
  const kinds = [
    A,
    `(01)0${A}`,
    `https://id.gs1.org/01/${A}`,
    'CF-STAFF-LINA-1111',
    ADDRESS,
    'www.example.com',
    'weixin://wxpay/x',
    WALLET,
    '2812345678901234',
    '30123456789012345678901234',
    '16' + '0'.repeat(16),
    '1-000042',
    '1E2-000042',
    parkedCodeOf(PARKED),
    parkedCodeOf(PARKED).toUpperCase(),
    'PARKED:x',
    `73101${'0'.repeat(200)}`,
    `73102${'0'.repeat(200)}`,
    '4'.repeat(513),
    'a\u202eb',
  ].map(kindOfCode);
  expect(kinds.join(' ')).toBe(
    [
      'any any any any address address address payment payment any any receiptNumber receiptNumber',
      'parked parked any receipt register unfit unfit',
    ].join(' '),
  );
});

describe('wallets and addresses', () => {
  test('at the counter a code that an article has is the article', async () => {
    use(known);
    for (const code of [WALLET, ADDRESS, '1-000042']) takeScan(counter.till, code, 0);
    await settled();
    expect(scans()).toEqual([WALLET, ADDRESS, '1-000042'].map((code) => [code, false]));
    expect([said(), counter.asked('return.find')]).toEqual(['', []]);
  });

  test('that no article has, neither is kept in the basket nor shown', async () => {
    takeScan(counter.till, WALLET, 0);
    await settled();
    expect(said()).toBe(words.scan.payment);
    takeScan(counter.till, ADDRESS, 1000);
    await settled();
    expect(said()).toBe(words.scan.address);
    expect(scans()).toEqual([
      [WALLET, false],
      [ADDRESS, false],
    ]);
  });

  test('read twice at once, neither a wallet nor a badge is spelled out, and nothing is offered again', async () => {
    const badge = 'CF-STAFF-LINA-1111';
    use({
      'sale.scan': ({ code }) => ({
        refusal:
          code === badge
            ? { code: 'sale.staffBadge', details: {} }
            : { code: 'catalog.unknownCode', details: { code } },
      }),
    });
    for (const [at, code] of [WALLET, badge].entries()) {
      takeScan(counter.till, code, at * 1000);
      await settled();
      takeScan(counter.till, code, at * 1000 + 100);
      await settled();
      expect(said()).not.toBe('');
      expect(said()).not.toContain(code);
    }
    expect([state().undo, counter.asked('sale.noteReadTwice')]).toEqual([[], []]);
  });

  test('where nothing is added a badge is not spelled out, and an article is', () => {
    const badge = 'CF-STAFF-LINA-1111';
    const places = [
      { place: { name: 'tender' }, sale: saleOf(1, [lineOf('a', 1)]) },
      { place: { name: 'check' } },
      { place: { name: 'settings' } },
      { panel: { name: 'noSale', reason: 'x', isTyped: true } },
    ];
    for (const [at, place] of places.entries()) {
      use(known);
      counter.till.store.setState(place as object);
      takeScan(counter.till, badge, at * 2000);
      expect(said()).toContain('CF-…11');
      expect(said()).not.toContain(badge);
      takeScan(counter.till, A, at * 2000 + 1000);
      expect(said()).toContain(A);
    }
  });

  test('in the list of badges a scan is told that nothing was done with it, unless it is waited for', async () => {
    const badge = 'CF-STAFF-LINA-1111';
    const chosen = 'li-na' as StaffId;
    use({ 'staff.setBadge': () => ({}) });
    counter.till.store.setState((now) => ({
      place: { name: 'settings' } as never,
      about: { ...now.about, staff: [{ staffId: chosen, name: 'Li Na' }] } as never,
    }));
    open({ name: 'badges', chosen, isWaiting: false });
    takeScan(counter.till, A, 0);
    expect(said()).toContain(A);
    expect(counter.asked('staff.setBadge')).toEqual([]);
    open({ name: 'badges', chosen, isWaiting: true });
    counter.till.store.setState({ notice: null });
    takeScan(counter.till, badge, 1000);
    open({ name: 'badges', chosen, isWaiting: false });
    takeScan(counter.till, badge, 1100);
    await settled();
    expect(counter.asked('staff.setBadge')).toMatchObject([{ badge }]);
    expect(said()).not.toContain('CF-');
  });

  test('while paying, a wallet is no article for the basket', () => {
    counter.till.store.setState({ sale: saleOf(1, [lineOf('a', 1)]), place: { name: 'tender' } } as object);
    takeScan(counter.till, WALLET, 0);
    expect([said(), state().unadded, scans()]).toEqual([words.scan.paymentHere, null, []]);
    takeScan(counter.till, A, 1000);
    expect(state().unadded).toBe(A);
  });
});

describe('papers of the till', () => {
  test('a slip takes its sale up again, from an empty counter, the list or the change', async () => {
    for (const name of ['sell', 'parked', 'change'] as const) {
      use(unknown);
      counter.till.store.setState({ place: { name, parked: [], chosen: 0 } } as object);
      read(parkedCodeOf(PARKED));
      await settled();
      expect(counter.asked('sale.recall')).toMatchObject([{ saleId: PARKED }]);
      expect([state().place.name, scans()]).toEqual(['sell', []]);
    }
  });

  test('and not into another sale, nor while something is asked', async () => {
    counter.till.store.setState({ sale: saleOf(1, [lineOf('a', 1)]) });
    read(parkedCodeOf(PARKED));
    expect(said()).toBe(words.scan.parkFirst);
    counter.till.store.setState({ sale: null });
    open({ name: 'limits' } as Panel);
    read(parkedCodeOf(PARKED), { source: 'right' });
    expect(said()).toBe(words.scan.parkedNotHere);
    await settled();
    expect(counter.asked('sale.recall')).toEqual([]);
  });

  test('the number of a receipt opens what was sold on it', async () => {
    read('1-000042');
    await settled();
    expect(counter.asked('return.find')).toMatchObject([{ text: '1-000042' }]);
    expect(scans()).toEqual([['1-000042', false]]);
  });
});

describe('scanners that say who they are', () => {
  test('two of them that read the same code read two articles', async () => {
    use(known);
    read(A, { source: 'left' });
    read(A, { source: 'right' });
    read(A, { source: 'left' });
    await settled();
    expect(scans()).toHaveLength(2);
    expect(counter.asked('sale.noteReadTwice')).toMatchObject([{ code: A, source: 'left' }]);
    expect(said()).toContain('counts once');
    await undoNewest(counter.till);
    expect(scans()).toHaveLength(3);
  });

  test('a second read is noted with its sale also where paying began before the first was answered', async () => {
    use(known);
    read(A, { source: 'left' });
    read(A, { source: 'left' });
    counter.till.store.setState({ place: { name: 'tender' } } as object);
    await settled();
    const [scan] = counter.asked('sale.scan');
    expect(counter.asked('sale.noteReadTwice')).toMatchObject([{ code: A, saleId: scan?.saleId }]);
    expect(state().undo).toEqual([]);
  });

  test('how long a second read is the same one is the shop’s to say', async () => {
    use(known);
    const set = (sameReadMs: number) =>
      counter.till.store.setState(({ counter: now }) => ({ counter: { ...now, sameReadMs } }));
    set(0);
    takeScan(counter.till, A, 1000);
    takeScan(counter.till, A, 1000);
    expect(scans()).toHaveLength(2);
    set(500);
    takeScan(counter.till, A, 1499);
    takeScan(counter.till, A, 1999);
    await settled();
    expect(scans()).toHaveLength(3);
  });

  test('the identifier and the parts of a code come off a scanner that types as off any other', async () => {
    use(known);
    takeScan(counter.till, `]C1010${A}10LOT\x1d17991231`, 0);
    takeScan(counter.till, `]E0${A}`, 1000);
    read(`]E0${A}`);
    // The number of a magazine's issue, which may be a PLU as well.
    takeScan(counter.till, ']E112', 2000);
    await settled();
    expect(scans().map(([code]) => code)).toEqual([`(01)0${A}(10)LOT(17)991231`, A, `]E0${A}`]);
  });

  test.each(['brokenOff', 'garbled', 'tooLong'] as Misread[])('%s is said', (misread) => {
    sayMisread(counter.till, misread);
    expect(said()).toBe(words.scan[misread]);
  });

  test('tried in the settings: what came is shown, and is no article', () => {
    use(known);
    const shown = () => {
      const { panel } = state();
      return panel?.name === 'devices' && panel.heard !== null ? triedWords(words, panel.heard) : '';
    };
    openDeviceList(counter.till);
    read(A, { symbology: 'ean13' });
    expect(shown()).toBe(`Read: “${A}”, left. EAN-13, ends with CR.`);
    const how = { source: 'k', isTyped: true, symbology: null, end: 'enter', msPerChar: 6 } as const;
    takeScan(counter.till, ']C0CF-STAFF-LINA-1111', 0, how);
    // Whoever holds the code of a badge can sign in with it.
    expect(shown()).toBe(
      'Read: “CF-…11 (18)”, by a scanner that types. Code 128, ends with Enter, 6 ms a character.',
    );
    expect(scans()).toEqual([]);
  });
});

describe('when a scan comes at a bad time', () => {
  test('behind a turn it waits, however slow the disk is', async () => {
    use(known);
    const clock = vi.spyOn(performance, 'now');
    for (const waitMs of [100, 60_000]) {
      use(known);
      clock.mockReturnValue(10_000);
      const { promise, resolve } = Promise.withResolvers<'done'>();
      const turn = turnOver(counter.till, 'park', () => promise);
      read(A);
      clock.mockReturnValue(10_000 + waitMs);
      resolve('done');
      await turn;
      await settled();
      expect(scans()).toHaveLength(1);
      expect(said()).toBe('');
    }
    clock.mockRestore();
  });

  test('nothing that is too long for a code is sent', async () => {
    read('4'.repeat(10_240));
    await settled();
    expect([scans(), said()]).toEqual([[], words.scan.tooLong]);
  });

  test('an article whose day is over is said, with a way to take it out', async () => {
    use({
      'sale.scan': ({ code }) => ({ ...changeOf(1, [lineOf(code, 1)]), expired: '2020-01-31' as never }),
    });
    read(`(01)0${A}(17)200131`);
    await settled();
    expect(said()).toBe(words.scan.expired({ date: '2020-01-31' }));
    expect(state().notice).toMatchObject({ isNo: true, offer: { action: 'sell.void' } });
    // Read twice at once, before the till has answered and after: that it is over stands there still.
    const again = `(01)0${A}(17)200131`;
    for (const pauses of [0, 1]) {
      takeScan(counter.till, again, 10_000 * (pauses + 1));
      for (let pause = 0; pause < pauses; pause += 1) await settled();
      takeScan(counter.till, again, 10_000 * (pauses + 1) + 100);
      await settled();
      expect(said()).toBe(words.scan.expired({ date: '2020-01-31' }));
    }
    expect(counter.asked('sale.noteReadTwice')).toHaveLength(2);
    expect(state().undo).toEqual([]);
  });
});
