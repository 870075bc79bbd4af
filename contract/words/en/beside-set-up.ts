// English words of connecting a scale, a pole display or a scanner. What is the same for the printer is said there.

export const besideSetUp = {
  title: {
    scale: 'Connect the scale',
    display: 'Connect the pole display',
    scanner: 'Connect a scanner',
  },
  hint: {
    scale: 'Choose where the cable of the scale goes. Nothing is sent there yet.',
    display: 'Choose where the cable of the display goes. Nothing is sent there yet.',
    scanner:
      'Choose where the scanner is. One that types like a keyboard needs none of this: it works already.',
  },
  nothingFound: 'Nothing is plugged in that could be it.',
  kinds: {
    printer: 'a receipt printer',
    adapter: 'an adapter; anything may be behind it',
    scanner: 'a scanner',
    unknown: 'may be anything',
  },
  port: 'Another port: its name',
  noPlace: 'Choose the port first, or type its name.',
  agree: { scale: 'Is this the scale?', display: 'Is this the display?', scanner: 'Is this the scanner?' },
  agreeAsk: (d: { label: string }) =>
    `Nobody can say what is connected to ${d.label}. A printer, a modem or another device may do something unexpected when it is sent what is meant for this one.`,
  agreeLook: 'Look where its cable goes. If it is the right one, it may be tried.',
  yes: 'It is: go on',
  at: (d: { place: string }) => `Connected to ${d.place}`,
  kind: { scale: 'What kind of scale', display: 'What kind of display', scanner: 'The scanner' },
  asks: 'is asked for each weight',
  speaks: 'sends its weight by itself',
  twoLines: 'two lines of letters',
  digits: 'eight digits and lamps',
  speed: 'Speed of the port',
  unit: 'Its figures are in',
  decimals: 'Digits behind the point, where it sends none',
  letters: 'Letters with accents: the page it was set to',
  plain: 'None',
  name: 'What it is called, where there are several',
  try: {
    scale: 'Try it: lay something on it',
    display: 'Try it: show letters and digits',
    scanner: 'Try it: scan anything',
  },
  stop: 'Stop trying',
  paused:
    'While it is tried, the other devices of this till rest; what waits for the printer prints afterwards.',
  opening: 'Opening the port …',
  waiting: {
    scale: 'The port is open. Waiting for a weight …',
    display: 'The port is open.',
    scanner: 'The port is open. Scan anything.',
  },
  shown: 'Can you read “Counterfoil” and 12.50 on it? A display of digits shows 12.50 alone.',
  shownNot: 'If it stays dark or shows other signs, choose another kind or another speed.',
  silent: {
    scale:
      'Nothing comes from it. Is it on, and does its cable sit firmly? If so, choose another kind or another speed.',
    display: 'It cannot be reached. Is it on, and does its cable sit firmly?',
    scanner: 'It cannot be reached. Does its cable sit firmly?',
  },
  notUnderstood:
    'What comes is no weight that can be read for certain. Choose another kind or speed; where it sends no point, say how many digits stand behind it.',
  typed: 'This scanner types like a keyboard: it works already and needs no connection.',
  over: 'Not tried any more. Try it again, or go on.',
  keep: { scale: 'Use this scale', display: 'Use this display', scanner: 'Use this scanner' },
  kept: {
    scale: 'This scale counts from now on.',
    display: 'The customer is shown there what is sold from now on.',
    scanner: 'This scanner reads for the till from now on.',
  },
  forget: {
    scale: 'As before it was set up',
    display: 'As before it was set up',
    scanner: 'Scanners as before',
  },
  forgotten: 'It is again what it was before it was set up here.',
  chosen: 'Scanners that were connected here',
  noneChosen: 'There is none.',
  listHint: 'These count in place of any that were set up beforehand. Scanners that type work beside them.',
  replaces: 'A scanner that was set up beforehand is left out once one is connected here.',
  another: 'Connect another',
  takeOut: 'Take it out',
  takenOut: (d: { name: string }) => `“${d.name}” is taken out.`,
  most: (d: { most: number }) => `A till has ${d.most} scanners at most. Take one out first.`,
};

export type BesideSetUpWords = typeof besideSetUp;
