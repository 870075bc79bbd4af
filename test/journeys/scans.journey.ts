// Ten thousand scans mixed with a fast hand: none lost, none invented, no digit lost. A slice of them in every run; all
// of them with COUNTERFOIL_SCANS=10000.
import * as fc from 'fast-check';
import { expect, test } from 'playwright/test';
import { buildGallery, counted } from '#test/support/gallery.ts';
import type { BuiltGallery } from '#test/support/gallery.ts';
import { Keys } from '#test/support/scanner.ts';

const SCANS = Number(process.env['COUNTERFOIL_SCANS'] ?? 300);
/** In one page; the runner remembers every key, so that ten thousand in one test would take hours. */
const IN_ONE_PAGE = 1000;
/** Sent without waiting for each other; more at once would only fill the memory. */
const BATCH = 100;
const SEED = 20_261_120;

/** What a hand types before each scan, and the scan: every code another, so that one lost or doubled is seen. */
const turn = fc.record({
  digits: fc.array(
    fc.record({ key: fc.constantFrom(...'0123456789'), gapMs: fc.integer({ min: 20, max: 80 }) }),
    { maxLength: 6 },
  ),
  /** From the last key of the hand to the scanner's first; the browser's clock rounds, so not the very limit. */
  gapMs: fc.integer({ min: 36, max: 120 }),
  everyMs: fc.integer({ min: 1, max: 20 }),
  prefix: fc.constantFrom('', 'AB ', '-', '+*/', '#'),
  end: fc.constantFrom('Enter', 'Enter', 'Enter', 'Tab'),
});

// A trace of every key would take many times as long as the keys.
test.use({ trace: 'off' });

let gallery: BuiltGallery;
test.beforeAll(async () => {
  gallery = await buildGallery();
});
test.afterAll(() => gallery.remove());

/** The first few places where it is not as it should be: to tell all of ten thousand apart would take hours. */
function differences(asked: readonly string[], got: readonly string[]): string[] {
  return asked
    .map((one, at) => `${at}: “${one}” became “${got[at]}”`)
    .filter((_, at) => asked[at] !== got[at])
    .slice(0, 5);
}

for (let from = 0; from < SCANS; from += IN_ONE_PAGE) {
  const count = Math.min(IN_ONE_PAGE, SCANS - from);

  test(`scans ${from + 1} to ${from + count} among fast typing: none lost, none invented`, async ({
    page,
  }, info) => {
    const { shell } = info.project.metadata as { shell?: string };
    test.skip(
      shell !== 'browser',
      'The router is the same in every shell; the gallery is a page of its own.',
    );
    // The machine may have more to do; a busy one once took a third of a second for each.
    test.setTimeout(120_000 + count * 1200);
    await gallery.open(page, 'on');
    await page.locator('#native').focus();
    const turns = fc.sample(turn, { seed: SEED + from, numRuns: count });
    const keys = await Keys.on(page);
    const scanned: string[] = [];
    const typed: string[] = [];
    const beganAt = Date.now();
    for (const [at, { digits, gapMs, everyMs, prefix, end }] of turns.entries()) {
      for (const digit of digits) keys.press(digit.key, digit.gapMs / 1000);
      const code = `${prefix}${String(690_000_000_000 + (from + at) * 7)}`;
      keys.scan(code, gapMs / 1000, { end, everyS: everyMs / 1000 });
      keys.press('Escape', 0.05);
      scanned.push(code);
      typed.push(digits.map((digit) => digit.key).join(''));
      if (at % BATCH === BATCH - 1) await keys.sent();
    }
    await keys.sent();
    const took = Math.round((Date.now() - beganAt) / 1000);
    info.annotations.push({ type: 'scans', description: `${count} scans in ${took} s` });
    const found = await counted(page);
    expect(differences(scanned, found.scans)).toEqual([]);
    expect(differences(typed, found.cleared)).toEqual([]);
    expect([found.scans.length, found.cleared.length]).toEqual([count, count]);
    expect(found.presses).toEqual({});
  });
}
