// What the lab needs of a machine and a machine may lack. Installs it where nobody has to be asked; never fails, since
// what is still missing makes the lab skip, with the reason.
import { existsSync, readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';

/** A file of it, and the Debian package that has it. */
const NEEDED: readonly (readonly [string, string])[] = [
  ['/usr/bin/qemu-system-x86_64', 'qemu-system-x86'],
  ['/bin/busybox', 'busybox-static'],
  ['/usr/bin/cpio', 'cpio'],
  ['/sbin/depmod', 'kmod'],
  ['/bin/udevadm', 'udev'],
  ['/usr/lib/x86_64-linux-gnu/libusb-1.0.so.0', 'libusb-1.0-0'],
  ['/usr/bin/xz', 'xz-utils'],
];

const isDebian = () =>
  existsSync('/etc/os-release') && /^ID="?debian"?$/m.test(readFileSync('/etc/os-release', 'utf8'));

const missing = () => NEEDED.filter(([file]) => !existsSync(file)).map(([, name]) => name);

/** Why the lab cannot run here; null where it can. */
export function equip(say: (line: string) => void): string | null {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'it needs Linux on x64';
  if (!isDebian()) return 'it is made of packages of Debian';
  const wanted = missing();
  if (wanted.length === 0) return null;
  if (process.getuid?.() !== 0) return `not installed: ${wanted.join(', ')}`;
  say(`Installing ${wanted.join(', ')} for the lab (apt-get) …`);
  const options = ['-o', 'Acquire::Retries=1', '-o', 'Acquire::http::Timeout=30'];
  const apt = (...args: string[]) =>
    spawnSync('apt-get', [...options, ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      timeout: 10 * 60_000,
    });
  // A failed update is no reason to stop: the lists may be good enough.
  apt('update');
  apt('install', '-y', '--no-install-recommends', ...wanted);
  const left = missing();
  return left.length === 0 ? null : `could not be installed: ${left.join(', ')}`;
}
