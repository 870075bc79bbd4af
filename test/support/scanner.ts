// A keyboard-wedge scanner and a hand for tests: trusted key events with the times of a scanner or of a person, whatever
// else the machine is doing meanwhile.
import type { CDPSession, Page } from 'playwright';

const GAP_S = 0.006;

/** Keys whose place and number the browser does not find out by itself. */
const named: Record<string, { code: string; windowsVirtualKeyCode: number; text?: string }> = {
  Enter: { code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' },
  Tab: { code: 'Tab', windowsVirtualKeyCode: 9 },
  Escape: { code: 'Escape', windowsVirtualKeyCode: 27 },
  ' ': { code: 'Space', windowsVirtualKeyCode: 32, text: ' ' },
};

/** Keys go out without waiting for each other, in their order; `sent` waits until the page has had them all. */
export class Keys {
  readonly #session: CDPSession;
  #atS: number;
  #sending: Promise<unknown>[] = [];

  constructor(session: CDPSession, atS = Date.now() / 1000) {
    this.#session = session;
    this.#atS = atS;
  }

  static async on(page: Page, atS?: number): Promise<Keys> {
    return new Keys(await page.context().newCDPSession(page), atS);
  }

  /** One key, `gapS` seconds after the last one. */
  press(key: string, gapS: number): void {
    this.#atS += gapS;
    const known = named[key] ?? {
      code: '',
      windowsVirtualKeyCode: key.toUpperCase().charCodeAt(0),
      text: key,
    };
    const timestamp = this.#atS;
    const down = { type: 'keyDown', key, ...known, timestamp } as const;
    const up = { ...down, type: 'keyUp', text: '', timestamp: timestamp + 0.002 } as const;
    this.#sending.push(
      this.#session.send('Input.dispatchKeyEvent', down),
      this.#session.send('Input.dispatchKeyEvent', up),
    );
  }

  type(text: string, gapS: number): void {
    for (const key of text) this.press(key, gapS);
  }

  /** A code and its end; the first key comes `gapS` after whatever was before. */
  scan(code: string, gapS: number, { end = 'Enter', everyS = GAP_S } = {}): void {
    for (const [at, key] of [...code].entries()) this.press(key, at === 0 ? gapS : everyS);
    this.press(end, everyS);
  }

  async sent(): Promise<void> {
    const sending = this.#sending;
    this.#sending = [];
    await Promise.all(sending);
  }

  async detach(): Promise<void> {
    await this.sent();
    await this.#session.detach();
  }
}

/** One for each page: opening one for each scan takes longer than the scan. */
const sessions = new WeakMap<Page, Promise<CDPSession>>();

function sessionOf(page: Page): Promise<CDPSession> {
  const known = sessions.get(page);
  if (known !== undefined) return known;
  const opened = page.context().newCDPSession(page);
  sessions.set(page, opened);
  return opened;
}

/** No hand is at a key sooner after a scanner's last one. */
const HAND_S = 0.05;
/** Of a receipt's code, which takes seconds, nobody waits for the end: a hand's keys then come before it. */
const MOST_S = 0.5;

/**
 * Sends the code and Enter as trusted keys, 6 ms apart by their own time stamps, and lets that time pass: what is pressed
 * behind it is a hand's.
 */
export async function scanInto(page: Page, code: string): Promise<void> {
  const keys = new Keys(await sessionOf(page));
  keys.scan(code, 0);
  const tookS = [...code].length * GAP_S;
  const isOver = tookS > MOST_S ? null : page.waitForTimeout((tookS + HAND_S) * 1000);
  await keys.sent();
  await isOver;
}
