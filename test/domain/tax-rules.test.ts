// Who pays which taxes on goods that go where, with the figures that the calculator makes of it worked by hand.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Tax } from '#contract/catalog.ts';
import type { BusinessDate } from '#contract/ids.ts';
import type { Money, Price } from '#contract/money.ts';
import type { Quantity } from '#contract/quantity.ts';
import { firstTaxRules } from '#contract/tax-rule.ts';
import type { TaxRules } from '#contract/tax-rule.ts';
import { exemptAmount, exemptPrice, isExemptOn, taxesFor } from '#domain/tax-rules.ts';
import type { TaxBook } from '#domain/tax-rules.ts';
import { multiply } from '#domain/money.ts';
import { taxLines } from '#domain/tax.ts';

function tax(en: string, ratePpm: number, included: boolean): Tax {
  return {
    names: { en, zh: en },
    ratePpm: ratePpm as Tax['ratePpm'],
    included,
    raisesBase: false,
    ignoresRaised: false,
  };
}

const vat = tax('VAT', 130_000, true);
const excise = tax('Excise', 50_000, true);
const city = tax('City', 20_000, false);
const codes: Record<string, Tax[]> = {
  V13: [vat],
  MIXED: [vat, excise, city],
  US: [tax('State', 60_000, false), city],
  EXPORT: [tax('VAT', 0, true)],
  HAINAN: [tax('VAT', 30_000, true)],
};
const book = (rules: Partial<TaxRules['exemption']> = {}, more: Partial<TaxRules> = {}): TaxBook => ({
  rules: { ...firstTaxRules, exemption: { ...firstTaxRules.exemption, ...rules }, ...more },
  taxesOf: (code) => codes[code] ?? null,
});
const exempt = { isExempt: true, destination: null };
const nobody = { isExempt: false, destination: null };
const namesOf = (taxes: readonly Tax[]) => taxes.map(({ names }) => names.en);

/** What one piece comes to: the price asked, then net, taxes and total of the line. */
function worked(price: number, code: string, who: typeof exempt, of: TaxBook) {
  const asked = taxesFor(code, who, of);
  const micros = exemptPrice(price as Price, asked, of.rules, 'half-up');
  const amount = multiply(micros, 1000 as Quantity, 'CNY', 'half-up');
  const [line] = taxLines([{ amount, taxes: asked.taxes }], 'line', { currency: 'CNY', mode: 'half-up' });
  return [micros, line?.net, line?.taxes.map((one) => one.amount), line?.total];
}

