// Holds what electron-builder made against what it must be: node examine.mjs FOLDER SYSTEM…, under Node 24, which the tools
// for fuses want. Prints a line for each program, and ends with 1 when anything is wrong; it changes nothing.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { packedFiles, resourcesIn, wrongFiles } from './contents.mjs';
import { programIn, wrongFuses } from './fuses.mjs';

const SYSTEMS = {
  linux: { platform: 'linux', folders: /^linux-(.*-)?unpacked$/, program: 'counterfoil' },
  win: { platform: 'win32', folders: /^win-(.*-)?unpacked$/, program: 'Counterfoil' },
  mac: { platform: 'darwin', folders: /^mac(-.*)?$/, program: 'Counterfoil' },
};

async function examine(place, { platform, program }) {
  const files = packedFiles(resourcesIn(place, platform, 'Counterfoil'));
  const wrong = [...(await wrongFuses(programIn(place, platform, program))), ...wrongFiles(files, platform)];
  const megabytes = files.reduce((sum, { size }) => sum + size, 0) / 1e6;
  const name = path.basename(place);
  process.stdout.write(
    wrong.length === 0
      ? `${name}: ${files.length} files, ${megabytes.toFixed(1)} MB, nine fuses as they must be.\n`
      : wrong.map((line) => `${name}: ${line}\n`).join(''),
  );
  return wrong.length === 0;
}

const [output, ...systems] = process.argv.slice(2);
for (const system of systems) {
  const { folders, ...about } = SYSTEMS[system];
  const packed = readdirSync(output).filter((name) => folders.test(name));
  if (packed.length === 0) {
    process.stdout.write(`Nothing was packed for ${system}.\n`);
    process.exitCode = 1;
  }
  for (const name of packed) {
    if (!(await examine(path.join(output, name), about))) process.exitCode = 1;
  }
}
