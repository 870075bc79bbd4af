// What a printer answers, bit by bit as the ESC/POS manuals have it. Pure; it never decides when to answer.

/** How a printer is. */
export interface PrinterCondition {
  readonly paper: 'ok' | 'low' | 'out';
  readonly isCoverOpen: boolean;
  /** An error that keeps it from printing, such as a cutter that is stuck. */
  readonly hasFailed: boolean;
  readonly isDrawerOpen: boolean;
}

export const isOffline = ({ paper, isCoverOpen, hasFailed }: PrinterCondition): boolean =>
  paper === 'out' || isCoverOpen || hasFailed;

/** DLE EOT n: bits 1 and 4 are always set, bits 0 and 7 never. */
export function statusAnswer(question: number, condition: PrinterCondition): Uint8Array {
  const { paper, isCoverOpen, hasFailed, isDrawerOpen } = condition;
  // The sensor line of this drawer is high while it stands open.
  const printer = (isOffline(condition) ? 0x08 : 0) | (isDrawerOpen ? 0x04 : 0);
  const cause = (isCoverOpen ? 0x04 : 0) | (paper === 'out' ? 0x20 : 0) | (hasFailed ? 0x40 : 0);
  const error = hasFailed ? 0x20 : 0;
  const roll = paper === 'out' ? 0x6c : paper === 'low' ? 0x0c : 0;
  return Uint8Array.of(0x12 | ([printer, cause, error, roll][question - 1] ?? 0));
}

/** GS a: four bytes, told apart from other answers by the fixed bits of the first. */
export function automaticAnswer(condition: PrinterCondition): Uint8Array {
  const { paper, isCoverOpen, hasFailed, isDrawerOpen } = condition;
  const first =
    0x10 | (isDrawerOpen ? 0x04 : 0) | (isOffline(condition) ? 0x08 : 0) | (isCoverOpen ? 0x20 : 0);
  const roll = paper === 'out' ? 0x0f : paper === 'low' ? 0x03 : 0;
  return Uint8Array.of(first, hasFailed ? 0x20 : 0, roll, 0);
}

/** GS r n: 1 is the paper, 2 the drawer's line. */
export function sensorAnswer(n: number, { paper, isDrawerOpen }: PrinterCondition): Uint8Array {
  if (n % 48 === 2) return Uint8Array.of(isDrawerOpen ? 0x01 : 0x00);
  return Uint8Array.of(paper === 'low' ? 0x03 : paper === 'out' ? 0x0c : 0x00);
}

const NAMES: Readonly<Record<number, string>> = {
  65: '1.00',
  66: 'COUNTERFOIL',
  67: 'VIRTUAL PRINTER',
  68: '000001',
  69: 'SIMPLIFIED CHINESE',
};

/** GS I n: a number, or a name between `_` and NUL; null for what has no answer. */
export function identityAnswer(n: number): Uint8Array | null {
  if (n >= 1 && n <= 3) return Uint8Array.of([0x20, 0x02, 0x01][n - 1] ?? 0);
  const name = NAMES[n];
  return name === undefined ? null : Buffer.from(`_${name}\0`, 'latin1');
}

/** GS ( H: the four signs that came with the question, once everything before it was printed. */
export const processIdAnswer = (signs: readonly number[]): Uint8Array =>
  Uint8Array.of(0x37, 0x22, ...signs, 0x00);
