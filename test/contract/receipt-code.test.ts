// The code on a receipt: what is written is read again, byte for byte, and nothing else is.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromDigits, toDigits } from '#contract/compact.ts';
import { receiptCode, receiptCodeBytes, readReceiptCodeBytes } from '#contract/receipt-code.ts';
import { readRegisterCardBytes, registerCardBytes } from '#contract/register-card.ts';
import type { RegisterCard } from '#contract/register-card.ts';
import { fitsSealed, isSealed, MAX_SEALED_BYTES, seal, unseal } from '#contract/sealed-code.ts';
import { anyCode, codeOf } from './receipt-codes.ts';

const SIGNATURE = new Uint8Array(64).fill(7);
const noSurprise = (bytes: Uint8Array) => {
  const read = readReceiptCodeBytes(bytes);
  expect(read === null || receiptCode.safeParse(read).success).toBe(true);
};

describe('digits', () => {
  test('are the bytes again, and no other text gives the same bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
        const text = toDigits(bytes);
        expect(text).toMatch(/^\d*$/);
        expect(fromDigits(text)).toEqual(bytes);
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.stringMatching(/^\d{0,60}$/), (text) => {
        const bytes = fromDigits(text);
        if (bytes !== null) expect(toDigits(bytes)).toBe(text);
      }),
      { numRuns: 1_000 },
    );
  });

  test('that hold more than their bytes are no digits of ours, nor are letters', () => {
    expect(fromDigits('255')).toEqual(Uint8Array.of(255));
    for (const text of ['256', '1', '12', '72057594037927936', '12a', '１２３', '-12', '']) {
      expect(fromDigits(text)).toEqual(text === '' ? new Uint8Array() : null);
    }
  });
});

describe('a receipt code', () => {
  test('comes back as it was written, whatever the sale', () => {
    let long = 0;
    fc.assert(
      fc.property(anyCode, (code) => {
        expect(receiptCode.safeParse(code).success).toBe(true);
        if (code.lines !== null && code.lines.length > 3) long += 1;
        expect(readReceiptCodeBytes(receiptCodeBytes(code))).toEqual(code);
      }),
      { numRuns: 300 },
    );
    expect(long).toBeGreaterThan(20);
  });

  test('cut short, lengthened or of another version is none', () => {
    const bytes = receiptCodeBytes(codeOf(5));
    for (let length = 0; length < bytes.length; length += 1) {
      expect(readReceiptCodeBytes(bytes.slice(0, length))).toBeNull();
    }
    expect(readReceiptCodeBytes(Uint8Array.from([...bytes, 0]))).toBeNull();
    expect(readReceiptCodeBytes(Uint8Array.from([2, ...bytes.slice(1)]))).toBeNull();
  });

  test('made of anything at all never does more than be none', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), noSurprise), { numRuns: 2_000 });
    // Most of the above ends in the first bytes; these are good codes with a few bytes changed.
    const change = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(anyCode, change, (code, changes) => {
        const bytes = receiptCodeBytes(code);
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        noSurprise(bytes);
      }),
      { numRuns: 600 },
    );
  });

  test('has the size that decision 15 tells', () => {
    const sizes = [1, 5, 25, 60].map((lines) => {
      const bytes = receiptCodeBytes(codeOf(lines)).length + SIGNATURE.length;
      return [lines, bytes, 5 + toDigits(new Uint8Array(bytes)).length];
    });
    expect(sizes).toEqual([
      [1, 153, 377],
      [5, 229, 562],
      [25, 516, 1259],
      [60, 1016, 2473],
    ]);
    expect([60, 80].map((lines) => fitsSealed(receiptCodeBytes(codeOf(lines))))).toEqual([true, false]);
  });
});

describe('the text', () => {
  test('is digits with a prefix, and is known from every other code by its looks', () => {
    const text = seal('receipt', receiptCodeBytes(codeOf(1)), SIGNATURE);
    expect(text).toMatch(/^73101\d+$/);
    expect(isSealed('receipt', text)).toBe(true);
    expect(isSealed('receipt', ` ${text}\t`)).toBe(true);
    expect(isSealed('register', text)).toBe(false);
    // An article, a pay code, a scale's label, a badge, and numbers that only begin alike.
    for (const other of [
      '7310100000009',
      '731012345678901234567890',
      '260012300000500500',
      'CF-STAFF-1',
      '',
    ]) {
      expect(isSealed('receipt', other)).toBe(false);
    }
  });

  test('takes no more than fits on paper', () => {
    const most = new Uint8Array(MAX_SEALED_BYTES - 64);
    expect(unseal('receipt', seal('receipt', most, SIGNATURE))?.payload).toEqual(most);
    expect(() => seal('receipt', new Uint8Array(most.length + 1), SIGNATURE)).toThrow(RangeError);
    expect(fitsSealed(most)).toBe(true);
    expect(fitsSealed(new Uint8Array(most.length + 1))).toBe(false);
  });

  test('of anything at all is taken apart or is none', () => {
    const digits = fc.stringMatching(/^\d{0,1200}$/).map((text) => `73101${text}`);
    fc.assert(
      fc.property(fc.oneof(digits, fc.string({ maxLength: 400 })), (text) => {
        const sealed = unseal('receipt', text);
        if (sealed !== null) noSurprise(sealed.payload);
      }),
      { numRuns: 500 },
    );
  });
});

test('a register’s card comes back as it was written; bytes of anything are none', () => {
  const card: RegisterCard = {
    registerId: 'R2',
    epoch: 3,
    number: 2,
    storeName: '街角商店 Corner Shop',
    currency: 'CNY',
    publicKey: 'ab'.repeat(32),
  };
  const bytes = registerCardBytes(card);
  expect(readRegisterCardBytes(bytes)).toEqual(card);
  expect(readRegisterCardBytes(bytes.slice(0, -1))).toBeNull();
  expect(readRegisterCardBytes(Uint8Array.from([...bytes, 1]))).toBeNull();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (anything) => {
      readRegisterCardBytes(anything);
    }),
    { numRuns: 2_000 },
  );
});
