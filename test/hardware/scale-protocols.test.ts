// The protocols of scales: the bytes of the manuals, cut at every place; what an independent scale says of any load; and
// damage, of which no still weight may come.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SCALE_TALKS } from '#hardware/scale/protocols.ts';
import { nothingWeighed, weighOn } from '#hardware/scale/settled.ts';
import { readFigure, type FigureForm, type ScaleSaying } from '#hardware/scale/weight.ts';
import type { ScaleProtocol } from '#contract/scale-setting.ts';
import { speak, withEvenParity, type Dialect, type Lying } from './far-scale.ts';

const KG: FigureForm = { unit: 'kg', decimals: null };
const latin = (text: string) => Buffer.from(text, 'latin1');

function parse(protocol: ScaleProtocol, pieces: readonly Uint8Array[], form = KG): ScaleSaying[] {
  const parser = SCALE_TALKS[protocol].makeParser(form);
  return pieces.flatMap((piece) => parser.take(piece));
}

const still = (grams: number): ScaleSaying => ({ kind: 'weight', grams, isStill: true });
const swinging = (grams: number): ScaleSaying => ({ kind: 'weight', grams, isStill: false });

const vectors: [ScaleProtocol, string, ScaleSaying[], FigureForm?][] = [
  ['toledo', '\x02 01.234\r', [still(1_234)]],
  ['toledo', '\x0201.234N\r', [still(1_234)]],
  ['toledo', '\x02000.00\r', [still(0)]],
  ['toledo', '\x02?a\r', [{ kind: 'moving' }]],
  ['toledo', '\x02?b\r', [{ kind: 'over' }]],
  ['toledo', '\x02?d\r', [{ kind: 'under' }]],
  ['toledo', '\x02?h\r', [{ kind: 'zeroLost' }]],
  ['toledo', '\x02?p\r', [still(0)]],
  // Net: bit 5 on some, always 1 on others.
  ['toledo', '\x02?A\r', [{ kind: 'moving' }]],
  ['toledo', '\x0202.50\r', [still(1_134)], { unit: 'lb', decimals: null }],
  ['toledo', '\x0201234\r', [{ kind: 'unclear' }]],
  ['toledo', '\x0201234\r', [still(1_234)], { unit: 'kg', decimals: 3 }],
  ['toledo', '\x0200000\r', [still(0)]],
  ['toledo', '\x02E\rhello', []],
  ['toledo', '\x0201.2\x0202.345\r', [still(2_345)]],
  ['nci', '\n01.234KG\r\nS00\r\x03', [still(1_234)]],
  // The register's form holds a weight back while it moves, so its motion bit, of either polarity, is not asked.
  ['nci', '\n01.234KG\r\nS10\r\x03', [still(1_234)]],
  ['nci', '\nS10\r\x03', [{ kind: 'moving' }]],
  ['nci', '\nS01\r\x03', [{ kind: 'under' }]],
  ['nci', '\nS02\r\x03', [{ kind: 'over' }]],
  ['nci', '\nS0p8\r\x03', [{ kind: 'zeroLost' }]],
  ['nci', '\n 1.234kg\r\n00\r\x03', [still(1_234)]],
  ['nci', '\n 1.234kg\r\n10\r\x03', [swinging(1_234)]],
  ['nci', '\n  2.50lb\r\n00\r\x03', [still(1_134)]],
  ['nci', '\n 40.0 oz\r\n00\r\x03', [still(1_134)]],
  ['nci', '\n2LB 08.0OZ\r\nS00\r\x03', [still(1_134)]],
  ['nci', '\n 0567g \r\n00\r\x03', [still(567)]],
  ['nci', '\n^^^^^^\r\n02\r\x03', [{ kind: 'over' }]],
  ['nci', '\n______kg\r\n00\r\x03', [{ kind: 'under' }]],
  ['nci', '\n------\r\n00\r\x03', [{ kind: 'zeroLost' }]],
  ['nci', '\n- 0.005kg\r\n00\r\x03', [{ kind: 'under' }]],
  ['nci', '\n 1.234kg\r\n40\r\x03', [{ kind: 'unclear' }]],
  ['nci', '\n?\r\x03', []],
  ['nci', '\n 12pcs\r\n00\r\x03', [{ kind: 'unclear' }]],
  ['cas', 'ST,GS,1\xc4,0001.234 kg\r\n', [still(1_234)]],
  ['cas', 'US,GS,1\x84,0001.234 kg\r\n', [swinging(1_234)]],
  // Its lamps say otherwise than its head: one of them was misread.
  ['cas', 'ST,GS,1\x84,0001.234 kg\r\n', [swinging(1_234)]],
  ['cas', 'OL,GS,1\x84,         kg\r\n', [{ kind: 'over' }]],
  ['cas', 'ST,NT,+0001.234kg\r\n', [still(1_234)]],
  ['cas', 'ST,GS,-0000.010kg\r\n', [{ kind: 'under' }]],
  ['cas', 'ST,GS,   567 g\r\n', [still(567)]],
  ['cas', 'ST,GS,+   12 t\r\n', [{ kind: 'unclear' }]],
  ['cas', '34 kg\r\nST,GS,+0001.234kg\r\n', [still(1_234)]],
  ['cas', '1.2ST,GS,+0001.234kg\r\n', [still(1_234)]],
  ['aclas', '\x01\x02S 01.234kg\x66\x03\x04', [still(1_234)]],
  ['aclas', '\x01\x02S 01.234kg\x65\x03\x04', [still(1_234)]],
  ['aclas', '\x01\x02S 01.234kg\x67\x03\x04', []],
  ['aclas', '\x01\x02F 00.000kg\x77\x03\x04', [{ kind: 'over' }]],
  ['aclas', '\x01\x02\x01\x02S 01.234kg\x66\x03\x04', [still(1_234)]],
];

