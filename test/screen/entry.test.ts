// The number buffer: what fits where, and what is a quantity.
import { expect, test } from 'vitest';
import { backspace, emptyEntry, readQuantity, typeInto } from '#screen/entry.ts';
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
