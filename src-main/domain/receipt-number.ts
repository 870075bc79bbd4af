// How receipts are numbered. Owns that no number is ever given twice: books that follow others they could not read to the
// end count in a series of their own.

/** The series that a register counts its receipts in; one of its own for every epoch after the first. */
export function receiptSeriesOf(register: { id: string; epoch: number }): string {
  return register.epoch === 1 ? register.id : `${register.id}E${register.epoch}`;
}

/**
 * The series and the number in it that a printed receipt number names; null for anything else. A number alone is one of
 * `series`, so that the newest receipts can be keyed in quickly.
 */
export function readReceiptNumber(text: string, series: string): { series: string; no: number } | null {
  const match = /^(?:(\d{1,2}(?:E\d{1,6})?)-)?(\d{1,12})$/i.exec(text.trim());
  if (match === null) return null;
  const [, position, no] = match;
  return { series: position === undefined ? series : `R${position.toUpperCase()}`, no: Number(no) };
}

/** A receipt's number as it is printed: 1-000042, and 1E2-000042 in the second epoch. */
export function receiptNumberOf(registerNumber: number, epoch: number, no: number): string {
  const position = epoch === 1 ? String(registerNumber) : `${registerNumber}E${epoch}`;
  return `${position}-${String(no).padStart(6, '0')}`;
}
