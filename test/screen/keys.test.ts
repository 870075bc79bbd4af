// The key router with the real action table and a till that only listens: what a burst of keys does, what it leaves, and
// what it must never touch.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { atTheCounter, keyboard } from '#test/support/keyboard.ts';

const EAN = '6901234567892';

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
  till.store.setState({ panel: { name: 'noSale', reason: '', isTyped: true } });
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
  // Another article: the same again so soon would be one read twice.
  scan('6920734710006');
  expect(till.store.getState().place).toEqual({ name: 'sell' });
  expect(asked.filter((name) => name === 'sale.scan')).toHaveLength(1);
});

test('a scan that ends in Tab is a scan; the Tab walks nowhere', () => {
  const { till } = atTheCounter();
  const { scan, scans } = keyboard(till);
  expect(scan(EAN, { end: 'Tab' })).toBe(true);
  expect(scans).toEqual([EAN]);
});

test('a scanner that ends its codes with CR and LF presses Enter twice, and the second one pays nothing', async () => {
  const { till, asked } = atTheCounter();
  const { scan, press, scans } = keyboard(till);
  till.store.setState({ place: { name: 'tender', options: null, quote: null } });
  for (const [code, second] of [
    [EAN, 'Enter'],
    ['6920734710006', 'Tab'],
  ] as const) {
    scan(code);
    expect(press(second, 6)).toBe(true);
    await vi.advanceTimersByTimeAsync(200);
  }
  expect(scans).toEqual([EAN, '6920734710006']);
  expect(asked).not.toContain('tender.options');
  // What was said of the scan stands there still.
  expect(till.store.getState().notice?.kind).toBe('said');
  // A hand's own Enter is one.
  press('Enter', 200);
  await vi.advanceTimersByTimeAsync(200);
  expect(asked).toContain('tender.options');
});

test('Space and Enter reach a button only when they stand alone', () => {
  const { till } = atTheCounter();
  const { press, field } = keyboard(till);
  till.store.setState({ panel: { name: 'help' } });
  field.isButtonFocused = true;
  expect(press(' ', 200)).toBe(false);
  expect(press('x', 200)).toBe(true);
  field.isButtonFocused = true;
  expect(press(' ', 10)).toBe(true);
  expect(press('y', 10)).toBe(true);
  field.isButtonFocused = true;
  expect(press('Enter', 10)).toBe(true);
});

test('letting a key go does nothing where its press did nothing to the page', () => {
  const { till, asked } = atTheCounter();
  const { press, letGo } = keyboard(till);
  press('5', 100, { code: 'Digit5' });
  expect(letGo('5', { code: 'Digit5' })).toBe(true);
  press('A', 100, { code: 'KeyA', shiftKey: true });
  expect(letGo('a', { code: 'KeyA' })).toBe(true);
  expect(letGo('Tab', { code: 'Tab' })).toBe(false);
  expect(asked.filter((name) => name === 'sale.scan')).toEqual([]);
});

test('after Enter the key before it repeats no more', () => {
  const { till, asked } = atTheCounter();
  const { type, press } = keyboard(till);
  type('15');
  press('5', 30, { repeat: true });
  expect(till.store.getState().entry.text).toBe('155');
  press('Enter', 100);
  press('5', 30, { repeat: true });
  press('5', 30, { repeat: true });
  expect(till.store.getState().entry.text).toBe('');
  expect(asked.filter((name) => name === 'sale.scan')).toHaveLength(1);
});

test('selecting another line begins the buffer anew, the quantity included', () => {
  const { till } = atTheCounter();
  const { type, press } = keyboard(till);
  type('3*12');
  press('ArrowUp', 100);
  expect(till.store.getState().selected).toBe('l1');
  type('5');
  expect(till.store.getState().entry).toEqual({ text: '5', quantity: null });
});

test('the numpad is numbers whatever Num Lock says; its comma is a point; Clear clears', () => {
  const { till, asked } = atTheCounter();
  const { press } = keyboard(till);
  press('End', 100, { code: 'Numpad1' });
  press('Clear', 100, { code: 'Numpad5' });
  press('Delete', 100, { code: 'NumpadDecimal' });
  press('Insert', 100, { code: 'Numpad0' });
  press(',', 100, { code: 'NumpadDecimal' });
  vi.advanceTimersByTime(100);
  expect(till.store.getState().entry.text).toBe('15.0.');
  expect(asked).not.toContain('sale.voidLine');
  press('Clear', 100, { code: 'NumLock' });
  expect(till.store.getState().entry.text).toBe('');
});

test('an input method’s key code is enough to leave a key alone', () => {
  const { till } = atTheCounter();
  const { press } = keyboard(till);
  expect(press('m', 100, { keyCode: 229 })).toBe(false);
  expect(till.store.getState().panel).toBeNull();
});

test('a quantity typed a moment before a scan stays a quantity', () => {
  const { till, requests } = atTheCounter();
  const { press, scan, scans } = keyboard(till);
  press('3', 200);
  press('*', 20);
  scan(EAN, { gapMs: 20 });
  expect(scans).toEqual([EAN]);
  const sent = requests.find(({ command }) => command === 'sale.scan');
  expect(sent?.args).toMatchObject({ code: EAN, quantity: 3000 });
});

test('help opens over a panel and gives it back with what was typed', () => {
  const { till } = atTheCounter();
  const { press, type } = keyboard(till);
  till.store.setState({ panel: { name: 'cashAmount', move: 'paidIn' as never } });
  type('12.5');
  press('F1', 100);
  expect(till.store.getState().panel).toMatchObject({ name: 'help' });
  press('F1', 100);
  expect(till.store.getState().panel).toMatchObject({ name: 'cashAmount' });
  expect(till.store.getState().entry.text).toBe('12.5');
});
