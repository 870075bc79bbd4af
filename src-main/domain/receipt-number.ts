// How receipts are numbered. Owns that no number is ever given twice: books that follow others they could not read to the
// end count in a series of their own.

/** The series that a register counts its receipts in; one of its own for every epoch after the first. */
export function receiptSeriesOf(register: { id: string; epoch: number }): string {
  return register.epoch === 1 ? register.id : `${register.id}E${register.epoch}`;
}

/** A receipt's number as it is printed: 1-000042, and 1E2-000042 in the second epoch. */
export function receiptNumberOf(registerNumber: number, epoch: number, no: number): string {
  const position = epoch === 1 ? String(registerNumber) : `${registerNumber}E${epoch}`;
  return `${position}-${String(no).padStart(6, '0')}`;
}
