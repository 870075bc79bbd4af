// English words of bringing goods back: the receipt, its lines, the money.

export const returns = {
  open: 'Return',
  findTitle: 'What comes back?',
  findHint: 'Scan the code at the end of the receipt, or type its number.',
  typeNumber: 'Receipt number',
  numberMissing: 'Scan the receipt or type its number first.',
  find: 'Find',
  without: 'No receipt',
  withoutTitle: 'Return without a receipt',

  title: (d: { number: string }) => `Receipt ${d.number}`,
  otherTill: 'another till of the shop',
  soldBy: (d: { moment: string; name: string; amount: string }) => `${d.moment} · ${d.name} · ${d.amount}`,
  lines: 'What was sold',
  paidWith: 'How it was paid',
  tookBy: (d: { tender: string; amount: string }) => `${d.tender} ${d.amount}`,
  tookAndGave: (d: { tender: string; amount: string; back: string }) =>
    `${d.tender} ${d.amount}, of which ${d.back} was given back`,
  withoutFigures: (d: { name: string; quantity: string; price: string }) =>
    `${d.name} · ${d.quantity} × ${d.price}`,
  counts: (d: { sold: string; returned: string; left: string }) =>
    `sold ${d.sold} · came back ${d.returned} · left ${d.left}`,
  marked: (d: { quantity: string }) => `${d.quantity} come back`,
  typeQuantity: 'Type how many, or a code',
  oneMore: 'One more',
  oneLess: 'One less',
  quantity: 'Quantity, or all of the line',
  quantityShort: '× / all',
  everything: 'The whole receipt',
  reason: 'Why it comes back',
  add: 'Into the basket',
  refund: 'Give money back',

  onlyLeft: (d: { name: string; left: string }) => `Only ${d.left} of “${d.name}” can still come back.`,
  nothingLeft: (d: { name: string }) => `All of “${d.name}” has come back already.`,
  allBack: 'Everything on this receipt has come back already.',
  wholePieces: 'This is sold by the piece: type a whole number.',
  notOnReceipt: (d: { code: string }) => `“${d.code}” is not on this receipt.`,
  nothingMarked: 'Scan what comes back, or mark it with Space.',
  notHere: 'Finish this first, then scan the receipt.',
  notAReceipt: 'This is the card of a register, no receipt and no article.',

  articleHint: 'Scan the article or type its code.',
  articleFirst: 'Scan the article or type its code first.',
  weightMissing: 'Type how many kilograms, then the quantity key.',
  priceToday: 'today’s price',

  group: 'Comes back',
  ofReceipt: (d: { number: string; reason: string }) => `Receipt ${d.number} · ${d.reason}`,
  ofNone: (d: { reason: string }) => `No receipt · ${d.reason}`,
  takenOut: (d: { name: string }) => `“${d.name}” does not come back after all.`,
  spoken: (d: { name: string; amount: string; total: string }) =>
    `${d.name} comes back, ${d.amount}. Total ${d.total}.`,

  toGiveBack: 'To give back',
  giveBack: 'Give back',
  inCash: 'In cash from the drawer',
  cashBack: 'Give it back in cash',
  gaveBack: 'Given back',
  summary: (d: { amount: string }) => `Returned ${d.amount}`,
  last: (d: { number: string }) => `Last sale ${d.number} · given back`,
};

export type ReturnsWords = typeof returns;