test.each(vectors)('%s %j', (protocol, text, said, form = KG) => {
  const bytes = latin(text);
  expect(parse(protocol, [bytes], form)).toEqual(said);
  // Wherever the line has cut it, and every byte for itself.
  for (let cut = 1; cut < bytes.length; cut += 1) {
    expect(parse(protocol, [bytes.subarray(0, cut), bytes.subarray(cut)], form), `cut at ${cut}`).toEqual(
      said,
    );
  }
  expect(
    parse(
      protocol,
      [...bytes].map((byte) => Uint8Array.of(byte)),
      form,
    ),
  ).toEqual(said);
});

const dialects: readonly (readonly [Dialect, ScaleProtocol])[] = [
  ['toledo', 'toledo'],
  ['nci', 'nci'],
  ['ecr', 'nci'],
  ['cas22', 'cas'],
  ['and18', 'cas'],
  ['aclas', 'aclas'],
  ['ap', 'aclas'],
];
const units = [
  { unit: 'kg', places: 3, gramsOf: (figure: number) => figure },
  { unit: 'g', places: 0, gramsOf: (figure: number) => figure },
  { unit: 'lb', places: 2, gramsOf: (figure: number) => Math.round((figure * 45_359_237) / 10_000_000) },
] as const;

const lying: fc.Arbitrary<Lying> = fc.record({
  figure: fc.integer({ min: 0, max: 30_000 }),
  how: fc.constantFrom('still', 'still', 'moving', 'under', 'over', 'zeroLost'),
});

/** What may be heard of a load, whatever the protocol: no more than it can say. */
function meant({ figure, how }: Lying, dialect: Dialect, gramsOf: (figure: number) => number): ScaleSaying {
  if (how === 'still') return still(gramsOf(figure));
  if (how !== 'moving')
    return { kind: how === 'zeroLost' && /^(cas22|and18|aclas|ap)$/.test(dialect) ? 'over' : how };
  return dialect === 'toledo' || dialect === 'ecr' ? { kind: 'moving' } : swinging(gramsOf(figure));
}

