// GS1 codes in all their forms: published vectors, what must be refused, and that writing and reading agree.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkDigit, gtinsOf } from '#contract/barcode.ts';
import { elementKinds } from '#contract/gs1-table.ts';
import { elementsOf, readElements, writeElements } from '#contract/gs1.ts';
import type { Element } from '#contract/gs1.ts';
import { readScanned } from '#contract/scanned.ts';

const FNC1 = '\x1d';
const pairs = (elements: Element[] | null) => elements?.map(({ ai, value }) => [ai, value]) ?? null;

describe('published vectors', () => {
  test('a lot, FNC1, a weight and a date', () => {
    const sent = `${FNC1}01940190976854571033650100138${FNC1}310200200415131018`;
    expect(pairs(readElements(sent))).toEqual([
      ['01', '94019097685457'],
      ['10', '33650100138'],
      ['3102', '002004'],
      ['15', '131018'],
    ]);
  });

  test('parts of a fixed length need no FNC1', () => {
    expect(pairs(elementsOf('0194019097685457131701193017'))).toEqual([
      ['01', '94019097685457'],
      ['13', '170119'],
      ['30', '17'],
    ]);
  });

  test('a serial shipping container code', () => {
    expect(checkDigit('10614141192837465')).toBe(7);
    expect(pairs(readElements('00106141411928374657'))).toEqual([['00', '106141411928374657']]);
    expect(readElements('00106141411928374658')).toBeNull();
  });

  test.for([
    ['https://id.gs1.org/01/09506000134352', [['01', '09506000134352']]],
    [
      'https://id.gs1.org/01/09506000134352/10/ABC1/21/12%2F3?17=201225&3103=000195&ref=x',
      [
        ['01', '09506000134352'],
        ['10', 'ABC1'],
        ['21', '12/3'],
        ['17', '201225'],
        ['3103', '000195'],
      ],
    ],
    ['https://id.gs1.org/01/09506000134352/', [['01', '09506000134352']]],
    [
      'https://shop.example/01/09506000134352/?17=201225',
      [
        ['01', '09506000134352'],
        ['17', '201225'],
      ],
    ],
    // A shop's own host, a path before it, and thirteen digits.
    ['HTTP://shop.example/p/q/01/9506000134352#x', [['01', '09506000134352']]],
  ] as const)('Digital Link %s', ([link, elements]) => {
    expect(pairs(elementsOf(link))).toEqual(elements);
  });

  test.for(['87111125', '47259928', '1234567891231', '9624347543184', '692771981161', '716791315697'])(
    '%s is a good number',
    (code) => {
      expect(gtinsOf(code)[0]).toBe(code.padStart(14, '0'));
    },
  );
});

// An article whose code says something that the table does not know is an unknown code.
test.for([
  ['a telephone with its numbers', '21S7', '8040490154203237518', '8041490154203237526'],
  ['a medicine from Italy', '716A012345678', '17271231'],
  ['a device', '8014M7', '21S'],
])('%s is read', ([, ...parts]) => {
  const read = pairs(readElements(`0109501101530003${parts.join(FNC1)}`));
  expect(read?.slice(1).map(([ai, value]) => `${ai}${value}`)).toEqual(parts);
});

describe('what is not as the table says is nothing', () => {
  test.for([
    ['a check digit', '0109501101530004'],
    ['a short GTIN', '01095011015300'],
    ['an identifier that there is not', '01095011015300030500'],
    ['a month that there is not', '010950110153000317261331'],
    ['a day that there is not', '010950110153000317260231'],
    ['two values of one', `010950110153000310A${FNC1}10B`],
    ['a part without a value', `010950110153000310${FNC1}17261231`],
    ['more than twenty characters', `010950110153000310${'A'.repeat(21)}`],
    ['letters in a number', '0109501101530003310300A195'],
    ['a character outside of the set', '010950110153000310a~b'],
    ['a fixed part that breaks off', `0109501101530003${FNC1}1726${FNC1}1231`],
    ['two FNC1', `010950110153000310A${FNC1}${FNC1}17261231`],
  ] as const)('%s', ([, sent]) => {
    expect(readElements(sent)).toBeNull();
  });

  test.for([
    'https://example.com/',
    'https://example.com/01',
    'https://example.com/2026/01/05',
    'https://example.com/01/09506000134353',
    'https://example.com/01/09506000134352/17',
    'https://example.com/01/09506000134352/%zz/1',
    'https://example.com/01/09506000134352?17=991399',
    'ftp://example.com/01/09506000134352',
    '(01)09501101530004',
    '(01)',
    '(1)09501101530003',
    '01',
    '09501101530003',
    '6901234567892',
    '02095011015300033705',
  ])('%s', (code) => expect(elementsOf(code)).toBeNull());
});

