// The built product started on the stand-in for Electron, from the test's side: its process, and Playwright joined to the
// Chromium that it drives.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright';
import type { Browser, Page } from 'playwright';
import { placesIn, toldBy } from './told.ts';
import type { Told } from './told.ts';

export interface StandInOptions extends Told {
  isDemo: boolean;
  language: 'en' | 'zh';
}

const startMs = 45_000;
const lookMs = 25;
/** How long a page that is not to be seen is waited for until Playwright joins anew. */
const pageMs = 5_000;

/** A till in its window. Its data lie in the folder of the user's data, as they do when no other is named. */
export class StandInTill {
  readonly child: ChildProcess;
  readonly #options: StandInOptions;
  #browser: Browser | null = null;
  #page: Page | null = null;
  #complaint = '';

  private constructor(options: StandInOptions) {
    this.#options = options;
    rmSync(placesIn(options.userData).port, { force: true });
    this.child = startProgram(options);
    this.child.stderr?.on('data', (chunk: Buffer) => (this.#complaint += chunk.toString()));
  }

  static async start(options: StandInOptions): Promise<StandInTill> {
    const till = new StandInTill(options);
    await till.look();
    return till;
  }

  get page(): Page {
    if (this.#page === null) throw new Error('Nobody has looked at the window yet.');
    return this.#page;
  }

  get #isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** What the program said on stderr. */
  get complaint(): string {
    return this.#complaint;
  }

  /** Looks at the window; again after its page has crashed, because what Playwright had of that page is lost. */
  async look(): Promise<void> {
    const until = Date.now() + startMs;
    for (;;) {
      await this.#browser?.close();
      this.#browser = await chromium.connectOverCDP(await this.#address());
      const [context] = this.#browser.contexts();
      if (context === undefined) throw new Error('Chromium has no context of its own.');
      try {
        const page = context.pages()[0] ?? (await context.waitForEvent('page', { timeout: pageMs }));
        await page.waitForURL((url) => url.protocol !== 'about:', { timeout: pageMs });
        if (this.#options.viewport !== null) await page.setViewportSize(this.#options.viewport);
        this.#page = page;
        return;
      } catch (error) {
        // Playwright does not see a page that lay crashed when it joined; a new look does once it is back.
        if (Date.now() > until || !this.#isRunning) throw error;
      }
    }
  }

  /** Resolves with the program's exit code, once Chromium has ended as well; null for a program that was killed. */
  async ended(): Promise<number | null> {
    const { child } = this;
    if (this.#isRunning) {
      await new Promise((resolve) => child.once('exit', resolve));
    }
    while (isRunning(readFileSync(placesIn(this.#options.userData).pid, 'utf8'))) await sleep(lookMs);
    await this.#browser?.close();
    return child.exitCode;
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended();
  }

  /** As a person does: closes the window. The program must end by itself, and well. */
  async close(): Promise<void> {
    const wasKilled = this.child.signalCode !== null;
    if (!wasKilled && this.child.exitCode === null) await this.page.close();
    const code = await this.ended();
    if (!wasKilled && code !== 0) throw new Error(`The till ended with ${code}: ${this.#complaint}`);
  }

  async #address(): Promise<string> {
    const { port } = placesIn(this.#options.userData);
    const until = Date.now() + startMs;
    while (Date.now() < until && this.#isRunning) {
      const [number, place] = existsSync(port) ? readFileSync(port, 'utf8').split('\n') : [];
      if (number !== undefined && place !== undefined) return `ws://127.0.0.1:${number}${place}`;
      await sleep(lookMs);
    }
    throw new Error(
      `The till did not open its window (ended with ${this.child.exitCode}): ${this.#complaint}`,
    );
  }
}

/** The built product in a plain Node that takes itself for Electron. */
export function startProgram(options: StandInOptions): ChildProcess {
  const { isDemo, language, userData, chromium: program, switches, locale, timeZone, viewport } = options;
  const built = process.env['COUNTERFOIL_MAIN'] ?? path.join('dist', 'main');
  const screen = process.env['COUNTERFOIL_SCREEN'];
  const hooks = pathToFileURL(path.join(import.meta.dirname, 'register.ts')).href;
  const told: Told = { userData, chromium: program, switches, locale, timeZone, viewport };
  const args = ['--lang', language, ...(isDemo ? ['--demo'] : []), ...(screen ? ['--static', screen] : [])];
  return spawn(
    process.env['COUNTERFOIL_NODE'] ?? process.execPath,
    ['--import', hooks, path.join(built, 'main.js'), ...args],
    { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, [toldBy]: JSON.stringify(told) } },
  );
}

function isRunning(pid: string): boolean {
  try {
    process.kill(Number(pid), 0);
    const stat = `/proc/${pid}/stat`;
    // One that has ended and that nobody has asked about still has its number.
    return !(existsSync(stat) && readFileSync(stat, 'utf8').includes(') Z '));
  } catch {
    return false;
  }
}
