// Builds the screen and the bundled main process, and knows from the sources alone whether that is needed. It never
// starts what it built.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { quoted, run } from './child.mjs';
import { withLock } from './lock.mjs';
import { node24 } from './node24.mjs';
import { inProject, root } from './place.mjs';
import { Trouble } from './trouble.mjs';

const CONFIGS = ['vite.config.ts', 'vite.main.config.ts', 'vite.preload.config.ts'];
const FOLDERS = ['src-renderer', 'contract', 'src-main', 'hardware', 'assets/fonts'];
const FILES = [...CONFIGS, 'package.json', 'package-lock.json', 'tsconfig.base.json'];
const PRODUCTS = ['dist/renderer/index.html', 'dist/main/main.js', 'dist/main/preload.cjs'];
const QUOTED_LINES = 40;

// Beside what was built, so that removing dist/ is all it takes to build again.
const note = inProject('dist', '.sources');

function filesBelow(folder) {
  if (!existsSync(inProject(folder))) return [];
  return readdirSync(inProject(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
}

function sourcesHash() {
  const files = [...FOLDERS.flatMap(filesBelow), ...FILES.map((file) => inProject(file)).filter(existsSync)];
  const hash = createHash('sha256');
  for (const file of files.toSorted()) {
    hash
      .update(`${path.relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

function isBuilt(hash) {
  try {
    return readFileSync(note, 'utf8') === hash && PRODUCTS.every((file) => existsSync(inProject(file)));
  } catch {
    return false;
  }
}

export async function ensureBuilt({ say }) {
  const hash = sourcesHash();
  if (isBuilt(hash)) return;
  await withLock({ say }, async () => {
    if (!isBuilt(hash)) await build(say, hash);
  });
}

async function build(say, hash) {
  rmSync(note, { force: true });
  // Two of the three builds share this folder, so neither may empty it while the other writes.
  rmSync(inProject('dist', 'main'), { recursive: true, force: true });
  // What Node has compiled of the last build (src-main/compiled.ts).
  rmSync(inProject('dist', '.compiled'), { recursive: true, force: true });
  const results = await say.during('Building the screen and the till …', () =>
    Promise.all(CONFIGS.map(bundle)),
  );
  const failed = results.find(({ code }) => code !== 0);
  if (failed) {
    const lines = failed.output.split('\n').slice(0, QUOTED_LINES);
    throw new Trouble(`The build of ${failed.config} failed:\n\n${quoted(lines)}`);
  }
  mkdirSync(path.dirname(note), { recursive: true });
  writeFileSync(note, hash);
}

async function bundle(config) {
  const vite = inProject('node_modules', 'vite', 'bin', 'vite.js');
  // The native loader reads the configuration as it is; Vite's own would write temporary files among the sources.
  const args = [vite, 'build', '--config', config, '--configLoader', 'native', '--logLevel', 'warn'];
  return { config, ...(await run(node24(), args, { cwd: root })) };
}
