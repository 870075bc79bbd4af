// The product as a cashier has it: the built till in its browser shell, the built screen in Chromium. Owns the processes
// and the ways to work them; measures nothing.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright';
import type { Browser, Page } from 'playwright';
import { systemChromium } from '#scripts/setup/chromium.mjs';
import type { Built } from './built.ts';
import { manager } from './core.ts';
import { installBench } from './page-script.ts';
import { newId } from './shop.ts';

export const size = { width: 1280, height: 800 };

/** A Chromium of its own, as a till is started with one. */
export function openChromium(): Promise<Browser> {
  const executablePath = process.env['COUNTERFOIL_CHROMIUM'] ?? systemChromium()?.path;
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({
    // Ctrl+C is the run's: it ends at the next round, with a browser to end it in.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      ...(isRoot ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

/** A process that says its address in its first line, and the address. */
export async function startServer(
  args: readonly string[],
): Promise<{ child: ChildProcess; address: string }> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const address = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the till ended with ${code}`)));
    createInterface({ input: child.stdout }).once('line', (line) => {
      const said = JSON.parse(line) as { address?: string };
      if (said.address === undefined) reject(new Error(line));
      else resolve(said.address);
    });
  });
  return { child, address };
}

export const startTill = ({ main, screen }: Built, folder: string) =>
  startServer([main, '--shell', 'browser', '--data', folder, '--static', screen]);

export async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await gone;
}

/** Signs in beside the screen, which follows: the PIN's slow hash is no part of what is measured. */
export async function signIn(page: Page): Promise<void> {
  const args = { commandId: newId(), ...manager };
  await page.evaluate((given) => window.bench.ask('session.signIn', given), args);
  await page.locator('.frame[data-screen="sell"]').waitFor();
}

export interface Counter {
  till: ChildProcess;
  browser: Browser;
  page: Page;
  close(): Promise<void>;
}

/** A page at the counter, ready to sell. */
export async function openCounter(built: Built, folder: string, browser: Browser): Promise<Counter> {
  const { child: till, address } = await startTill(built, folder);
  const context = await browser.newContext({ viewport: size, locale: 'en-GB' });
  const page = await context.newPage();
  await page.addInitScript(installBench);
  await page.goto(address);
  await page.locator('.staffTile').first().waitFor();
  await signIn(page);
  return {
    till,
    browser,
    page,
    close: async () => {
      await context.close();
      await stop(till, 'SIGTERM');
    },
  };
}
