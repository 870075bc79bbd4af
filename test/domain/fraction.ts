// Exact fractions in lowest terms, for the tax oracle of the tests. Shares nothing with the calculator.

export interface Fraction {
  over: bigint;
  under: bigint;
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b);
}

export function fraction(over: bigint | number, under: bigint | number = 1n): Fraction {
  const [n, d] = [BigInt(over), BigInt(under)];
  const common = gcd(n, d) || 1n;
  return { over: n / common, under: d / common };
}

export const add = (a: Fraction, b: Fraction) =>
  fraction(a.over * b.under + b.over * a.under, a.under * b.under);
export const times = (a: Fraction, b: Fraction) => fraction(a.over * b.over, a.under * b.under);

/** To the nearest whole; a tie goes up or, to the even, to the even one. Not for negatives. */
export function nearest({ over, under }: Fraction, mode: 'half-up' | 'half-even'): bigint {
  const below = over / under;
  const rest = over - below * under;
  if (rest * 2n === under) return mode === 'half-up' || below % 2n === 1n ? below + 1n : below;
  return rest * 2n > under ? below + 1n : below;
}
