// Tells a scanner's burst of keys from a person typing. Pure: keys and their times in, a verdict out; nothing is ever
// held back here, so a typed digit is never late (`ui.md` 1.5, "optimistic and rollback").
import { gtinsOf } from '#contract/barcode.ts';
import { GROUP_SEPARATOR } from '#contract/gs1.ts';

/** A person's keys are further apart than this; a keyboard-wedge scanner's are closer. */
export const SCAN_GAP_MS = 35;
/** Shorter than this is typing, however fast. */
export const SCAN_LENGTH = 6;

export interface Run {
  text: string;
  /** Of its first and its last key. */
  firstAt: number;
  lastAt: number;
}

const NEVER = Number.NEGATIVE_INFINITY;
export const noRun: Run = { text: '', firstAt: NEVER, lastAt: NEVER };
const endedAt = (atMs: number): Run => ({ text: '', firstAt: atMs, lastAt: atMs });

/**
 * `begins` asks to remember how things stand, before the key is acted on; `goes` is another key of the same run;
 * `scan` says that the run was no typing at all; `ended` is a further key of its end, as CR and LF are two; `typed` is
 * everything else.
 */
export type Verdict =
  | { kind: 'begins' }
  | { kind: 'goes' }
  | { kind: 'scan'; code: string; end: 'enter' | 'tab'; msPerChar: number }
  | { kind: 'ended' }
  | { kind: 'typed' };

export interface Stroke {
  /** The key as the keyboard names it. */
  key: string;
  atMs: number;
  /** Held down: a scanner never does that. */
  isRepeat: boolean;
}

/** How scanners that type send FNC1 between the parts of a GS1 code; by itself it is a key like any other. */
const SEPARATOR_KEY = 'Ctrl+]';

export function readStroke(run: Run, stroke: Stroke): { run: Run; verdict: Verdict } {
  const { atMs, isRepeat } = stroke;
  const follows = run.text !== '' && atMs - run.lastAt < SCAN_GAP_MS && !isRepeat;
  const key = follows && stroke.key === SEPARATOR_KEY ? GROUP_SEPARATOR : stroke.key;
  if (key === 'Enter' || key === 'Tab') {
    // Without text, only a scan leaves its time behind: no hand is as fast as that after it.
    const sinceMs = atMs - run.lastAt;
    const isOfEnd = run.text === '' && sinceMs >= 0 && sinceMs < SCAN_GAP_MS && !isRepeat;
    if (isOfEnd) return { run: endedAt(atMs), verdict: { kind: 'ended' } };
    if (!follows || run.text.length < SCAN_LENGTH) return { run: noRun, verdict: { kind: 'typed' } };
    const msPerChar = Math.round((atMs - run.firstAt) / run.text.length);
    const end = key === 'Enter' ? 'enter' : 'tab';
    return { run: endedAt(atMs), verdict: { kind: 'scan', code: run.text, end, msPerChar } };
  }
  if ([...key].length !== 1 || isRepeat) return { run: noRun, verdict: { kind: 'typed' } };
  if (follows) return { run: { ...run, text: run.text + key, lastAt: atMs }, verdict: { kind: 'goes' } };
  return { run: { text: key, firstAt: atMs, lastAt: atMs }, verdict: { kind: 'begins' } };
}

/**
 * Parts what a hurried hand typed right before a scan from the scan: a quantity and its `*`, with no gap before a code
 * whose check digit is right. No scanner sends that of itself. A bare digit so close cannot be told from the code.
 */
export function partScan(text: string): { typed: string; code: string } {
  const parts = /^(\d{0,4}\*)(\d{8,14})$/.exec(text);
  const [, typed, code] = parts ?? [];
  if (typed === undefined || code === undefined || gtinsOf(code).length === 0)
    return { typed: '', code: text };
  return { typed, code };
}
