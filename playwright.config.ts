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

export default defineConfig({
  testDir: 'test/journeys',
  testMatch: '**/*.journey.ts',
  outputDir: 'test-results',
  // One place for the few pictures that are compared, whatever the platform: the test itself knows where they hold.
  snapshotPathTemplate: 'test/pixels/{arg}{ext}',
  workers: 2,
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: 'list',
  use: {
    // The same words, dates and amounts on every machine.
    locale: 'en-GB',
    timezoneId: 'Europe/Amsterdam',
    trace: 'retain-on-failure',
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
    { name: 'browser', metadata: { shell: 'browser' } },
    { name: 'electron', metadata: { shell: 'electron' } },
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
