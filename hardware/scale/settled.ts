// When a weight may be sold: still, the same twice in a row, and not on a line already. Pure; knows neither lines nor clocks.
import type { ScaleReading } from '#contract/device.ts';
import type { ScaleSaying } from './weight.ts';

/** Two steps of a counter scale: as much as a load may drift that nobody has touched. */
const DRIFT_GRAMS = 10;

export interface Weighing {
  readonly reading: ScaleReading;
  /** The last figure the scale called still, in grams; null once it has moved. */
  readonly stillGrams: number | null;
  /** What is on a line already; null once the load was taken away or another lies there. */
  readonly takenGrams: number | null;
}

export const NOTHING_READ: ScaleReading = { grams: 0, isStable: false, isTaken: false };
export const nothingWeighed: Weighing = { reading: NOTHING_READ, stillGrams: null, takenGrams: null };

/** What is known after one more saying. `unclear` tells nothing, and so nothing may be sold by it. */
export function weighOn(before: Weighing, saying: ScaleSaying): Weighing {
  if (saying.kind === 'weight') return weighFigure(before, saying.grams, saying.isStill);
  const takenGrams = saying.kind === 'under' ? null : before.takenGrams;
  const { grams } = before.reading;
  const isFigureKept = saying.kind === 'moving';
  const reading = { ...NOTHING_READ, grams: isFigureKept ? grams : 0, isTaken: takenGrams !== null };
  const limit = saying.kind === 'moving' || saying.kind === 'unclear' ? {} : { limit: saying.kind };
  return { reading: { ...reading, ...limit }, stillGrams: null, takenGrams };
}

function weighFigure(before: Weighing, grams: number, isStill: boolean): Weighing {
  const isStable = isStill && before.stillGrams === grams;
  const { takenGrams: taken } = before;
  const isOther = taken !== null && isStable && Math.abs(grams - taken) > DRIFT_GRAMS;
  const takenGrams = grams === 0 || isOther ? null : taken;
  return {
    reading: { grams, isStable, isTaken: takenGrams !== null },
    stillGrams: isStill ? grams : null,
    takenGrams,
  };
}

/** The load that lies there is on a line now. */
export function takeWeight(before: Weighing): Weighing {
  const { reading } = before;
  if (reading.grams === 0) return before;
  return { ...before, reading: { ...reading, isTaken: true }, takenGrams: reading.grams };
}
