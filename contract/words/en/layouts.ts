// English words of the shop's own barcodes in the settings: how labels of a scale are read.

export const layouts = {
  layouts: 'Labels of the scale',
  hint: 'How the shop’s own barcodes carry an article and its weight, amount or pieces. Of two that fit, the first counts.',
  select: 'Choose a layout',
  add: 'New layout',
  edit: 'Change the layout',
  switchOnOff: 'Use, or take out',
  up: 'Up',
  down: 'Down',
  place: (d: { place: number }) => `No. ${d.place}`,
  notUsed: 'Not in use',
  used: (d: { name: string }) => `${d.name} is in use now, after the others.`,
  takenOut: (d: { name: string }) => `${d.name} is not in use any more.`,
  removes: (d: { name: string }) =>
    `${d.name} is your own and will be gone. Press Use, or take out once more.`,
  saved: (d: { name: string }) => `${d.name} is saved and counts from the next scan on.`,
  tooMany: (d: { most: number }) => `There can be ${d.most} layouts. Take one out first.`,

  name: 'The layout',
  nameEn: 'Name in English',
  nameZh: 'Name in Chinese',
  pattern: 'Digits in their order',
  letters:
    'I article, W weight, P amount, Q pieces, V price verifier, C check digit, X any digit; a digit is itself.',
  weightDecimals: 'W in',
  weightUnits: ['kg', '0.1 kg', '0.01 kg', 'g'] as readonly string[],
  amountDecimals: 'Decimals of P',
  asCurrency: 'As the currency',
  codeIs: 'I is',
  codes: { plu: 'The PLU', sku: 'The stock code', itemReference: 'Part of the article’s own barcode' },
  problems: {
    name: 'Type a name for the layout.',
    letters: 'Type 8 to 24 letters I W P Q V X C or digits, with I in it.',
    split: 'The places of a letter must follow each other, such as IIIII.',
    long: 'A weight, amount or number of pieces has at most 8 digits.',
    check: 'C is the check digit: one, at the end.',
    verifier: 'V is one digit and verifies an amount or weight of 4 or 5 digits.',
    both: 'A label carries a weight or pieces, not both.',
    reference: 'Part of an article’s barcode: the pattern has 8, 12, 13 or 14 digits and ends with C.',
  },

  tryLabel: 'Try a label: scan it, or type its digits',
  tryIt: 'Try the label',
  fitsNone: (d: { code: string }) => `${d.code}: no layout fits it.`,
  fitsNot: (d: { code: string }) => `${d.code}: this layout does not fit it.`,
  readAs: (d: { layout: string; article: string; said: string }) => `${d.article} · ${d.said} · ${d.layout}`,
  noArticle: (d: { code: string }) => `no article has the number ${d.code}`,
  pieces: (d: { count: string }) => `${d.count} pieces`,
  misread: {
    checkDigit: 'its check digit is wrong',
    priceVerifier: 'its price verifier is wrong',
    noFigure: 'it carries no figure',
    tooFine: 'its amount is smaller than the smallest coin',
  },
};

export type LayoutWords = typeof layouts;
