// The parts of the counter around the basket, for its journeys: unknown scans, the scale, what is heard and read out. Knows
// their selectors as till.ts knows the rest.
import { expect } from 'playwright/test';
import type { Locator } from 'playwright/test';
import type { Till } from './till.ts';

/** Scans that no article has, among the lines. */
export function unresolvedIn({ page }: Till): Locator {
  return page.locator('.line.isUnresolved');
}

/** The articles on offer for one of them, once the till has answered what is typed. */
export function offered({ panel }: Till): Locator {
  return panel.getByRole('option');
}

/** What is read out to whoever does not see it. */
export function readOut({ page }: Till, manner: 'polite' | 'assertive'): Locator {
  return page.locator(`[data-live="${manner}"]`);
}

/** What was heard last, as the page itself shows it. */
export async function expectSound({ page }: Till, sound: 'ok' | 'error' | 'paid'): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('data-sound', sound);
}

/** Changes with every sound, so that two of a kind are seen as two. */
export function beat({ page }: Till): Promise<string | null> {
  return page.locator('html').getAttribute('data-beat');
}

/** Lays a load on the simulated scale with the mouse, waits until it lies still, and puts the strip away again. */
export async function layOnScale({ page }: Till, grams: 0 | 250 | 842 | 1500): Promise<void> {
  const strip = page.locator('.demoStrip');
  if (!(await strip.isVisible())) await page.locator('.demoToggle').click();
  await strip.locator(`[data-grams="${grams}"]`).click();
  const reading = strip.locator('.demoReading');
  await expect(reading).toContainText(`${grams / 1000}`);
  await expect(reading).toHaveAttribute('data-stable', 'true');
  await page.locator('.demoClose').click();
  await expect(strip).toBeHidden();
}
