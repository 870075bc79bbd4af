// Barcode numbers. Owns check digits and the GTIN-14 form in which numbers are compared; never looks anything up.
// Source: GS1 General Specifications, 7.9 (check digits) and 5.2.2.4 (UPC-E).

/** The GS1 mod-10 check digit of the digits before it (weights 3, 1 from the right), 0 to 9. */
export function checkDigit(digits: string): number {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const weight = (digits.length - i) % 2 === 1 ? 3 : 1;
    sum += weight * (digits.charCodeAt(i) - 48);
  }
  return (10 - (sum % 10)) % 10;
}

function isChecked(code: string): boolean {
  return checkDigit(code.slice(0, -1)) === code.charCodeAt(code.length - 1) - 48;
}

/** The UPC-A number that an eight-digit UPC-E (number system 0 or 1) stands for, or null. */
export function expandUpcE(code: string): string | null {
  if (!/^[01]\d{7}$/.test(code)) return null;
  const system = code.slice(0, 1);
  const body = code.slice(1, 7);
  const last = body.slice(5);
  let upc: string;
  if (last <= '2') upc = `${body.slice(0, 2)}${last}0000${body.slice(2, 5)}`;
  else if (last === '3') upc = `${body.slice(0, 3)}00000${body.slice(3, 5)}`;
  else if (last === '4') upc = `${body.slice(0, 4)}00000${body.slice(4, 5)}`;
  else upc = `${body.slice(0, 5)}0000${last}`;
  const full = system + upc + code.slice(7);
  return isChecked(full) ? full : null;
}

/** The eight digits of a UPC-E that stand for this UPC-A, as far as they would pass for an EAN-8 as well. */
function packedForms(upc: string): string[] {
  const [system, maker, item] = [upc.slice(0, 1), upc.slice(1, 6), upc.slice(6, 11)];
  const bodies = [
    `${maker.slice(0, 2)}${item.slice(2)}${maker.slice(2, 3)}`,
    `${maker.slice(0, 3)}${item.slice(3)}3`,
    `${maker.slice(0, 4)}${item.slice(4)}4`,
    `${maker}${item.slice(4)}`,
  ];
  const forms = bodies.map((body) => system + body + upc.slice(11));
  return forms.filter((form) => expandUpcE(form) === upc && isChecked(form));
}

/**
 * The GTIN-14 forms a scanned number may stand for, likeliest first: EAN-13, EAN-8, UPC-A, ITF-14, or a
 * UPC-E expanded. A UPC-A is last also the eight digits of its UPC-E: so an article is kept by them that was first read by
 * a scanner that does not expand. Empty when no reading has a right check digit. Leading zeros are never stripped.
 */
export function gtinsOf(code: string): string[] {
  if (!/^(\d{8}|\d{12,14})$/.test(code)) return [];
  const readings: string[] = [];
  if (isChecked(code)) readings.push(code.padStart(14, '0'));
  const upc = code.length === 8 ? expandUpcE(code) : null;
  if (upc !== null) readings.push(upc.padStart(14, '0'));
  const upcA = /^0*([01]\d{11})$/.exec(code.length === 8 ? '' : (readings[0] ?? ''))?.[1];
  const packed = upcA === undefined ? [] : packedForms(upcA);
  return [...readings, ...packed.map((form) => form.padStart(14, '0'))];
}
