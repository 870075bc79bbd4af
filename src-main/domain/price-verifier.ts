// The GS1 price verifier: a check digit over a price of four or five digits alone. Owns nothing else of a barcode.
// Source: GS1 General Specifications, 7.9.2 (weighted products), 7.9.3 (four digits), 7.9.4 (five digits).

/** Each digit's weighted product, by the standard's names of the weights. */
const weights = {
  '2-': [0, 2, 4, 6, 8, 9, 1, 3, 5, 7],
  '3': [0, 3, 6, 9, 2, 5, 8, 1, 4, 7],
  '5+': [0, 5, 1, 6, 2, 7, 3, 8, 4, 9],
  '5-': [0, 5, 9, 4, 8, 3, 7, 2, 6, 1],
} as const;

const ofFour = ['2-', '2-', '3', '5-'] as const;
const ofFive = ['5+', '2-', '5-', '5+', '2-'] as const;

function weigh(digits: string, by: readonly (keyof typeof weights)[]): number {
  return by.reduce((sum, weight, i) => sum + (weights[weight][Number(digits[i])] ?? 0), 0);
}

/** The verifier, 0 to 9, of four or five digits. Throws RangeError for any other length. */
export function priceVerifier(digits: string): number {
  if (digits.length === 4) return (weigh(digits, ofFour) * 3) % 10;
  if (digits.length !== 5) throw new RangeError(`no price verifier over ${digits.length} digits`);
  const missing = (10 - (weigh(digits, ofFive) % 10)) % 10;
  return (weights['5-'] as readonly number[]).indexOf(missing);
}
