// Which driver holds an interface of a USB device, as Linux tells it. Elsewhere nothing is known, and nothing is asked.
import { readdir, readFile, readlink } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** Under this name an interface is held by a program, ours or another. */
export const PROGRAMS_DRIVER = 'usbfs';

export interface UsbInterface {
  readonly configurationValue: number;
  readonly interfaceNumber: number;
}

/** Null where no driver holds it, or the system does not say. `folder` is where the system keeps what it knows. */
export async function findDriver(
  device: { readonly bus?: string; readonly address?: number },
  { configurationValue, interfaceNumber }: UsbInterface,
  folder = '/sys/bus/usb/devices',
): Promise<string | null> {
  const names = await readdir(folder).catch(() => []);
  const read = async (...parts: string[]) =>
    Number(await readFile(join(folder, ...parts), 'utf8').catch(() => Number.NaN));
  for (const name of names.filter((one) => !one.includes(':'))) {
    if ((await read(name, 'busnum')) !== Number(device.bus)) continue;
    if ((await read(name, 'devnum')) !== device.address) continue;
    const held = join(folder, `${name}:${configurationValue}.${interfaceNumber}`, 'driver');
    return readlink(held).then(basename, () => null);
  }
  return null;
}
