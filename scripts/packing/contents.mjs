// What lies in a packed program: its archive and what had to be left beside it. Owns what must be there and what must
// not; it reads and never changes a package.
import { createRequire } from 'node:module';
import path from 'node:path';

// @electron/asar belongs to electron-builder; the copy that wrote an archive reads it.
const fromPackager = createRequire(createRequire(import.meta.url).resolve('app-builder-lib/package.json'));
const asar = fromPackager('@electron/asar');

const needed = [
  'package.json',
  'dist/main/main.js',
  'dist/main/preload.cjs',
  'dist/renderer/index.html',
  'node_modules/better-sqlite3/package.json',
];

const unwanted = [
  /\.map$/,
  /\.tsx?$/,
  /(^|\/)(test|tests|__tests__)\//,
  /^(src-main|src-renderer|contract|hardware|test|bench|scripts|docs|assets|shots)\//,
  /^node_modules\/(electron|electron-builder|vite|vitest|playwright|typescript)\//,
  /^node_modules\/node-(linux|win|darwin)-/,
  /\.(c|cc|cpp|h|gyp)$/,
];

/** The folder `resources` of a packed program. */
export function resourcesIn(folder, platform, productName) {
  const program = platform === 'darwin' ? [`${productName}.app`, 'Contents', 'Resources'] : ['resources'];
  return path.join(folder, ...program);
}

/** Every file of the program, with `/`; whether it lies in the archive or had to be left beside it. */
export function packedFiles(resources) {
  const archive = path.join(resources, 'app.asar');
  return asar
    .listPackage(archive, { isPack: false })
    .map((name) => name.replaceAll('\\', '/').slice(1))
    .map((name) => ({ name, about: asar.statFile(archive, name, true) }))
    .filter(({ about }) => !('files' in about))
    .map(({ name, about }) => ({ name, size: about.size ?? 0, isUnpacked: about.unpacked === true }));
}

/** Lays a program's files out in a folder, those of the archive and those beside it. */
export const unpack = (resources, folder) => asar.extractAll(path.join(resources, 'app.asar'), folder);

/** What is wrong with the files of a program that was packed for `platform`, a line each. */
export function wrongFiles(files, platform) {
  const names = new Set(files.map(({ name }) => name));
  const lines = needed.filter((name) => !names.has(name)).map((name) => `${name} is missing`);
  for (const { name, isUnpacked } of files) {
    if (unwanted.some((pattern) => pattern.test(name))) lines.push(`${name} does not belong there`);
    const isNative = name.endsWith('.node');
    if (isNative && !isUnpacked) lines.push(`${name} cannot be loaded from the archive`);
    if (!isNative && isUnpacked) lines.push(`${name} lies outside the archive, unsealed`);
    if (isNative && !name.includes(platform)) lines.push(`${name} is of another system`);
  }
  if (!files.some(({ name }) => name.endsWith('.node'))) lines.push('no native library is there');
  return lines;
}
