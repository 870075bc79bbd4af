// Breaches that are known and still stand, each with its reason and its way out. An excuse that covers nothing any more
// fails the test, so that a debt once paid leaves no hole.

export interface Excuse {
  /** The rule's name. */
  rule: string;
  /** Matches the file, a space and what was found, as the failure tells it. */
  covers: RegExp;
  because: string;
}

export const excuses: readonly Excuse[] = [];

/** True when the excuse stands for this rule's breach. */
export function excusesBreach(
  excuse: Excuse,
  rule: string,
  breach: { file: string; found: string },
): boolean {
  return excuse.rule === rule && excuse.covers.test(`${breach.file} ${breach.found}`);
}
