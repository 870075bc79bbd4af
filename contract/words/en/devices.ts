// English words of the devices in the settings: how each stands, trying them, and papers that somebody must look at.

export const devices = {
  devices: 'Devices',
  hint: 'How each of them stands now. Trouble with a device never stops a sale.',
  notHere: 'This till has none.',
  none: 'none',
  since: (d: { at: string }) => `since ${d.at}`,
  untested:
    'Printing through the Windows queue has not been tried with a real printer yet. Check its first papers.',
  isSimulated: 'Simulated, for practice: nothing real is connected.',
  select: 'Select a device',
  test: 'Try it',
  /** What trying each of them does. */
  tests: {
    printer: 'Prints a page with characters, ¥, a barcode and a QR code, then cuts it.',
    fallback: 'Prints the same page there.',
    drawer: 'Opens it, on record as an opening without a sale.',
    scanner: 'Scan any article: what was read is shown here.',
    scale: 'Put something on it: its weight is shown here.',
    display: 'Shows letters and digits on it until the next change of a sale.',
  },
  whatFor: 'A second printer prints what the first cannot print for 15 seconds.',
  wedge: 'A scanner that types like a keyboard works as well. Scan any article: what was read is shown here.',
  weight: {
    stable: (d: { weight: string }) => `Now ${d.weight} kg, steady`,
    moving: (d: { weight: string }) => `Now ${d.weight} kg, not steady yet`,
  },
  connectPrinter: 'Connect the printer',
  connectFallback: 'Connect the second printer',
  connectDrawer: 'Connect the drawer',
  connectBeside: {
    scale: 'Connect the scale',
    scanner: 'Connect a scanner',
    display: 'Connect the pole display',
  },
  managerOnly: 'A manager connects devices.',
  printTest: 'Print a test page',
  testSent: 'A test page goes to the printer. Look whether all its lines are whole.',
  openDrawer: 'Open the drawer',
  /** The reason on the journal. */
  drawerReason: 'Drawer tried in the settings',
  drawerTold: 'The drawer was told to open. If it stayed shut, look at its cable to the printer.',
  questions: (d: { count: number }) =>
    d.count === 1 ? 'One paper may not have come out' : `${d.count} papers may not have come out`,
  asked: (d: { title: string; at: string }) => `${d.title}, ${d.at}: did it print?`,
  held: (d: { title: string; at: string }) => `${d.title}, ${d.at}: it waited too long. Is it still wanted?`,
  answers: { printed: 'It printed', again: 'Print it again', leave: 'Nobody wants it' },
  marked: 'What may be on paper already comes out again marked as a copy.',
};

export type DevicesWords = typeof devices;
