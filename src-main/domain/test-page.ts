// The test page of a receipt printer: what a shopkeeper sees at once when columns, characters, codes or the cutter are set
// wrongly. Owns what it says; the printer's own way of drawing it is what is being tested.
import type { Instant } from '#contract/ids.ts';
import { formatMoney } from '#contract/money.ts';
import type { Paper, PaperBlock } from '#contract/receipt.ts';
import type { RegisterConfig } from '#contract/register.ts';
import { wordsFor } from '#contract/words/index.ts';
import { pair, text } from './paper.ts';
import { dateAndTime, paperHead } from './receipt.ts';

/** Each set with the words that show whether the printer has it: the eye knows them, whatever the language. */
const SAMPLES: readonly (readonly [charset: string, text: string])[] = [
  ['gb18030', 'gb18030    中文 牛奶 ￥12.50 €9'],
  ['gb2312', 'gb2312     中文 牛奶 ￥12.50'],
  ['cp437', 'cp437      ¥£ äöüß éèç ñ'],
  ['cp850', 'cp850      ¥£ äöüß éèç ñ ø'],
  ['cp858', 'cp858      €¥£ äöüß éèç ñ ø'],
  ['cp1252', 'cp1252     €¥£ äöüß éèç ñ ø'],
  ['cp852', 'cp852      ąćęłńóśźż řů'],
  ['cp1250', 'cp1250     ąćęłńóśźż řů'],
  ['cp866', 'cp866      Привет Ёё'],
  ['cp1251', 'cp1251     Привет Ёё'],
  ['cp1253', 'cp1253     Ευχαριστώ'],
  ['cp1254', 'cp1254     ğışÖÇ'],
];

/** `6901234567892` is nobody's article: the first digits are China's, the others count. */
const EXAMPLE_GTIN = '6901234567892';
/** Nine digits in minor units: the widest amount that a till is likely to print. */
const WIDE_AMOUNT = 123_456_789;

export function composeTestPage(printer: string, at: Instant, register: RegisterConfig): Paper {
  const { currency, receiptLanguage: language } = register;
  const words = wordsFor(language).receipt;
  const samples = SAMPLES.map(([charset, sample]): PaperBlock => ({ kind: 'sample', charset, text: sample }));
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
