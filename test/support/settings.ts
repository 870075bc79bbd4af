// What the journeys of the settings and the layouts share: a value on the settings panel, where things stand on the
// glass, and the till as it comes back after the power was cut.
import type { Locator } from 'playwright/test';
import type { Till } from './till.ts';

export function root(till: Till): Locator {
  return till.page.locator('html');
}

/** The button of one value of a setting. */
export function value(till: Till, name: string): Locator {
  return till.page.locator(`.setting [data-value="${name}"]`);
}

/** Where something stands, in pixels of the glass. */
export async function edges(of: Locator) {
  const box = await of.boundingBox();
  if (box === null) throw new Error('It is not to be seen.');
  return { left: box.x, right: box.x + box.width, width: box.width };
}

/** The window's pixels as the frame counts them under its zoom. */
export function frameWidth(till: Till): Promise<number> {
  return till.page
    .locator('.frame')
    .evaluate((frame) => Math.round(Number.parseFloat(getComputedStyle(frame).width)));
}

/** Off and on again: a new process and a new page that remembers nothing by itself. Locators made before are stale. */
export async function restart(till: Till): Promise<void> {
  await till.page.evaluate(() => localStorage.clear());
  await till.kill();
  await till.start();
  await till.expectScreen('unlock');
}
