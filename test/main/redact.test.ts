// What reaches a file: no PIN, no key, no badge, no launch code and no card number, wherever in a value they stand; and
// nothing else is lost.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redact, redactText } from '#main/redact.ts';

/** The check digit that makes a number a card's, by the published rule: written here anew. */
function withCheckDigit(body: string): string {
  const weights = [...body].reverse().map((digit, i) => {
    const doubled = Number(digit) * (i % 2 === 0 ? 2 : 1);
    return Math.floor(doubled / 10) + (doubled % 10);
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

const cardBody = fc
  .tuple(
    fc.constantFrom('4', '51', '55', '2221', '34', '37', '6011', '62', '3528'),
    fc.integer({ min: 14, max: 18 }),
  )
  .chain(([issuer, length]) =>
    fc
      .array(fc.integer({ min: 0, max: 9 }), {
        minLength: length - issuer.length,
        maxLength: length - issuer.length,
      })
      .map((digits) => issuer + digits.join('')),
  );
const card = cardBody.map(withCheckDigit);
const around = fc.string().filter((text) => !/[\d.][ -]?$|^[ -]?\d/.test(text) && !/\d/.test(text));

describe('card numbers', () => {
  test('the published test numbers of the schemes', () => {
    for (const number of [
      '4111111111111111',
      '5555555555554444',
      '378282246310005',
      '6212345678901232',
      '4222222222222',
    ]) {
      expect(redactText(`read ${number}!`)).toBe('read [card number]!');
    }
  });

  test('any, anywhere in a text, in one piece or in groups', () => {
    fc.assert(
      fc.property(around, card, around, fc.constantFrom('', ' ', '-'), (before, number, after, gap) => {
        const written = number.match(/.{1,4}/g)!.join(gap);
        expect(redactText(`${before}${written}${after}`)).not.toContain(written);
      }),
      { numRuns: 1000 },
    );
  });

  test('in any member of any value, also as a number or in an error', () => {
    fc.assert(
      fc.property(card, (number) => {
        const value = {
          a: [{ b: `x${number}` }, Number(number.slice(0, 15))],
          error: new Error(`no ${number}`),
        };
        expect(JSON.stringify(redact(value))).not.toContain(number);
      }),
      { numRuns: 300 },
    );
  });

  test('a track of a magnetic stripe', () => {
    expect(redactText('%B4111111111111111^DOE/JANE^29121010000000000000?')).toBe('[card number]');
    expect(redactText(';4111111111111111=29121010000000000?')).toBe('[card number]');
  });

  test('barcodes, times, amounts and hashes stay', () => {
    const kept = [
      '6901234567892',
      '2026-11-20T08:30:00.000Z',
      '1763627400000',
      '12.3456789012345678',
      '01890a5d-ac96-774b-bcce-b302099a8057',
      'a3f5c1'.repeat(10),
    ];
    for (const text of kept) expect(redactText(text), text).toBe(text);
    expect(redact({ seq: 1_763_627_400_000, amount: -5, isOpen: true, none: null })).toEqual({
      seq: 1_763_627_400_000,
      amount: -5,
      isOpen: true,
      none: null,
    });
  });
});

describe('secrets by their name', () => {
  test.each([
    'pin',
    'demoPin',
    'badge',
    'key',
    'token',
    'accessToken',
    'cookie',
    'Password',
    'clientSecret',
    'Authorization',
  ])('%s', (name) => {
    expect(redact({ deep: [{ [name]: 'given away' }] })).toEqual({ deep: [{ [name]: '[secret]' }] });
  });

  test('a member that has none says so; names that only look alike stay', () => {
    expect(redact({ badge: null, pinned: 'yes', keyboard: 'us', keysKeptBy: 'file' })).toEqual({
      badge: null,
      pinned: 'yes',
      keyboard: 'us',
      keysKeptBy: 'file',
    });
  });

  test('the launch code behind the address', () => {
    expect(redactText('at http://127.0.0.1:8123/?lang=zh#AbCdEfGhIjKlMnOpQrStUv ready')).toBe(
      'at http://127.0.0.1:8123/?lang=zh#[secret] ready',
    );
  });

  test('bytes are counted, not told; what is deeper than anything we log is cut off', () => {
    expect(redact(new Uint8Array(32))).toBe('[32 bytes]');
    const loop: Record<string, unknown> = {};
    loop['loop'] = loop;
    expect(JSON.stringify(redact(loop))).toContain('[deeper]');
  });
});
