// The mark of a trace: what a sale keeps of the steps that made its figures. Whoever computes it again must come to the same
// steps, not only to the same sums.
import { canonical } from '#contract/canonical.ts';
import type { TraceStep } from '#contract/trace.ts';
import { sha256 } from './journal.ts';

const BYTES = 8;

/** Sixteen hexadecimal digits over all steps in their order. */
export function traceMark(steps: readonly TraceStep[]): string {
  return sha256(canonical(steps)).subarray(0, BYTES).toString('hex');
}
