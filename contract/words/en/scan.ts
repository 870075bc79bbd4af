// English words of scans that are no article, or no whole code: what they are and what to do.

export const scan = {
  brokenOff: 'The scanner broke off in the middle of a code. Scan it again.',
  garbled:
    'What the scanner sent is not a code. Scan it again; if it stays so, look at the scanner’s cable and speed.',
  tooLong: 'That is longer than any code of an article. Nothing was added.',
  address: 'That code is a web address, not an article. Nothing was opened and nothing was added.',
  payment: 'That looks like a payment code, and no article has it. Nothing was added.',
  paymentHere: 'That is a payment code of a wallet. This till takes no wallets; take cash.',
  parkFirst: 'Park or finish this sale first, then scan the slip.',
  parkedNotHere: 'Finish this first, then scan the slip of the parked sale.',
  expired: (d: { date: string }) => `It may be sold until ${d.date} only. That day is over: take it out.`,
  takeOut: 'Take it out',
  tried: (d: { code: string; source: string; kind: string; end: string; pace: string }) =>
    `Read: “${d.code}”, ${d.source}. ${[d.kind, d.end, d.pace].filter((part) => part !== '').join(', ')}.`,
  keyboard: 'by a scanner that types',
  kindUnknown: 'kind not told',
  ends: (d: { end: string }) => `ends with ${d.end}`,
  endsWithEnter: 'ends with Enter',
  endsWithNothing: 'without an end: program the scanner to send one',
  pace: (d: { ms: number }) => `${d.ms} ms a character`,
};

export type ScanWords = typeof scan;
