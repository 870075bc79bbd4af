// The checks that run no product code: format, types, lint, build. Each counts as one test, and its output is shown
// only when it fails.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { ensureBuilt, node24 } from '#scripts/setup.mjs';
import { run } from '#scripts/setup/child.mjs';
import { inProject, root } from '#scripts/setup/place.mjs';
import { seconds } from '#scripts/setup/speaker.mjs';
import { failedOne, passedOne } from './tally.mjs';

const NOT_OURS = ['node_modules', 'dist', 'build'];

const program = (...parts) => inProject('node_modules', ...parts);

/** Every folder that has a tsconfig.json, so that a new one cannot be forgotten here. */
function typedFolders() {
  const folders = (below) =>
    readdirSync(inProject(below), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !NOT_OURS.includes(entry.name))
      .map((entry) => path.posix.join(below, entry.name));
  const top = folders('.');
  return [...top, ...top.flatMap(folders)].filter((folder) => existsSync(inProject(folder, 'tsconfig.json')));
}

export const buildCheck = {
  name: 'build',
  async run() {
    await ensureBuilt({ say: silent });
    return { code: 0, output: '' };
  },
};

export const staticChecks = () => [
  { name: 'format', run: () => tool(program('oxfmt', 'bin', 'oxfmt'), '--check', '.') },
  ...typedFolders().map((folder) => ({
    name: `types of ${folder}`,
    run: () => tool(program('typescript', 'bin', 'tsc'), '-p', folder),
  })),
  { name: 'lint', run: () => tool(program('oxlint', 'bin', 'oxlint'), '--type-aware', '--deny-warnings') },
  buildCheck,
];

export async function runChecks(checks, say) {
  const results = [];
  for (const check of checks) {
    const startedMs = Date.now();
    const { code, output } = await check.run().catch((error) => ({ code: 1, output: error.message }));
    say(`  ${code === 0 ? 'ok    ' : 'FAILED'} ${check.name} (${seconds(startedMs)})`);
    if (code !== 0) say(`${output}\n`);
    results.push(code === 0 ? passedOne : failedOne);
  }
  return results;
}

const tool = (script, ...args) => run(node24(), [script, ...args], { cwd: root });

const silent = Object.assign(() => undefined, { during: (_text, work) => work() });
