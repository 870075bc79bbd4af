// English words for paper: receipts, X reports and Z reports. The main process composes with them; they hold no figures
// of their own and never format money.
import type { ReturnReason } from '#contract/return.ts';

export const receipt = {
  title: 'Receipt',
  demo: 'DEMONSTRATION - NOT A RECEIPT',
  register: (d: { number: number }) => `Register ${d.number}`,
  receiptNumber: (d: { number: string }) => `Receipt ${d.number}`,
  cashier: (d: { name: string }) => `Cashier ${d.name}`,
  /** Date and time are finished texts in the shop's time zone. */
  at: (d: { date: string; time: string }) => `${d.date} ${d.time}`,
  tradingDay: (d: { date: string }) => `Trading day ${d.date}`,
  /** Under an article's name, when there is more than one piece. */
  pieces: (d: { quantity: string; price: string }) => `${d.quantity} x ${d.price}`,
  /** Under a weighed article's name. */
  weight: (d: { quantity: string; price: string }) => `${d.quantity} kg x ${d.price}/kg`,
  discount: 'Discount',
  discountPercent: (d: { percent: string }) => `Discount ${d.percent}`,
  /** `amount` is everything that was taken off, a finished text. */
  saved: (d: { amount: string }) => `You saved ${d.amount}`,
  lineCount: (d: { count: number }) => (d.count === 1 ? '1 line' : `${d.count} lines`),
  net: 'Net of tax',
  tax: (d: { name: string }) => d.name,
  taxTotal: 'Tax',
  total: 'TOTAL',
  rounding: 'Cash rounding',
  cash: 'Cash',
  change: 'Change',
  sold: 'Sold',
  returned: 'Returned',
  returnedFrom: (d: { number: string }) => `Returned from receipt ${d.number}`,
  returnedWithout: 'Returned without a receipt',
  /** Under the name of what came back; the reason is a finished text. */
  returnedPieces: (d: { quantity: string; reason: string }) => `${d.quantity}, ${d.reason}`,
  returnedWeight: (d: { quantity: string; reason: string }) => `${d.quantity} kg, ${d.reason}`,
  moneyBack: 'Money back',
  returnReason: {
    damaged: 'Damaged',
    wrongItem: 'Wrong article',
    notAsDescribed: 'Not as described',
    changedMind: 'Changed their mind',
    priceError: 'Wrong price',
    other: 'Another reason',
  } satisfies Record<ReturnReason, string>,
  copy: (d: { copy: number }) => `*** COPY ${d.copy} ***`,
  /** Under the square code at the end of a receipt. */
  forReturns: 'For returns',
  thanks: 'Thank you. Please come again.',
  end: (d: { title: string }) => `End of ${d.title}`,

  xReport: 'X REPORT',
  xNote: 'Figures so far. Nothing is closed.',
  zReport: 'Z REPORT',
  zNumber: (d: { number: number }) => `Z ${d.number}`,
  openZ: (d: { number: number }) => `Towards Z ${d.number}`,
  closedBy: (d: { name: string }) => `Closed by ${d.name}`,
  journalRows: (d: { first: number; last: number }) => `Journal rows ${d.first} to ${d.last}`,
  seal: (d: { seal: string }) => `Seal ${d.seal}`,
  sealNote: 'Keep this paper. The seal proves that nothing was changed afterwards.',

  sales: 'Sales',
  receipts: 'Receipts',
  salesTotal: 'Sales with tax',
  returnCount: 'Receipts with returns',
  returnTotal: 'Returned, with tax',
  tenders: 'Taken by',
  events: 'Also recorded',
  voidedSales: 'Voided sales',
  voidedLines: 'Voided lines',
  noSales: 'Drawer opened without a sale',
  copies: 'Receipt copies',
  priceOverrides: 'Price overrides',
  perpetual: 'Perpetual total',
  perpetualBefore: 'Perpetual total before',
  perpetualAfter: 'Perpetual total after',
  perpetualReturnsBefore: 'Perpetual returns before',
  perpetualReturnsAfter: 'Perpetual returns after',

  cashInDrawer: 'Cash in the drawer',
  shift: (d: { name: string }) => `Shift of ${d.name}`,
  /** Opening and closing time of a cashier's row, finished texts. */
  shiftTimes: (d: { from: string; to: string }) => `${d.from} to ${d.to}`,
  float: 'Float',
  cashTaken: 'Cash taken',
  changeGiven: 'Change given',
  cashRefunds: 'Paid out for returns',
  paidIn: 'Paid in',
  paidOut: 'Paid out',
  safeDrops: 'Safe drops',
  expected: 'Expected',
  counted: 'Counted',
  over: 'Over',
  short: 'Short',
  exact: 'Over or short',
};

export type ReceiptWords = typeof receipt;
