// Adds up what was checked, whoever checked it, and says it in the one line that closes `npm test`. It never decides
// what counts as a failure.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A result is `{passed, failed, skipped: [{name, reason}]}`; both reporters write it, and every check yields one. */
export const passedOne = { passed: 1, failed: 0, skipped: [] };
export const failedOne = { passed: 0, failed: 1, skipped: [] };

export const sum = (results) => ({
  passed: results.reduce((total, { passed }) => total + passed, 0),
  failed: results.reduce((total, { failed }) => total + failed, 0),
  skipped: results.flatMap(({ skipped }) => skipped),
});

export const closingLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed, ${skipped.length} skipped`;

/**
 * Runs a test runner that leaves its result in the file named by COUNTERFOIL_RESULT. A runner that ends badly without
 * naming a failure, or without any result, has failed all the same.
 */
export async function resultOf(startRunner) {
  const folder = mkdtempSync(path.join(tmpdir(), 'counterfoil-test-'));
  const file = path.join(folder, 'result.json');
  try {
    const code = await startRunner({ ...process.env, COUNTERFOIL_RESULT: file });
    const result = read(file) ?? failedOne;
    return code !== 0 && result.failed === 0 ? { ...result, failed: 1 } : result;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
