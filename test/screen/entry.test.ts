// The number buffer: what fits where, and what is a quantity.
import { expect, test } from 'vitest';
import { amountForm, backspace, decimalText, emptyEntry, readQuantity, typeInto } from '#screen/entry.ts';
import { readAmount, readPrice } from '#screen/verbs/entry.ts';
import { atTheCounter, keyboard } from '#test/support/keyboard.ts';
import type { Form } from '#screen/entry.ts';

function typed(keys: readonly string[], form: Form): string {
  let entry = emptyEntry;
  for (const key of keys) entry = typeInto(entry, key, form);
  return entry.text;
}

const euros: Form = { kind: 'number', decimals: 2 };

test('an amount takes one point and the decimals of its currency', () => {
  expect(typed([...'12.345'], euros)).toBe('12.34');
  expect(typed([...'1.2.3'], euros)).toBe('1.23');
  expect(typed([...'150'], { kind: 'number', decimals: 0 })).toBe('150');
  expect(typed([...'1.5'], { kind: 'number', decimals: 0 })).toBe('15');
});

test('a leading nought gives way to the next digit', () => {
  expect(typed(['0', '5'], euros)).toBe('5');
  expect(typed(['0', '.', '5'], euros)).toBe('0.5');
  expect(typed(['0', '00'], euros)).toBe('0');
});

test('00 is one key and does not half fit', () => {
  expect(typed(['5', '00'], euros)).toBe('500');
  expect(typed(['5', '.', '0', '00'], euros)).toBe('5.0');
});

test('a PIN takes eight digits and nothing else; a code keeps its leading noughts', () => {
  expect(typed([...'1234567890'], { kind: 'pin' })).toBe('12345678');
  expect(typed([...'0042'], { kind: 'code' })).toBe('0042');
});

test('a stray barcode is no quantity', () => {
  expect(readQuantity('3')).toBe(3000);
  expect(readQuantity('0.842')).toBe(842);
  expect(readQuantity('9999')).toBe(9_999_000);
  expect(readQuantity('10000')).toBeNull();
  expect(readQuantity('6901234567892')).toBeNull();
  expect(readQuantity('0')).toBeNull();
  expect(readQuantity('1.2345')).toBeNull();
});

test('backspace takes the last character, then the quantity', () => {
  const entry = { text: '4', quantity: readQuantity('3') };
  expect(backspace(entry)).toEqual({ text: '', quantity: 3000 });
  expect(backspace(backspace(entry))).toEqual(emptyEntry);
});

test('in the smallest unit digits fill from the right; 00 is two of them; there is no point to type', () => {
  const form = amountForm(2, 'minor');
  expect(typed([...'5000'], form)).toBe('5000');
  expect(typed(['5', '00', '00'], form)).toBe('50000');
  expect(typed([...'12.5'], form)).toBe('125');
  expect(typed([...'123456789012'], form)).toBe('12345678901');
  expect(decimalText('5', 2, 'minor')).toBe('0.05');
  expect(decimalText('5000', 2, 'minor')).toBe('50.00');
  expect(decimalText('5000', 3, 'minor')).toBe('5.000');
  expect(decimalText('5000', 0, 'minor')).toBe('5000');
  expect(decimalText('12.5', 2, 'minor')).toBe('12.5');
  expect(decimalText('', 2, 'minor')).toBe('');
  expect(decimalText('5000', 2, 'point')).toBe('5000');
});

test('every typed amount is read in the shop’s way of typing', () => {
  const { till } = atTheCounter();
  const { type, press } = keyboard(till);
  const { counter } = till.store.getState();
  till.store.setState({ place: { name: 'tender', options: null, quote: null } });
  const amount = () => readAmount(till.store.getState(), till.store.getState().entry.text);
  type('50');
  expect(amount()).toBe(5000);
  press('Backspace', 100);
  press('Backspace', 100);
  till.store.setState({ counter: { ...counter, amountEntry: 'minor' } });
  type('5000');
  expect(amount()).toBe(5000);
  press('Backspace', 100);
  expect(amount()).toBe(500);
  expect(readPrice(till.store.getState(), '450')).toBe(4_500_000);
  expect(readPrice(till.store.getState(), '1.0425')).toBe(1_042_500);
  expect(readAmount(till.store.getState(), '')).toBeNull();
});