describe('an exemption', () => {
  test('takes nothing from anybody who has none', () => {
    const asked = taxesFor('MIXED', nobody, book());
    expect([asked.taxCode, namesOf(asked.taxes), asked.removed]).toEqual([
      'MIXED',
      ['VAT', 'Excise', 'City'],
      [],
    ]);
    expect(worked(11_300_000, 'V13', nobody, book())).toEqual([11_300_000, 1000, [130], 1130]);
  });

  test('of a price of 11.30 with 13 % inside leaves 10.00 to pay', () => {
    expect(worked(11_300_000, 'V13', exempt, book())).toEqual([10_000_000, 1000, [], 1000]);
  });

  test('leaves the price where the shop says so: all of it is the shop’s', () => {
    expect(worked(11_300_000, 'V13', exempt, book({ exemptPrice: 'same' }))).toEqual([
      11_300_000,
      1130,
      [],
      1130,
    ]);
  });

  test('of a price that does not divide rounds the price once, to a millionth', () => {
    // 9.99 / 1.13 = 8.840707964…
    expect(worked(9_990_000, 'V13', exempt, book())).toEqual([8_840_708, 884, [], 884]);
  });

  test('of one tax of several leaves the base of the others as it was', () => {
    // 11.80 holds 18 %: a base of 10.00. Without the 13 % it is 10.50, and the city’s 2 % are still of 10.00.
    expect(worked(11_800_000, 'MIXED', nobody, book())).toEqual([11_800_000, 1000, [130, 50, 20], 1200]);
    expect(worked(11_800_000, 'MIXED', exempt, book({ removes: ['VAT'] }))).toEqual([
      10_500_000,
      1000,
      [50, 20],
      1070,
    ]);
  });

  test('of added taxes touches no price', () => {
    expect(worked(10_000_000, 'US', nobody, book())).toEqual([10_000_000, 1000, [60, 20], 1080]);
    expect(worked(10_000_000, 'US', exempt, book())).toEqual([10_000_000, 1000, [], 1000]);
    expect(worked(10_000_000, 'US', exempt, book({ removes: ['State'] }))).toEqual([
      10_000_000,
      1000,
      [20],
      1020,
    ]);
  });

  test('of a label’s amount rounds to a coin once', () => {
    const asked = taxesFor('V13', exempt, book());
    expect(exemptAmount(1130 as Money, asked, book().rules, 'half-up')).toBe(1000);
    expect(exemptAmount(999 as Money, asked, book().rules, 'half-up')).toBe(884);
    expect(exemptAmount(999 as Money, asked, book({ exemptPrice: 'same' }).rules, 'half-up')).toBe(999);
  });

  test('is believed to its last day', () => {
    const until = '2026-11-20' as BusinessDate;
    const days = ['2026-11-19', '2026-11-20', '2026-11-21'] as BusinessDate[];
    expect(days.map((day) => isExemptOn({ certificate: 'A1', until }, day))).toEqual([true, true, false]);
    expect(days.map((day) => isExemptOn({ certificate: 'A1', until: null }, day))).toEqual([
      true,
      true,
      true,
    ]);
    expect(isExemptOn(null, until)).toBe(false);
  });

  test('never leaves more to pay than before, and as much again when its taxes are added', () => {
    const price = fc.integer({ min: 0, max: 2_000_000_000 });
    const rate = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(price, rate, rate, (micros, gone, kept) => {
        const taxes = [tax('kept', kept, true)];
        const asked = { taxCode: 'X', taxes, removed: [tax('gone', gone, true)] };
        const less = exemptPrice(micros as Price, asked, firstTaxRules, 'half-up');
        expect(less).toBeLessThanOrEqual(micros);
        const again = (BigInt(less) * BigInt(1_000_000 + kept + gone)) / BigInt(1_000_000 + kept);
        // Half a millionth either way, times what the taxes make of it.
        expect(Math.abs(Number(again) - micros)).toBeLessThanOrEqual(2);
      }),
    );
  });
});

describe('a destination', () => {
  const names = { en: 'Hainan', zh: '海南' };
  const destinations = [
    { id: 'abroad', names, taxCodes: [{ from: 'V13', to: 'EXPORT' }] },
    { id: 'hainan', names, taxCodes: [{ from: 'V13', to: 'HAINAN' }] },
  ];
  const to = (destination: string | null) => ({ isExempt: false, destination });
  const there = book({}, { destinations });

  test('puts its own code in place of the shop’s; the price stays', () => {
    expect(taxesFor('V13', to('abroad'), there)).toMatchObject({ taxCode: 'EXPORT', removed: [] });
    expect(worked(10_300_000, 'V13', to('hainan') as never, there)).toEqual([10_300_000, 1000, [30], 1030]);
    expect(worked(11_300_000, 'V13', to('abroad') as never, there)).toEqual([11_300_000, 1130, [0], 1130]);
  });

  test('that is not known, or does not name the code, changes nothing', () => {
    for (const [code, where] of [
      ['US', 'hainan'],
      ['V13', 'moon'],
      ['V13', null],
    ] as const) {
      expect(taxesFor(code, to(where), there)).toEqual({ taxCode: code, taxes: codes[code], removed: [] });
    }
  });

  test('comes before the exemption, whose price is without the taxes of that place', () => {
    const who = { isExempt: true, destination: 'hainan' };
    expect(worked(10_300_000, 'V13', who as never, there)).toEqual([10_000_000, 1000, [], 1000]);
  });

  test('whose code nobody defined asks no tax', () => {
    const broken = book({}, { destinations: [{ id: 'x', names, taxCodes: [{ from: 'V13', to: 'GONE' }] }] });
    expect(taxesFor('V13', to('x'), broken)).toEqual({ taxCode: 'GONE', taxes: [], removed: [] });
  });
});
