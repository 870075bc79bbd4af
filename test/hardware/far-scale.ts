// A scale as its manual describes it, for tests: it lies under a load that moves and settles, and answers or speaks in one
// of the four protocols. Written from the manuals alone; it shares nothing with the parsers that it is there to judge.

export interface Lying {
  /** In the scale's own unit, times its divisions: 1234 is 1.234 kg or 12.34 lb. */
  readonly figure: number;
  readonly how: 'still' | 'moving' | 'under' | 'over' | 'zeroLost';
}

export type Dialect =
  | 'toledo'
  | 'nci'
  | 'ecr'
  | 'cas22'
  | 'and18'
  | 'aclas'
  /** The same frames with a check that leaves out the head, as cash registers know them. */
  | 'ap';

export interface ScaleMake {
  readonly dialect: Dialect;
  readonly unit: string;
  /** Digits behind the point. */
  readonly places: number;
}

const [SOH, STX, ETX, EOT, LF, CR] = [1, 2, 3, 4, 10, 13].map((code) => String.fromCharCode(code));

/** 7 bits and their parity, as a line set to eight bits without parity would hear them. */
export function withEvenParity(bytes: Buffer): Buffer {
  return Buffer.from(
    bytes.map((byte) => {
      let ones = 0;
      for (let bit = 0; bit < 7; bit += 1) ones += (byte >> bit) & 1;
      return byte | (ones % 2 === 1 ? 0x80 : 0);
    }),
  );
}

function written(figure: number, places: number, width: number, filler: string): string {
  const digits = String(Math.abs(figure)).padStart(places + 1, '0');
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return text.padStart(width, filler);
}

function toledo({ figure, how }: Lying, { places }: ScaleMake): string {
  if (how === 'still' && figure > 0) return `${STX}${written(figure, places, 6, '0')}${CR}`;
  const bits = { still: 0b10000, moving: 0b00001, over: 0b00010, under: 0b00100, zeroLost: 0b01000 }[how];
  return `${STX}?${String.fromCharCode(0b1100000 | bits)}${CR}`;
}

function nci({ figure, how }: Lying, { places, unit, dialect }: ScaleMake): string {
  const isAtZero = how === 'still' && figure === 0;
  const first = 0x30 | (how === 'moving' ? 1 : 0) | (isAtZero ? 2 : 0);
  const second = 0x30 | (how === 'under' ? 1 : 0) | (how === 'over' ? 2 : 0);
  const codes = how === 'zeroLost' ? [first, second | 0x40, 0x38] : [first, second];
  const status = String.fromCharCode(...codes);
  if (dialect === 'ecr') {
    const weight = how === 'still' ? `${LF}${written(figure, places, 6, '0')}${unit.toUpperCase()}${CR}` : '';
    return `${weight}${LF}S${status}${CR}${ETX}`;
  }
  const field = { under: '______', over: '^^^^^^', zeroLost: '------', still: '', moving: '' }[how];
  const weight = field === '' ? written(figure, places, 6, ' ') : field;
  return `${LF}${weight}${unit}${CR}${LF}${status}${CR}${ETX}`;
}

function streamed({ figure, how }: Lying, { places, unit, dialect }: ScaleMake): string {
  const head = { still: 'ST', moving: 'US', under: 'OL', over: 'OL', zeroLost: 'OL' }[how];
  const sign = how === 'under' ? '-' : dialect === 'and18' ? '+' : '0';
  const data = how === 'still' || how === 'moving' ? written(figure, places, 7, '0') : '       ';
  if (dialect === 'and18') return `${head},GS,${sign}${data}${unit.padStart(2)}${CR}${LF}`;
  const lamps = 0x80 | (how === 'still' ? 0x40 : 0) | 0x04 | (figure === 0 ? 1 : 0);
  return `${head},GS,1${String.fromCharCode(lamps)},${sign}${data} ${unit.padStart(2)}${CR}${LF}`;
}

function framed({ figure, how }: Lying, { places, unit, dialect }: ScaleMake): string {
  const flag = how === 'still' ? 'S' : how === 'moving' ? 'U' : 'F';
  const body = `${flag}${how === 'under' ? '-' : ' '}${written(figure, places, 6, '0')}${unit.padStart(2)}`;
  const checked = dialect === 'ap' ? body : `${SOH}${STX}${body}`;
  const check = [...checked].reduce((sum, character) => sum ^ character.charCodeAt(0), 0);
  return `${SOH}${STX}${body}${String.fromCharCode(check)}${ETX}${EOT}`;
}

const speakers = { toledo, nci, ecr: nci, cas22: streamed, and18: streamed, aclas: framed, ap: framed };

/** What the scale sends for what lies on it. */
export function speak(lying: Lying, make: ScaleMake): Buffer {
  return Buffer.from(speakers[make.dialect](lying, make), 'latin1');
}

/** What asks it, where it must be asked. */
export const questions: Readonly<Partial<Record<Dialect, string>>> = { toledo: 'W', nci: 'W\r', ecr: 'W\r' };

export interface FarScale {
  lay(lying: Lying): void;
  /** Switched off: it answers nothing and says nothing. */
  setOff(isOff: boolean): void;
  stop(): void;
}

/** A port as the end of a line that a scale lies at. */
export const lineOf = (far: {
  on(event: 'data', heard: (bytes: Uint8Array) => void): unknown;
  write(bytes: Buffer): unknown;
}): Parameters<typeof layFarScale>[0] => ({
  on: (heard) => void far.on('data', heard),
  send: (bytes) => void far.write(bytes),
});

/** Lays the scale at the end of a line. One that speaks by itself does so many times a second. */
export function layFarScale(
  line: { on(heard: (bytes: Uint8Array) => void): void; send(bytes: Buffer): void },
  make: ScaleMake,
  everyMs = 15,
): FarScale {
  let lying: Lying = { figure: 0, how: 'still' };
  let isOff = false;
  let heard = '';
  const question = questions[make.dialect] ?? null;
  const say = () => {
    if (!isOff) line.send(speak(lying, make));
  };
  line.on((bytes) => {
    if (question === null) return;
    const parts = `${heard}${Buffer.from(bytes).toString('latin1')}`.split(question);
    heard = parts.at(-1) ?? '';
    for (let asked = 1; asked < parts.length; asked += 1) say();
  });
  const timer = question === null ? setInterval(say, everyMs) : undefined;
  return {
    lay: (next) => void (lying = next),
    setOff: (next) => void (isOff = next),
    stop: () => clearInterval(timer),
  };
}
