// One test for each part of a property. Owns their names and how a failure is told; the properties are beside it.
import { describe, inject, test } from 'vitest';
import type { Property } from './property.ts';
import { propertyRuns } from './runs.ts';

/** Another one each time, unless one is given: what fails says which it was. */
const seed = Number(process.env['COUNTERFOIL_SEED'] ?? Date.now() % 1_000_000_000);
const PATIENCE_MS = 900_000;

/** Declares the tests of a property; how often each part of it is run stands in its name. */
export function testProperty({ number, says, parts }: Property): void {
  describe(`(${number}) ${says}`, () => {
    for (const { what, oneIn, hold } of parts) {
      const runs = Math.max(1, Math.ceil(propertyRuns / oneIn));
      test(`${runs} runs: ${what}`, { timeout: PATIENCE_MS }, async () => {
        const { failure } = await hold({ runs, seed, template: () => Promise.resolve(inject('template')) });
        if (failure !== null) throw new Error(`seed ${seed}\n${failure}`);
      });
    }
  });
}
