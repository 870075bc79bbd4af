// How long each command of ESC/POS is, from Epson's list and those of the clones. Data and its reading; it carries out
// nothing.

export const ESC = 0x1b;
export const FS = 0x1c;
export const GS = 0x1d;

/** How many parameters follow the two bytes of a command. */
const PARAMETERS: ReadonlyMap<number, Readonly<Record<string, number>>> = new Map([
  [
    ESC,
    { '@': 0, '2': 0, i: 0, m: 0, '3': 1, '!': 1, E: 1, G: 1, '-': 1, a: 1, d: 1, J: 1, M: 1, t: 1, R: 1 },
  ],
  [ESC + 0x100, { ' ': 1, '{': 1, V: 1, '=': 1, e: 1, $: 2, '\\': 2, c: 2, p: 3, u: 1, v: 0 }],
  [FS, { '&': 0, '.': 0, '!': 1, '-': 1, C: 1, W: 1, S: 2, p: 2 }],
  [GS, { '!': 1, B: 1, r: 1, a: 1, b: 1, L: 2, W: 2, P: 2, h: 1, w: 1, H: 1, f: 1, V: 1, I: 1 }],
]);

/** The number of parameters of a command that has a fixed one; null for one that is not known. */
export function parametersOf(first: number, second: number): number | null {
  const name = String.fromCharCode(second);
  return PARAMETERS.get(first)?.[name] ?? PARAMETERS.get(first + 0x100)?.[name] ?? null;
}

export const begins = (byte: number): boolean => byte === ESC || byte === FS || byte === GS;

/** The pages of ESC t, as iconv-lite names them. */
export const PAGE_NAMES: ReadonlyMap<number, string> = new Map([
  [0, 'cp437'],
  [2, 'cp850'],
  [3, 'cp860'],
  [4, 'cp863'],
  [5, 'cp865'],
  [16, 'cp1252'],
  [17, 'cp866'],
  [18, 'cp852'],
  [19, 'cp858'],
  [40, 'iso8859-15'],
  [45, 'cp1250'],
  [46, 'cp1251'],
  [47, 'cp1253'],
  [48, 'cp1254'],
  [51, 'cp1257'],
]);

/** ESC * m nL nH …: columns of 8 or 24 dots; how many bytes it has, 0 while that is not known. */
export function bitImageLength(bytes: readonly number[]): number {
  const [, , mode = 0, low, high] = bytes;
  if (low === undefined || high === undefined) return 0;
  return 5 + (low + high * 256) * (mode >= 32 ? 3 : 1);
}
