// The key router with the real action table and a till that only listens: what a burst of keys does, what it leaves, and
// what it must never touch.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LineId, SaleId } from '#contract/ids.ts';
import type { LineItem, SaleHeader } from '#contract/sale.ts';
import type { Session } from '#contract/staff.ts';
import type { ShiftState } from '#contract/shift.ts';
import { createActions } from '#screen/actions/table.ts';
import { createCalls } from '#screen/bridge/calls.ts';
import { attachKeys } from '#screen/keys.ts';
import type { About } from '#screen/state/model.ts';
import { createTill } from '#screen/state/till.ts';
import { takeScan } from '#screen/verbs/scan.ts';

const EAN = '6901234567892';

/** A till at the counter with one line in the basket; nothing it asks is ever answered. */
function atTheCounter() {
  const asked: string[] = [];
  const calls = createCalls();
  const till = createTill(calls, 'en');
  calls.opened((request) => asked.push(request.command));
  const lineItem = { lineId: 'l1' as LineId, number: 1, isVoided: false, quantity: 1000 } as LineItem;
  till.store.setState({
    connection: 'ready',
    about: { mode: { kind: 'ready' }, isSetUp: true, register: { currency: 'CNY' } } as About,
    session: { permissions: ['sale.sell'] } as unknown as Session,
    shift: {} as ShiftState,
    sale: { sale: { saleId: 's1' as SaleId } as SaleHeader, lines: [lineItem] },
  });
  asked.length = 0;
  return { till, asked };
}

