// Scan or typing: the pure machine behind the key router, key by key.
import { expect, test } from 'vitest';
import { noRun, partScan, readStroke, SCAN_GAP_MS } from '#screen/scan.ts';
import type { Run, Verdict } from '#screen/scan.ts';

/** Feeds keys with the same gap between them; answers every verdict. */
function feed(keys: readonly string[], gapMs: number, start: Run = noRun): Verdict[] {
  let run = start;
  return keys.map((key, at) => {
    const read = readStroke(run, { key, atMs: 1000 + at * gapMs, isRepeat: false });
    run = read.run;
    return read.verdict;
  });
}

test('thirteen digits at 6 ms and Enter are a scan', () => {
  const verdicts = feed([...'6901234567892', 'Enter'], 6);
  expect(verdicts[0]).toEqual({ kind: 'begins' });
  expect(verdicts.slice(1, -1).every((verdict) => verdict.kind === 'goes')).toBe(true);
  expect(verdicts.at(-1)).toEqual({ kind: 'scan', code: '6901234567892', end: 'enter', msPerChar: 6 });
});

test('Tab ends a scan as well, and a code may hold letters, spaces and signs', () => {
  expect(feed([...'AB-12 +3*', 'Tab'], 8).at(-1)).toEqual({
    kind: 'scan',
    code: 'AB-12 +3*',
    end: 'tab',
    msPerChar: 8,
  });
});

test('a scanner that types FNC1 as Ctrl and ] breaks no code; alone it is a key', () => {
  const keys = [...']C1010950110153000310A1', 'Ctrl+]', ...'3705', 'Enter'];
  expect(feed(keys, 8).at(-1)).toMatchObject({ code: ']C1010950110153000310A1\x1d3705' });
  expect(feed([...'6901234', 'Ctrl+]'], SCAN_GAP_MS).at(-1)).toEqual({ kind: 'typed' });
});

test('the same keys at a person’s pace are typing, each the beginning of its own run', () => {
  const verdicts = feed([...'6901234567892', 'Enter'], SCAN_GAP_MS);
  expect(verdicts.slice(0, -1).every((verdict) => verdict.kind === 'begins')).toBe(true);
  expect(verdicts.at(-1)).toEqual({ kind: 'typed' });
});

test('five fast keys are typing, six are a scan', () => {
  expect(feed([...'12345', 'Enter'], 5).at(-1)?.kind).toBe('typed');
  expect(feed([...'123456', 'Enter'], 5).at(-1)?.kind).toBe('scan');
});

test('a late Enter makes it typing', () => {
  let run = noRun;
  for (const [at, key] of [...'123456'].entries()) {
    run = readStroke(run, { key, atMs: at * 5, isRepeat: false }).run;
  }
  expect(readStroke(run, { key: 'Enter', atMs: 200, isRepeat: false }).verdict.kind).toBe('typed');
});

test('a key held down never becomes a scan', () => {
  let run = noRun;
  for (let at = 0; at < 20; at += 1) {
    run = readStroke(run, { key: '7', atMs: at * 30, isRepeat: at > 0 }).run;
  }
  expect(readStroke(run, { key: 'Enter', atMs: 610, isRepeat: false }).verdict.kind).toBe('typed');
});

test('any other key ends the run', () => {
  const verdicts = feed([...'123', 'Backspace', ...'456', 'Enter'], 5);
  expect(verdicts[3]).toEqual({ kind: 'typed' });
  expect(verdicts[4]).toEqual({ kind: 'begins' });
  expect(verdicts.at(-1)).toEqual({ kind: 'typed' });
});

test('34 ms between keys is a scanner, 35 ms a hand', () => {
  expect(feed([...'6901234567892', 'Enter'], 34).at(-1)?.kind).toBe('scan');
  expect(feed([...'6901234567892', 'Enter'], 35).at(-1)?.kind).toBe('typed');
});

test('a quantity typed a moment before a code with a right check digit is no part of it', () => {
  expect(partScan('3*6901234567892')).toEqual({ typed: '3*', code: '6901234567892' });
  expect(partScan('*96385074')).toEqual({ typed: '*', code: '96385074' });
  expect(partScan('3*6901234567893')).toEqual({ typed: '', code: '3*6901234567893' });
  expect(partScan('3*AB-1234')).toEqual({ typed: '', code: '3*AB-1234' });
  expect(partScan('6901234567892')).toEqual({ typed: '', code: '6901234567892' });
});
