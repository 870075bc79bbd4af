// A keyboard-wedge scanner for tests: real key events with a scanner's timing, whatever else the machine is doing.
import type { Page } from 'playwright';

const GAP_S = 0.006;

/** Sends the code and Enter as trusted keys, 6 ms apart by their own time stamps. */
export async function scanInto(page: Page, code: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  let at = Date.now() / 1000;
  const stroke = async (key: string, text: string) => {
    await session.send('Input.dispatchKeyEvent', { type: 'keyDown', key, text, timestamp: at });
    await session.send('Input.dispatchKeyEvent', { type: 'keyUp', key, timestamp: at + GAP_S / 2 });
    at += GAP_S;
  };
  for (const key of code) await stroke(key, key);
  await stroke('Enter', '\r');
  await session.detach();
}
