// Finds scanners in HID POS mode by what the system says of them. Opens nothing, and takes no keyboard for a scanner.
import type { FoundBeside } from '#contract/device-try.ts';
import { usbName } from '#contract/device-setting.ts';
import { nameOfVendor } from '#hardware/discovery/usb-names.ts';
import { loadHid, type HidFound } from './hid-pos.ts';
import { KEYBOARD, SCANNER_PAGE } from './hid-report.ts';

/** As much as is used of what the package lists. */
export interface HidListed extends HidFound {
  readonly manufacturer?: string | undefined;
  readonly product?: string | undefined;
}

const listByPackage = async (): Promise<HidListed[]> => (await loadHid()).devicesAsync();

/** Each scanner once, by the name its device keeps in any socket. Never rejects: without the package there are none. */
export async function findHidScanners(
  list: () => Promise<readonly HidListed[]> = listByPackage,
): Promise<FoundBeside[]> {
  const listed = await list().catch(() => []);
  const typing = new Set(
    listed
      .filter(({ usagePage, usage }) => usagePage === KEYBOARD.usagePage && usage === KEYBOARD.usage)
      .map(({ path }) => path),
  );
  const found = new Map<string, FoundBeside>();
  for (const { vendorId, productId, serialNumber = '', manufacturer, product, ...one } of listed) {
    if (one.usagePage !== SCANNER_PAGE || typing.has(one.path)) continue;
    const numbers = usbName({ vendorId, productId });
    const name = product ?? manufacturer ?? nameOfVendor(numbers.slice(0, 4));
    const label = `${name ?? 'USB'} (${numbers})`;
    const place = {
      kind: 'hid' as const,
      vendorId,
      productId,
      serialNumber: serialNumber === '' ? null : serialNumber,
    };
    found.set(JSON.stringify(place), { place, label, kind: 'scanner' });
  }
  return [...found.values()];
}
