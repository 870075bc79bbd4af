// The guest's kernel: Debian's own package, downloaded once, never installed, and of it the image and the modules that make
// USB devices and drive them.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** In this order nothing is missing for what follows; their own needs are found by depmod. */
const MODULES = [
  'configfs',
  'libcomposite',
  'dummy_hcd',
  'usb_f_printer',
  'usb_f_acm',
  'usb_f_hid',
  'usblp',
  'cdc_acm',
  'usbhid',
  'hid_generic',
];

export interface Kernel {
  readonly image: string;
  /** Paths of module files, in the order in which they are to be loaded. */
  readonly modules: readonly string[];
}

const run = (program: string, ...args: string[]) =>
  execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1e8 });

/** Throws where the package cannot be had. */
export function fetchKernel(cache: string, say: (line: string) => void): Kernel {
  mkdirSync(cache, { recursive: true });
  const tree = path.join(cache, 'kernel');
  if (!existsSync(path.join(tree, 'unpacked'))) unpack(findPackage(cache, say), tree);
  const [version = ''] = readdirSync(path.join(tree, 'lib', 'modules'));
  const modules: string[] = [];
  for (const name of MODULES) {
    const shown = run('/sbin/modprobe', '-d', tree, '-S', version, '--show-depends', name);
    for (const [, file] of shown.matchAll(/^insmod (\S+)/gm)) {
      if (file !== undefined && !modules.includes(file)) modules.push(file);
    }
  }
  return { image: path.join(tree, 'boot', `vmlinuz-${version}`), modules };
}

function findPackage(cache: string, say: (line: string) => void): string {
  const kept = () => readdirSync(cache).find((name) => /^linux-image-.*\.deb$/.test(name));
  if (kept() === undefined) {
    const [, name] =
      /Depends: (linux-image-\S+)/.exec(run('apt-cache', 'depends', 'linux-image-amd64')) ?? [];
    if (name === undefined) throw new Error('no package of a kernel is known');
    say(`Downloading ${name}, 70 MB, once …`);
    execFileSync('apt-get', ['download', name], { cwd: cache, stdio: 'ignore' });
  }
  return path.join(cache, kept() ?? '');
}

function unpack(file: string, tree: string): void {
  mkdirSync(tree, { recursive: true });
  const wanted = ['./boot/vmlinuz-*', './lib/modules/*/modules.*'];
  for (const folder of ['drivers/usb', 'drivers/hid', 'fs/configfs'])
    wanted.push(`./lib/modules/*/kernel/${folder}/*`);
  const words = wanted.map((pattern) => `'${pattern}'`).join(' ');
  const line = `set -e; dpkg-deb --fsys-tarfile "$1" | tar -x -C "$2" --wildcards ${words}`;
  execFileSync('sh', ['-c', line, 'sh', file, tree]);
  const [version = ''] = readdirSync(path.join(tree, 'lib', 'modules'));
  run('sh', '-c', `find "$1" -name '*.ko.xz' -exec xz -d {} +`, 'sh', tree);
  run('/sbin/depmod', '-b', tree, version);
  mkdirSync(path.join(tree, 'unpacked'));
}
