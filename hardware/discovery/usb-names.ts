// What the numbers of USB devices stand for, as far as a till meets them. Data alone; it never asks a device.

/** By vendor: who makes it, and what such a device is at a counter. Adapters may have anything behind them. */
const VENDORS: Readonly<Record<string, { name: string; kind: 'printer' | 'scanner' | 'adapter' }>> = {
  '04b8': { name: 'Epson', kind: 'printer' },
  '0519': { name: 'Star Micronics', kind: 'printer' },
  '1504': { name: 'Bixolon', kind: 'printer' },
  '1d90': { name: 'Citizen', kind: 'printer' },
  '0416': { name: 'Winbond', kind: 'printer' },
  '0483': { name: 'STMicroelectronics', kind: 'printer' },
  '0fe6': { name: 'ICS', kind: 'printer' },
  '0c2e': { name: 'Honeywell', kind: 'scanner' },
  '05e0': { name: 'Zebra', kind: 'scanner' },
  '05f9': { name: 'Datalogic', kind: 'scanner' },
  '1eab': { name: 'Newland', kind: 'scanner' },
  '0403': { name: 'FTDI', kind: 'adapter' },
  '1a86': { name: 'CH340', kind: 'adapter' },
  '067b': { name: 'Prolific', kind: 'adapter' },
  '10c4': { name: 'Silicon Labs', kind: 'adapter' },
};

export type FoundKind = 'printer' | 'scanner' | 'adapter' | 'unknown';

export function kindOfVendor(vendorId: string | undefined): FoundKind {
  return VENDORS[vendorId?.toLowerCase() ?? '']?.kind ?? 'unknown';
}

export function nameOfVendor(vendorId: string | undefined): string | null {
  return VENDORS[vendorId?.toLowerCase() ?? '']?.name ?? null;
}
