// Sets the demonstration shop up once for a whole run of the tests; each shop is then a copy of it. Owns the folder from
// the first test to the last.
import { rm } from 'node:fs/promises';
import type { TestProject } from 'vitest/node';
import { makeTemplate } from './seed.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of a demonstration shop that was set up and closed. */
    template: string;
  }
}

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const folder = await makeTemplate();
  project.provide('template', folder);
  return () => rm(folder, { recursive: true, force: true });
}
