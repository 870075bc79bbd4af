// The test page of a receipt printer: what a shopkeeper sees at once when columns, characters, codes or the cutter are set
// wrongly. Owns what it says; the printer's own way of drawing it is what is being tested.
import type { Instant } from '#contract/ids.ts';
import { formatMoney } from '#contract/money.ts';
import type { Paper, PaperBlock } from '#contract/receipt.ts';
import type { RegisterConfig } from '#contract/register.ts';
import { TEST_SAMPLES } from '#contract/test-sample.ts';
import { wordsFor } from '#contract/words/index.ts';
import { pair, text } from './paper.ts';
import { dateAndTime, paperHead } from './receipt.ts';

/** `6901234567892` is nobody's article: the first digits are China's, the others count. */
const EXAMPLE_GTIN = '6901234567892';
/** Columns in front of each sample, for the name of its set. */
const NAME_WIDTH = 11;
/** Nine digits in minor units: the widest amount that a till is likely to print. */
const WIDE_AMOUNT = 123_456_789;

export function composeTestPage(printer: string, at: Instant, register: RegisterConfig): Paper {
  const { currency, receiptLanguage: language } = register;
  const words = wordsFor(language).receipt;
  const samples = TEST_SAMPLES.map(([charset, sample]): PaperBlock => ({
    kind: 'sample',
    charset,
    text: `${charset.padEnd(NAME_WIDTH)}${sample}`,
  }));
  return {
    title: words.testPage,
    blocks: [
      { kind: 'logo' },
      ...paperHead(register),
      text(words.testPage, 'center', { isBold: true, isLarge: true }),
      text(printer, 'center'),
      text(words.at(dateAndTime(at, register)), 'center'),
      { kind: 'rule' },
      text(words.testWidth),
      { kind: 'ruler' },
      text(words.testAmounts),
      pair(words.testArticle, formatMoney(WIDE_AMOUNT, currency, language)),
      pair(words.total, formatMoney(WIDE_AMOUNT, currency, language), { isBold: true, isLarge: true }),
      { kind: 'rule' },
      text(words.testLetters),
      ...samples,
      { kind: 'rule' },
      text(words.testCodes),
      { kind: 'code', symbology: 'ean13', data: EXAMPLE_GTIN, caption: EXAMPLE_GTIN },
      { kind: 'code', symbology: 'qr', data: 'COUNTERFOIL TEST', caption: 'COUNTERFOIL TEST' },
      text(words.end({ title: words.testPage }), 'center'),
    ],
  };
}
