// Scanners in HID POS mode as they are found: by what the system says of them, each once, and no keyboard among them.
import { expect, test } from 'vitest';
import { foundBeside } from '#contract/device-try.ts';
import { findHidScanners } from '#hardware/scanner/hid-find.ts';
import type { HidListed } from '#hardware/scanner/hid-find.ts';

const POS = { usagePage: 0x8c, usage: 2 };
const KEYS = { usagePage: 1, usage: 6 };
const honeywell = { vendorId: 0x0c2e, productId: 0x0b62 };

test('a scanner is called as its device calls itself, whatever else the device is', async () => {
  const listed: HidListed[] = [
    { vendorId: 0x046d, productId: 0xc31c, path: 'keys', product: 'Keyboard', ...KEYS },
    { ...honeywell, path: 'a', serialNumber: 'S1', product: 'Xenon 1902', ...POS },
    // Its second collection.
    { ...honeywell, path: 'a', serialNumber: 'S1', product: 'Xenon 1902', ...POS, usage: 1 },
    { ...honeywell, path: 'b', serialNumber: '', ...POS },
    { ...honeywell, path: 'b', serialNumber: '', usagePage: 0xff00, usage: 1 },
  ];
  const found = await findHidScanners(async () => listed);
  const place = { kind: 'hid', vendorId: 0x0c2e, productId: 0x0b62 };
  expect(found).toEqual([
    { place: { ...place, serialNumber: 'S1' }, label: 'Xenon 1902 (0c2e:0b62)', kind: 'scanner' },
    { place: { ...place, serialNumber: null }, label: 'Honeywell (0c2e:0b62)', kind: 'scanner' },
  ]);
  for (const one of found) expect(foundBeside.safeParse(one).success).toBe(true);
});

test('what types as well is a keyboard', async () => {
  const both = { ...honeywell, path: 'a' };
  expect(
    await findHidScanners(async () => [
      { ...both, ...POS },
      { ...both, ...KEYS },
    ]),
  ).toEqual([]);
});

test('where the package does not load there are none', async () => {
  expect(await findHidScanners(() => Promise.reject(new Error('no binary for this machine')))).toEqual([]);
});
