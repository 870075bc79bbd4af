// English words of customers: finding who is buying at the counter, and keeping them in the settings.

export const customer = {
  customer: 'Customer',
  title: 'Who is buying?',
  hint: 'Type a name, the last four digits of a telephone or a card; or scan the card',
  choose: 'Choose a customer',
  found: 'Customers found',
  none: 'Type, or scan a card.',
  nobody: 'Nobody is called so. Try the last four digits of the telephone.',
  many: (d: { count: number }) => `The first ${d.count} are shown. Type more.`,
  some: (d: { count: number }) => (d.count === 1 ? '1 customer' : `${d.count} customers`),
  pick: 'This is who buys',
  takeOff: 'Take the customer off',
  /** `name` is a finished text. */
  now: (d: { name: string }) => `${d.name} buys this sale.`,
  attached: (d: { name: string }) => `${d.name} buys. Prices and taxes follow.`,
  gone: 'Nobody known buys this sale now. Prices and taxes follow.',
  cardUnknown: (d: { code: string }) => `Nobody has the card “${d.code}”. Search by name or telephone.`,
  couponTaken: (d: { code: string }) =>
    `Coupon ${d.code} was taken. It counts as soon as its goods are there.`,
  emptySale: 'This sale has nothing in it yet. Go on scanning, or void it first.',
  exempt: 'Tax exempt',
  noGroup: 'No group',
  phone: (d: { tail: string }) => `Tel. … ${d.tail}`,
  card: 'Card',
};

export type CustomerWords = typeof customer;
