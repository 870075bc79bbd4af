// How Playwright runs the journeys: the same specs once in each shell. It never skips a shell by itself; the fixture in
// test/support does, with the reason.
import { existsSync } from 'node:fs';
import { chromium, defineConfig } from 'playwright/test';
import { systemChromium } from './scripts/setup/chromium.mjs';

/** What scripts/test.mjs found; else Playwright's own (undefined means just that); else one the machine has. */
function chromiumPath(): string | undefined {
  const found = process.env['COUNTERFOIL_CHROMIUM'];
  if (found !== undefined) return found;
  return existsSync(chromium.executablePath()) ? undefined : systemChromium()?.path;
}

const executablePath = chromiumPath();
const isRoot = process.getuid?.() === 0;

/** What the stand-in for Electron alone is asked: its walls, its crash, its second start. */
const windowOnly = '**/window.journey.ts';

/**
 * The journeys that run on the stand-in every time: its own, and of the others some of each kind. All of them run where
 * its project is asked for by name: npm run journeys -- --project "electron stand-in".
 */
const everyday = new RegExp(
  [
    'window\\.journey',
    'first-sale\\.journey',
    'interrupted\\.journey',
    'set-up\\.journey',
    'paying\\.journey.*too little is taken',
    'close\\.journey.*(goes on where it was left|a supervisor closes the register)',
    'selling\\.journey.*(reaches the basket wherever the focus is|printed again as a copy)',
    'settings\\.journey.*colours',
    'keys\\.journey.*a learned key counts at once',
    'demo\\.journey.*(paper runs out|it speaks Chinese)',
  ].join('|'),
);

export default defineConfig({
  testDir: 'test/journeys',
  testMatch: '**/*.journey.ts',
  outputDir: 'test-results',
  // One place for the few pictures that are compared, whatever the platform: the test itself knows where they hold.
  snapshotPathTemplate: 'test/pixels/{arg}{ext}',
  globalSetup: './test/support/journey-shop.ts',
  workers: 2,
  retries: 0,
  // A right till must not fail on a busy machine: these only say how long a wrong one is waited for.
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: 'list',
  use: {
    // The same words, dates and amounts on every machine.
    locale: 'en-GB',
    timezoneId: 'Europe/Amsterdam',
    // Keeping every step of every journey is an eighth of the work; the last picture is enough to find most failures.
    trace: process.env['COUNTERFOIL_TRACE'] === undefined ? 'off' : 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        ...(isRoot ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
  projects: [
    { name: 'browser', metadata: { shell: 'browser' }, testIgnore: windowOnly },
    { name: 'electron', metadata: { shell: 'electron' }, testIgnore: windowOnly },
    // The built electron shell over a Chromium in Electron's place; counted under its own name, never as Electron.
    {
      name: 'electron stand-in',
      metadata: { shell: 'stand-in' },
      ...(process.env['COUNTERFOIL_EVERY_JOURNEY'] === undefined ? { grep: everyday } : {}),
    },
    // Pictures to look at, by `npm run shots` only: nothing in them can fail on its own.
    ...(process.env['COUNTERFOIL_SHOTS'] === undefined
      ? []
      : [
          {
            name: 'shots',
            metadata: { shell: 'browser' },
            testDir: 'test/shots',
            testMatch: '**/*.shots.ts',
          },
        ]),
  ],
});
