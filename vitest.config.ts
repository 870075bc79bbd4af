// How Vitest runs the tests that need no window. The journeys are Playwright's and never run here.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/journeys/**'],
    globalSetup: ['test/support/template.ts'],
    // Processes, not threads: native modules and signals are what is being tested.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