describe.each(dialects)('a scale that speaks %s', (dialect, protocol) => {
  test('is understood in any load, unit and cutting', () => {
    fc.assert(
      fc.property(
        fc.array(lying, { minLength: 1, maxLength: 12 }),
        fc.constantFrom(...units),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 30 }),
        (loads, { unit, places, gramsOf }, cuts) => {
          const bytes = Buffer.concat(loads.map((load) => speak(load, { dialect, unit, places })));
          const pieces: Buffer[] = [];
          for (let at = 0, n = 0; at < bytes.length; n += 1) {
            const size = cuts[n % cuts.length] ?? 1;
            pieces.push(bytes.subarray(at, at + size));
            at += size;
          }
          expect(parse(protocol, pieces, { unit, decimals: null })).toEqual(
            loads.map((load) => meant(load, dialect, gramsOf)),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  test('is understood again after any noise', () => {
    const make = { dialect, unit: 'kg', places: 3 };
    const load: Lying = { figure: 1_234, how: 'still' };
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => {
        const said = parse(protocol, [noise, ...Array.from({ length: 6 }, () => speak(load, make))]);
        expect(said.slice(-2)).toEqual([still(1_234), still(1_234)]);
      }),
      { numRuns: 300 },
    );
  });

  test('a byte that was lost makes no other weight that could be sold', () => {
    const make = { dialect, unit: 'kg', places: 3 };
    const whole = speak({ figure: 12_345, how: 'still' }, make);
    for (let at = 0; at < whole.length; at += 1) {
      const torn = Buffer.concat([whole.subarray(0, at), whole.subarray(at + 1)]);
      let weighing = nothingWeighed;
      for (const saying of parse(protocol, [whole, whole, torn, whole, whole])) {
        weighing = weighOn(weighing, saying);
        const { grams, isStable } = weighing.reading;
        if (isStable) expect(grams, `without byte ${at}`).toBe(12_345);
      }
      expect(weighing.reading, `without byte ${at}`).toEqual({
        grams: 12_345,
        isStable: true,
        isTaken: false,
      });
    }
  });
});

test('the parity of a line set to 8 bits is no part of what Toledo and NCI scales say', () => {
  const make = { dialect: 'toledo', unit: 'kg', places: 3 } as const;
  expect(parse('toledo', [withEvenParity(speak({ figure: 1_234, how: 'still' }, make))])).toEqual([
    still(1_234),
  ]);
  expect(parse('toledo', [withEvenParity(speak({ figure: 0, how: 'moving' }, make))])).toEqual([
    { kind: 'moving' },
  ]);
  const nci = speak({ figure: 1_234, how: 'moving' }, { ...make, dialect: 'nci' });
  expect(parse('nci', [withEvenParity(nci)])).toEqual([swinging(1_234)]);
});

test('every damaged bit of a frame with a check is found out', () => {
  for (const dialect of ['aclas', 'ap'] as const) {
    const whole = speak({ figure: 1_234, how: 'still' }, { dialect, unit: 'kg', places: 3 });
    for (let bit = 0; bit < whole.length * 8; bit += 1) {
      const damaged = Buffer.from(whole);
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(parse('aclas', [whole, damaged]), `${dialect}, bit ${bit}`).toEqual([still(1_234)]);
    }
    // Two bits, as far as the two kinds of check are apart: told by the kind that the scale began with.
    const other = Buffer.from(whole);
    other[9] = (other[9] ?? 0) ^ 3;
    expect(parse('aclas', [whole, other])).toEqual([still(1_234)]);
  }
});

test('figures become grams exactly, half up; a point is never guessed', () => {
  const read = (text: string, unit: 'kg' | 'lb' | 'oz' | 'g', decimals: number | null = null) =>
    readFigure(text, true, { unit, decimals });
  expect(read('0.0005', 'kg')).toEqual(still(1));
  expect(read('0.00049', 'kg')).toEqual(still(0));
  expect(read('2.2', 'lb')).toEqual(still(998));
  expect(read('1', 'oz')).toEqual({ kind: 'unclear' });
  expect(read('1.0', 'oz')).toEqual(still(28));
  expect(read('15', 'kg')).toEqual({ kind: 'unclear' });
  expect(read('15', 'kg', 0)).toEqual(still(15_000));
  expect(read('15000', 'g')).toEqual(still(15_000));
  expect(read('1001', 'kg', 0)).toEqual({ kind: 'unclear' });
  expect(read('-0.001', 'kg')).toEqual({ kind: 'under' });
  expect(read('-0.000', 'kg')).toEqual(still(0));
  for (const text of ['', '.', '1.2.3', '1e3', 'abc', '9'.repeat(13), '+-1.0']) {
    expect(read(text, 'kg'), text).toEqual({ kind: 'unclear' });
  }
});
