// What a fast cashier and a scanner that types do, and what the till must have of it: drawn from a seed, told as keys and
// as goods. Knows no page and no till.
import * as fc from 'fast-check';

/** One thing that is done; times in milliseconds, from the end of whatever was before. */
export type Deed =
  | { kind: 'type'; keys: readonly string[]; gapsMs: readonly number[] }
  | { kind: 'scan'; code: string; gapMs: number; everyMs: number; end: 'Enter' | 'Tab' };

/** An article or a code that none has, and how many thousandths of it. */
export interface Sold {
  code: string;
  isKnown: boolean;
  quantity: number;
}

export interface Sale {
  deeds: Deed[];
  sold: Sold[];
  scans: number;
  /** Scans that are the same code again at once, of an article: each is on the journal. */
  doubles: number;
}

interface Drawn {
  how: 'scan' | 'counted' | 'kept' | 'typed' | 'cleared' | 'double';
  number: number;
  isKnown: boolean;
  at: number;
  gapMs: number;
  everyMs: number;
  end: 'Enter' | 'Tab';
  typedGapsMs: number[];
}

/** A person's keys are at least 40 ms apart, a scanner's at most 20; two scans may follow each other at once. */
const drawn: fc.Arbitrary<Drawn> = fc.record({
  how: fc.constantFrom('scan', 'scan', 'scan', 'counted', 'kept', 'typed', 'cleared', 'double'),
  number: fc.integer({ min: 2, max: 99 }),
  isKnown: fc.boolean(),
  at: fc.nat(),
  gapMs: fc.integer({ min: 2, max: 60 }),
  everyMs: fc.integer({ min: 2, max: 20 }),
  end: fc.constantFrom('Enter', 'Enter', 'Tab'),
  typedGapsMs: fc.array(fc.integer({ min: 40, max: 120 }), { minLength: 20, maxLength: 20 }),
});

/** From a hand's last key to a scanner's first, and back: closer than this nobody can tell one from the other. */
const HAND_MS = 40;
const prefixes = ['', '', 'AB ', '#', 'x-1.'];

class Planner {
  readonly sale: Sale = { deeds: [], sold: [], scans: 0, doubles: 0 };
  readonly #known: readonly string[];
  readonly #number: () => number;
  #last = '';
  #wasTyped = false;

  constructor(known: readonly string[], number: () => number) {
    this.#known = known;
    this.#number = number;
  }

  /** Never the last one again, which would be a double read. */
  #codeFor({ isKnown, at }: Drawn): string {
    if (!isKnown) return `${prefixes[at % prefixes.length]}${730_000_000_000 + this.#number()}`;
    const code = this.#known[at % this.#known.length] ?? '';
    return code === this.#last ? (this.#known[(at + 1) % this.#known.length] ?? '') : code;
  }

  #type(keys: readonly string[], { typedGapsMs }: Drawn): void {
    this.sale.deeds.push({ kind: 'type', keys, gapsMs: keys.map((_, i) => typedGapsMs[i % 20] ?? HAND_MS) });
    this.#wasTyped = true;
  }

  #scan(one: Drawn, quantity = 1): void {
    const code = this.#codeFor(one);
    this.#send(code, one);
    this.sale.sold.push({ code, isKnown: one.isKnown, quantity: quantity * 1000 });
  }

  #send(code: string, { gapMs, everyMs, end }: Drawn): void {
    const atLeast = this.#wasTyped ? HAND_MS : 0;
    this.sale.deeds.push({ kind: 'scan', code, gapMs: Math.max(gapMs, atLeast), everyMs, end });
    this.sale.scans += 1;
    this.#last = code;
    this.#wasTyped = false;
  }

  add(one: Drawn): void {
    const digits = [...String(one.number)];
    switch (one.how) {
      case 'scan':
        this.#scan(one);
        break;
      case 'counted':
        this.#type([...digits, '*'], one);
        this.#scan(one, one.number);
        break;
      case 'kept':
        // What is in the buffer stays there behind a scan, and counts the next one.
        this.#type(digits, one);
        this.#scan(one);
        this.#type(['*'], one);
        this.#scan({ ...one, at: one.at + 1 }, one.number);
        break;
      case 'typed': {
        const code = this.#codeFor({ ...one, isKnown: true });
        this.#type([...code, 'Enter'], one);
        this.sale.sold.push({ code, isKnown: true, quantity: 1000 });
        this.#last = '';
        break;
      }
      case 'cleared':
        this.#type(digits, one);
        this.#scan(one);
        this.#type(['Escape'], one);
        break;
      case 'double':
        this.#scan(one);
        // All its keys together stay below 150 ms.
        this.#send(this.#last, { ...one, gapMs: 5, everyMs: 2 });
        if (one.isKnown) this.sale.doubles += 1;
        break;
    }
  }
}

/** Sales with about so many scans each, `scans` together. The same seed plans the same. */
export function planSales(
  { scans, inSale, seed }: { scans: number; inSale: number; seed: number },
  known: readonly string[],
): Sale[] {
  const sales: Sale[] = [];
  let number = 0;
  let left = scans;
  const all = fc.sample(drawn, { seed, numRuns: scans })[Symbol.iterator]();
  while (left > 0) {
    const planner = new Planner(known, () => (number += 7));
    while (planner.sale.scans < Math.min(inSale, left)) {
      const next = all.next();
      if (next.done === true) break;
      planner.add(next.value);
    }
    if (planner.sale.scans === 0) break;
    left -= planner.sale.scans;
    sales.push(planner.sale);
  }
  return sales;
}
