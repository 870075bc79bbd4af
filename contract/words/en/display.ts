// English words of the customer's own display: the window on a second screen. The pole has none.

export const display = {
  title: 'Customer display',
  welcome: 'Welcome',
  closed: 'This till is closed',
  total: 'Total',
  savings: 'You save',
  tax: 'Tax',
  received: 'Received',
  due: 'To pay',
  giveBack: 'We give back',
  change: 'Change',
  thanks: 'Thank you for shopping with us',
  earlier: (d: { count: number }) => (d.count === 1 ? '1 more line above' : `${d.count} more lines above`),
  times: (d: { count: string }) => `${d.count} ×`,
  kilograms: (d: { weight: string }) => `${d.weight} kg`,
  voided: 'taken off',
  receiptCode: 'Your receipt: take a picture of it',
  receiptCodeHint: 'It serves for a return, as the paper does.',
  connecting: 'One moment …',
  refused: 'This display is not connected. Open it again from the till.',
  opened:
    'The customer display is open in another window. Pull it over to the screen that the customer sees.',
  tried: 'The display shows twenty letters and all its digits. Look whether each of them lights.',
  noPole: 'This till has no pole display.',
  noWindow: 'The window was not let open. Allow it for this page, then try again.',
};

export type DisplayWords = typeof display;
