// The arithmetic of measurements: percentiles, and ratios of pairs that were measured side by side. Reads no clock.

/** The value below which `share` of the others lie (nearest rank); NaN of nothing. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? Number.NaN) + upper) / 2 : upper;
}

export interface Ratio {
  median: number;
  min: number;
  max: number;
}

/** How many times `a` each `b` beside it is: the machine's moods touch both of a pair alike. */
export function pairRatios(pairs: readonly { a: number; b: number }[]): Ratio {
  const ratios = pairs.map(({ a, b }) => a / b);
  return { median: median(ratios), min: Math.min(...ratios), max: Math.max(...ratios) };
}

/** The slope of a straight line through points, by least squares. */
export function slope(points: readonly { x: number; y: number }[]): number {
  const mean = (pick: (point: { x: number; y: number }) => number) =>
    points.reduce((sum, point) => sum + pick(point), 0) / points.length;
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)];
  const along = points.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
  return points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0) / along;
}

/** Three digits that say something: 0.482, 4.82, 48.2, 482. */
export function shown(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
}

export function shownRatio({ median: middle, min, max }: Ratio): string {
  return `${shown(middle)} (${shown(min)}–${shown(max)})`;
}
