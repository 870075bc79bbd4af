// The types of chromium.mjs, for the Playwright configuration. It declares nothing that chromium.mjs does not export.
export interface Chromium {
  path: string;
  which: 'playwright' | 'system';
}

export function systemChromium(): Chromium | null;
export function findChromium(): Promise<Chromium | null>;