/** Any data that its identifier allows, without dates and check digits, which have tests of their own. */
const element = fc
  .constantFrom(...[...elementKinds.values()].filter((kind) => kind.checked === 0 && !kind.isDate))
  .chain(({ ai, isNumeric, least, most }) => {
    const signs = isNumeric ? '0123456789' : '!"%&\'()*+,-./0123456789:;<=>?ABCXYZ_abcxyz';
    const sign = fc.constantFrom(...signs);
    return fc
      .array(sign, { minLength: least, maxLength: most })
      .map((value): Element => ({ ai, value: value.join('') }));
  });
const elements = fc.uniqueArray(element, { minLength: 1, maxLength: 6, selector: ({ ai }) => ai });

/** As a printer of labels puts them: FNC1 behind everything that has no fixed length, but not at the end. */
const sentOf = (all: readonly Element[]) =>
  all
    .map(({ ai, value }, at) => {
      const isLast = at === all.length - 1;
      return ai + value + (elementKinds.get(ai)?.isFixed === true || isLast ? '' : FNC1);
    })
    .join('');

test('what is written is read, printed and sent', () => {
  fc.assert(
    fc.property(elements, (all) => {
      expect(elementsOf(writeElements(all))).toEqual(all);
      expect(readElements(sentOf(all))).toEqual(all);
    }),
    { numRuns: 500 },
  );
});

test('no text whatever makes it throw', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string().map((tail) => `(01)${tail}`),
    fc.string().map((tail) => `https://a/01/${tail}`),
    fc.array(fc.constantFrom('01', '10', '17', '0', '9', FNC1, '(', ')')).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(text, (any) => {
      const code = readScanned(any).code;
      elementsOf(any);
      expect(/\p{Cc}/u.test(code)).toBe(false);
    }),
    { numRuns: 2000 },
  );
});

test('every single wrong digit of the GTIN is found', () => {
  const good = '0109501101530003';
  for (let at = 2; at < good.length; at += 1) {
    for (const digit of '0123456789') {
      if (digit === good[at]) continue;
      expect(readElements(good.slice(0, at) + digit + good.slice(at + 1))).toBeNull();
    }
  }
});

test('the table: no identifier begins another, and those of a fixed length are those of the standard', () => {
  const names = [...elementKinds.keys()];
  const clashes = names.filter((one) => names.some((other) => other !== one && other.startsWith(one)));
  expect(clashes).toEqual([]);
  // General Specifications, figure 7.8.5-2: by the first two digits, with the identifier itself.
  const lengths: Record<string, number> = {
    '00': 20,
    '01': 16,
    '02': 16,
    '03': 16,
    '11': 8,
    '12': 8,
    '13': 8,
    '15': 8,
    '16': 8,
    '17': 8,
    '20': 4,
    '31': 10,
    '32': 10,
    '33': 10,
    '34': 10,
    '35': 10,
    '36': 10,
    '41': 16,
  };
  const fixed = [...elementKinds.values()].filter(({ isFixed }) => isFixed);
  const found = new Set(fixed.map(({ ai, most }) => `${ai.slice(0, 2)} ${ai.length + most}`));
  expect([...found].toSorted()).toEqual(
    Object.entries(lengths)
      .map((one) => one.join(' '))
      .toSorted(),
  );
});
