// Any mixture of a fast hand and a scanner, key by key with exact times: no scan is lost, none is invented, and the buffer
// holds what the hand has typed, at once.
import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SCAN_GAP_MS } from '#screen/scan.ts';
import { atTheCounter, keyboard } from '#test/support/keyboard.ts';

interface Typed {
  kind: 'typed';
  key: string;
  gapMs: number;
}

interface Scanned {
  kind: 'scanned';
  code: string;
  /** Since the last key of the hand; no hand is faster between its own key and a scanner's trigger. */
  gapMs: number;
  everyMs: number[];
  end: 'Enter' | 'Tab';
}

const typed: fc.Arbitrary<Typed> = fc.record({
  kind: fc.constant('typed'),
  key: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...'0123456789') },
    fc.constantFrom('.', 'Backspace', 'Escape'),
  ),
  gapMs: fc.oneof(fc.integer({ min: 20, max: 80 }), fc.integer({ min: 1, max: 2000 })),
});

const codes = fc.oneof(
  fc.stringMatching(/^\d{13}$/),
  fc.stringMatching(/^\d{8}$/),
  fc.stringMatching(/^[ -~]{6,30}$/),
);

const scanned: fc.Arbitrary<Scanned> = codes.chain((code) =>
  fc.record({
    kind: fc.constant('scanned'),
    code: fc.constant(code),
    gapMs: fc.integer({ min: SCAN_GAP_MS, max: 1000 }),
    everyMs: fc.array(fc.integer({ min: 0, max: SCAN_GAP_MS - 1 }), {
      minLength: code.length,
      maxLength: code.length,
    }),
    end: fc.constantFrom('Enter', 'Tab'),
  }),
);

/** What the buffer should hold after the key; the counter's longest code has 40 characters. */
function after(text: string, key: string): string {
  if (key === 'Escape') return '';
  if (key === 'Backspace') return text.slice(0, -1);
  return text.length < 40 ? text + key : text;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('no scan is lost or invented, no digit lost, late or added', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(typed, scanned), { maxLength: 60 }), (events) => {
      const { till } = atTheCounter();
      const { press, scans, router } = keyboard(till);
      const expected: string[] = [];
      let text = '';
      for (const event of events) {
        if (event.kind === 'typed') {
          press(event.key, event.gapMs);
          text = after(text, event.key);
        } else {
          press(event.code.slice(0, 1), event.gapMs);
          const rest = event.code.slice(1);
          for (let at = 0; at < rest.length; at += 1) press(rest.charAt(at), event.everyMs[at] ?? 0);
          press(event.end, event.everyMs.at(-1) ?? 0);
          expected.push(event.code);
        }
        expect(till.store.getState().entry.text).toBe(text);
        expect(till.store.getState().place.name).toBe('sell');
        expect(till.store.getState().panel).toBeNull();
      }
      vi.advanceTimersByTime(200);
      router.detach();
      expect(scans).toEqual(expected);
      expect(till.store.getState().entry.text).toBe(text);
    }),
    { numRuns: 400 },
  );
});
