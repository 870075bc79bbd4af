// English words of the demonstration counter: what a mouse may do to its devices, and what they show.

export const demo = {
  title: 'Demonstration counter',
  toggle: 'Demonstration',
  close: 'Close the demonstration counter',

  scanner: 'Scanner',
  /** Said before an article's name, and before a person's. */
  scan: 'Scan',
  unknownArticle: 'Unknown article',
  badgeOf: 'Badge of',
  unlockFirst: 'Scan a badge to sign in.',

  scale: 'Scale',
  kilograms: (d: { weight: string }) => `${d.weight} kg`,
  lay: (d: { weight: string }) => `Lay ${d.weight} kg on the scale`,
  takeOff: 'Take off',
  settling: 'settling …',
  stable: 'stable',
  taken: 'in the basket',

  drawer: 'Cash drawer',
  drawerOpen: 'Drawer open',
  drawerShut: 'Drawer shut',
  shutDrawer: 'Push it shut',

  receipt: 'Receipt',
  /** The square code on a receipt, for whoever cannot see it. */
  code: 'QR code for returns',
  noReceipt: 'Nothing printed yet',
  larger: 'Larger',
  smaller: 'Smaller',

  printer: 'Printer paper',
  paper: 'Paper',
  paperIs: { enough: 'Enough', low: 'Low', out: 'Out' },
  cover: 'Cover open',
};

export type DemoWords = typeof demo;