function keyboard(till: ReturnType<typeof atTheCounter>['till']) {
  const target = new EventTarget();
  const scans: string[] = [];
  const field = { text: null as string | null, restored: 0, isButtonFocused: false };
  const focus = {
    focusedField: () => (field.text === null ? null : field),
    isFocusedByKey: () => field.isButtonFocused,
    leaveFocus: () => {
      field.isButtonFocused = false;
    },
    rememberField: () => {
      const before = field.text;
      return () => {
        field.text = before;
        field.restored += 1;
      };
    },
  };
  attachKeys(
    target,
    till,
    createActions(till),
    (code) => {
      scans.push(code);
      takeScan(till, code);
    },
    focus,
  );
  let atMs = 0;
  /** One key after `gapMs`; answers whether the router kept it from the page. */
  const press = (key: string, gapMs: number, more: object = {}) => {
    atMs += gapMs;
    const event = new Event('keydown', { cancelable: true });
    const members = { key, code: '', ctrlKey: false, altKey: false, metaKey: false, repeat: false, ...more };
    for (const [name, value] of Object.entries({ ...members, timeStamp: atMs })) {
      Object.defineProperty(event, name, { value });
    }
    target.dispatchEvent(event);
    // What the page would do with a key that nobody kept.
    if (!event.defaultPrevented && field.text !== null && key.length === 1) field.text += key;
    return event.defaultPrevented;
  };
  const type = (keys: string, gapMs = 90) => [...keys].map((key) => press(key, gapMs));
  const scan = (code: string) => {
    press(code.slice(0, 1), 200);
    type(code.slice(1), 6);
    return press('Enter', 6);
  };
  return { press, type, scan, scans, field };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('typed digits are in the buffer at once', () => {
  const { till } = atTheCounter();
  const { type } = keyboard(till);
  type('4011');
  expect(till.store.getState().entry.text).toBe('4011');
});

test('a scan is delivered, its Enter swallowed, and “12” in the buffer is still “12”', () => {
  const { till } = atTheCounter();
  const { type, scan, scans } = keyboard(till);
  type('12');
  expect(scan(EAN)).toBe(true);
  expect(scans).toEqual([EAN]);
  expect(till.store.getState().entry.text).toBe('12');
});

test('a quantity typed before a scan goes with it', () => {
  const { till } = atTheCounter();
  const { type, scan } = keyboard(till);
  type('3*');
  expect(till.store.getState().entry).toEqual({ text: '', quantity: 3000 });
  scan(EAN);
  expect(till.store.getState().entry.quantity).toBeNull();
});

test('585 digits at a fast person’s pace are all kept and never a scan', () => {
  const { till } = atTheCounter();
  const { press, scans } = keyboard(till);
  let kept = '';
  for (let at = 0; at < 585; at += 1) {
    press(String(at % 10), 36 + (at % 5) * 11);
    kept += till.store.getState().entry.text.slice(-1);
    if (at % 8 === 7) press('Escape', 80);
  }
  expect(kept).toBe(Array.from({ length: 585 }, (_, at) => String(at % 10)).join(''));
  expect(scans).toEqual([]);
});

test('a code with letters, a minus and a plus voids nothing, opens nothing', () => {
  const { till, asked } = atTheCounter();
  const { scan, scans } = keyboard(till);
  scan('-AB+12-C');
  vi.advanceTimersByTime(500);
  expect(scans).toEqual(['-AB+12-C']);
  expect(till.store.getState().panel).toBeNull();
  expect(till.store.getState().place).toEqual({ name: 'sell' });
  expect(asked).not.toContain('sale.voidLine');
  expect(asked.filter((name) => name === 'sale.scan')).toHaveLength(1);
});

test('a minus by itself voids, a moment later', () => {
  const { till, asked } = atTheCounter();
  const { press } = keyboard(till);
  press('-', 200);
  expect(asked).not.toContain('sale.voidLine');
  vi.advanceTimersByTime(50);
  expect(asked.filter((name) => name === 'sale.voidLine')).toHaveLength(1);
});

test('on a button reached with Tab, a scan is delivered and does not press it', () => {
  const { till } = atTheCounter();
  const { scan, field, scans } = keyboard(till);
  field.isButtonFocused = true;
  expect(scan(EAN)).toBe(true);
  expect(scans).toEqual([EAN]);
});

test('a button reached with Tab has Enter and Space to itself, until something is typed', () => {
  const { till } = atTheCounter();
  const { press, type, field } = keyboard(till);
  field.isButtonFocused = true;
  expect(press('Enter', 500)).toBe(false);
  expect(press(' ', 500)).toBe(false);
  type('4');
  expect(field.isButtonFocused).toBe(false);
  expect(press('Enter', 500)).toBe(true);
});

test('a text field keeps what was in it when a scan arrives', () => {
  const { till } = atTheCounter();
  const { type, scan, field, scans } = keyboard(till);
  till.store.setState({ panel: { name: 'noSale', reason: '' } });
  field.text = '';
  type('abc');
  scan(EAN);
  expect(field.text).toBe('abc');
  expect(scans).toEqual([EAN]);
});

test('an input method that composes has its keys to itself', () => {
  const { till } = atTheCounter();
  const { press } = keyboard(till);
  expect(press('Process', 100)).toBe(false);
  expect(press('n', 100, { isComposing: true })).toBe(false);
  expect(till.store.getState().panel).toBeNull();
});

test('the first letter opens the search with it; fast ones follow', () => {
  const { till } = atTheCounter();
  const { type } = keyboard(till);
  type('mi');
  expect(till.store.getState().panel).toMatchObject({ name: 'search', text: 'mi' });
});

test('function keys, reload and print never reach the browser; Tab does', () => {
  const { till } = atTheCounter();
  const { press } = keyboard(till);
  for (const key of ['F3', 'F5', 'F7']) expect(press(key, 200)).toBe(true);
  expect(press('r', 200, { ctrlKey: true })).toBe(true);
  expect(press('p', 200, { ctrlKey: true })).toBe(true);
  expect(press('Tab', 200)).toBe(false);
});

test('Enter held down acts once', () => {
  const { till, asked } = atTheCounter();
  const { type, press } = keyboard(till);
  type('4011');
  press('Enter', 100);
  press('Enter', 30, { repeat: true });
  press('Enter', 30, { repeat: true });
  expect(asked.filter((name) => name === 'sale.scan')).toHaveLength(1);
});

test('a till that does not answer takes no keys', () => {
  const { till, asked } = atTheCounter();
  const { type, press, scan } = keyboard(till);
  till.store.setState({ connection: 'lost' });
  type('4011');
  press('Enter', 100);
  scan(EAN);
  expect(till.store.getState().entry.text).toBe('');
  expect(asked).toEqual([]);
});

test('while paying, a scan adds nothing and says so; at the change it begins the next sale', () => {
  const { till, asked } = atTheCounter();
  const { scan } = keyboard(till);
  till.store.setState({ place: { name: 'tender', options: null, quote: null } });
  scan(EAN);
  expect(asked).not.toContain('sale.scan');
  expect(till.store.getState().notice?.kind).toBe('said');
  till.store.setState({ place: { name: 'change', completed: {} as never }, sale: null });
  scan(EAN);
  expect(till.store.getState().place).toEqual({ name: 'sell' });
  expect(asked.filter((name) => name === 'sale.scan')).toHaveLength(1);
});
