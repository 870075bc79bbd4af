// What a property of the arithmetic is, and how it is run: so often, from a seed, in portions between which it can be watched
// and cancelled. Knows no property.
import * as fc from 'fast-check';
import { Counter } from './counter.ts';
import { offers } from './laid-down.ts';

/** Between two portions the process hears what it is told. */
const PORTION = 2_500;

/** How a part is to be run. */
export interface Run {
  runs: number;
  seed: number;
  /** The folder of a demonstration shop that was set up and closed; asked for only where there is a store. */
  template: () => Promise<string>;
  /** Told what has been done. */
  onRuns?: (runs: number) => void;
  signal?: AbortSignal;
}

export interface Held {
  runs: number;
  /** Null where no run failed; else the smallest case that was found, and the seed that finds it again. */
  failure: string | null;
}

/** One way in which a property is looked at. */
export interface Part {
  /** What it is held against. */
  what: string;
  /** One run of it for so many of the property's own: what goes through the store takes its time. */
  oneIn: number;
  hold: (run: Run) => Promise<Held>;
}

export interface Property {
  /** As in the list of ten. */
  number: number;
  says: string;
  parts: readonly Part[];
}

/** Throws where something is not so. Far cheaper than `expect`, which matters a million times. */
export function claim(isSo: boolean, what: string): asserts isSo {
  if (!isSo) throw new Error(`not so: ${what}`);
}

export const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

async function inPortions<T>(
  property: fc.IProperty<T> | fc.IAsyncProperty<T>,
  { runs, seed, onRuns, signal }: Run,
  each = 1,
): Promise<Held> {
  for (let done = 0; done < runs;) {
    if (signal?.aborted === true) return { runs: done, failure: null };
    const wanted = Math.ceil(Math.min(PORTION, runs - done) / each);
    const details = await fc.check(property as fc.IAsyncProperty<T>, { numRuns: wanted, seed: seed + done });
    done += (details.failed ? details.numRuns : wanted) * each;
    onRuns?.(done);
    if (details.failed) {
      const { errorInstance: error } = details;
      const why = error instanceof Error ? error.message : 'it failed';
      return { runs: done, failure: `${why}\n${(await fc.asyncDefaultReportMessage(details)) ?? ''}` };
    }
    await breathe();
  }
  return { runs, failure: null };
}

/** A part that needs no books. `holds` throws, or answers false, where the property does not hold. */
export function inMemory<T>(
  what: string,
  arbitrary: fc.Arbitrary<T>,
  holds: (value: T) => boolean | void,
): Part {
  return { what, oneIn: 1, hold: (run) => inPortions(fc.property(arbitrary, holds), run) };
}

async function withCounter<T>(run: Run, work: (counter: Counter) => Promise<T>): Promise<T> {
  const counter = await Counter.open(await run.template(), offers);
  try {
    return await work(counter);
  } finally {
    await counter.close();
  }
}

/** A part at a counter with real books; what a run does there is undone after it. */
export function atCounter<T>(
  what: string,
  oneIn: number,
  arbitrary: fc.Arbitrary<T>,
  holds: (counter: Counter, value: T) => void,
): Part {
  return {
    what,
    oneIn,
    hold: (run) =>
      withCounter(run, (counter) =>
        inPortions(
          fc.property(arbitrary, (value) => counter.undoing(() => holds(counter, value))),
          run,
        ),
      ),
  };
}

/** A part at a counter that keeps what is done and is started anew: `each` values at a time, each of which is a run. */
export function acrossRestarts<T>(
  what: string,
  { oneIn, each }: { oneIn: number; each: number },
  arbitrary: fc.Arbitrary<T>,
  holds: (counter: Counter, values: readonly T[]) => Promise<void>,
): Part {
  const together = fc.array(arbitrary, { minLength: each, maxLength: each });
  return {
    what,
    oneIn,
    hold: (run) =>
      withCounter(run, (counter) =>
        inPortions(
          // What a run has kept is kept: a smaller case cannot be looked for in the same books.
          fc.asyncProperty(fc.noShrink(together), (values) => holds(counter, values)),
          run,
          each,
        ),
      ),
  };
}
