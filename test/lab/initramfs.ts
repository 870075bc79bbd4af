// Packs what the guest runs into one archive: a shell, udev, this machine's Node, the till's hardware layer as it stands in
// the working tree, the packages it uses, and the guest's program. Nothing in it is built or altered.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { Kernel } from './kernel.ts';

const SOURCES = ['package.json', 'contract', 'hardware', 'test/hardware', 'test/lab'];
const PACKAGES = ['serialport', 'usb', 'node-hid', 'escpos', 'iconv-lite', 'qr-image', 'zod'];
/** Users of the guest: devices belong to the groups, and one person belongs to none of them. */
const USERS = 'root:x:0:0::/root:/bin/sh\nnobody:x:1000:1000::/:/bin/sh\n';
const GROUPS = ['root:x:0:', 'lp:x:7:', 'dialout:x:20:', 'input:x:101:', 'tty:x:5:', 'nobody:x:1000:'].join(
  '\n',
);
const RULES = ['50-udev-default.rules', '60-serial.rules'];

/** Results go to the second serial port, the kernel's words to the first. */
const init = (modules: readonly string[]) => `#!/bin/busybox sh
/bin/busybox --install -s /bin
export PATH=/bin:/sbin HOME=/root
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
mkdir -p /dev/pts /run /tmp
mount -t devpts pts /dev/pts
mount -t tmpfs run /run
${modules.map((name) => `insmod /modules/${name}${name === 'dummy_hcd.ko' ? ' num=6' : ''}`).join('\n')}
mount -t configfs config /sys/kernel/config
/lib/systemd/systemd-udevd --daemon
udevadm trigger --action=add
udevadm settle
cd /till
stty -F /dev/ttyS1 raw -echo
exec 3>/dev/ttyS1
node /till/test/lab/guest/main.ts >&3
echo "{\\"kind\\":\\"end\\",\\"code\\":$?}" >&3
dmesg | grep -E 'BUG|Oops|WARNING' 
sleep 1
poweroff -f
`;

/** Answers the archive's path. */
export function packInitramfs(project: string, kernel: Kernel, cache: string): string {
  const tree = path.join(cache, 'guest');
  rmSync(tree, { recursive: true, force: true });
  const make = (folder: string) => mkdirSync(path.join(tree, folder), { recursive: true });
  for (const folder of ['bin', 'sbin', 'proc', 'sys', 'dev', 'etc', 'root', 'modules', 'lib/systemd'])
    make(folder);
  make('lib/udev/rules.d');
  const names = kernel.modules.map((file) => path.basename(file));
  for (const file of kernel.modules) copyFileSync(file, path.join(tree, 'modules', path.basename(file)));
  const put = (from: string, to: string) => {
    make(path.dirname(to));
    copyFileSync(from, path.join(tree, to));
    chmodSync(path.join(tree, to), 0o755);
  };
  put('/bin/busybox', 'bin/busybox');
  put('/bin/udevadm', 'bin/udevadm');
  symlinkSync('/bin/udevadm', path.join(tree, 'lib/systemd/systemd-udevd'));
  put(process.execPath, 'bin/node');
  for (const rule of RULES) put(`/lib/udev/rules.d/${rule}`, `lib/udev/rules.d/${rule}`);
  for (const source of SOURCES)
    cpSync(path.join(project, source), path.join(tree, 'till', source), { recursive: true });
  const packages = closureOf(project, PACKAGES);
  for (const name of packages) copyPackage(project, tree, name);
  const programs = ['/bin/udevadm', process.execPath];
  for (const library of librariesOf([...programs, ...binariesIn(path.join(tree, 'till'))])) {
    put(library, library.slice(1));
  }
  writeFileSync(path.join(tree, 'etc/passwd'), USERS);
  writeFileSync(path.join(tree, 'etc/group'), `${GROUPS}\n`);
  writeFileSync(path.join(tree, 'init'), init(names), { mode: 0o755 });
  const archive = path.join(cache, 'guest.cpio');
  execFileSync('sh', ['-c', 'find . | cpio --quiet -o -H newc > "$1"', 'sh', archive], { cwd: tree });
  rmSync(tree, { recursive: true });
  return archive;
}

/** Packages and what they need, as far as it is installed: the binaries of other machines are not. */
function closureOf(project: string, names: readonly string[]): string[] {
  const found = new Set<string>();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const file = path.join(project, 'node_modules', name, 'package.json');
    if (found.has(name) || !existsSync(file)) continue;
    found.add(name);
    const { dependencies = {}, optionalDependencies = {} } = JSON.parse(readFileSync(file, 'utf8'));
    waiting.push(...Object.keys(dependencies), ...Object.keys(optionalDependencies));
  }
  return [...found];
}

/** Without sources and the binaries of other systems. */
function copyPackage(project: string, tree: string, name: string): void {
  const isOther = (file: string) =>
    /\/(prebuilds\/[^/]*(win32|darwin|android|arm|ia32|musl)|hidapi\/|src\/.*\.(cc|c|h)$)/.test(file);
  cpSync(path.join(project, 'node_modules', name), path.join(tree, 'till', 'node_modules', name), {
    recursive: true,
    dereference: true,
    filter: (file) => !isOther(file),
  });
}

const lines = (program: string, ...args: string[]) =>
  execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    .split('\n')
    .filter((line) => line !== '');

const binariesIn = (folder: string) =>
  lines('find', folder, '-name', '*.node').filter((file) => !/musl|android/.test(file));

function librariesOf(files: readonly string[]): string[] {
  const found = files.flatMap((file) =>
    lines('ldd', file).flatMap((line) => /(\/\S+) \(0x/.exec(line)?.[1] ?? []),
  );
  return [...new Set(found)];
}
