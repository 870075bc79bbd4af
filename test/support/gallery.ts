// The gallery page in a browser: built once by Vite from test/gallery, served to the page without a server.
import { readFile, rm, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import type { Page } from 'playwright';
import { build } from 'vite';
import react from '@vitejs/plugin-react';

const ADDRESS = 'http://gallery.test';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** What the page counts. */
export interface Gallery {
  scans: string[];
  presses: Record<string, number>;
  /** What stood in the number buffer at every Esc. */
  cleared: string[];
  buffer: () => string;
}

declare global {
  interface Window {
    gallery: Gallery;
  }
}

export interface BuiltGallery {
  open: (page: Page, router: 'on' | 'off') => Promise<void>;
  remove: () => Promise<void>;
}

export async function buildGallery(): Promise<BuiltGallery> {
  const outDir = await mkdtemp(join(tmpdir(), 'counterfoil-gallery-'));
  await build({
    root: resolve('test/gallery'),
    base: './',
    configFile: false,
    logLevel: 'warn',
    plugins: [react()],
    build: { outDir, emptyOutDir: true, target: 'chrome144', minify: false, chunkSizeWarningLimit: 4000 },
  });
  return {
    open: async (page, router) => {
      await page.route(`${ADDRESS}/**`, async (route) => {
        const { pathname } = new URL(route.request().url());
        const file = pathname === '/' ? '/index.html' : pathname;
        const body = await readFile(join(outDir, file)).catch(() => null);
        if (body === null) await route.fulfill({ status: 404 });
        else await route.fulfill({ body, contentType: types[extname(file)] ?? 'application/octet-stream' });
      });
      await page.goto(`${ADDRESS}/?router=${router}`);
    },
    remove: () => rm(outDir, { recursive: true, force: true }),
  };
}

/** What the page has counted so far. */
export function counted(page: Page): Promise<Omit<Gallery, 'buffer'> & { buffer: string }> {
  return page.evaluate(() => {
    const { scans, presses, cleared, buffer } = window.gallery;
    return { scans, presses, cleared, buffer: buffer() };
  });
}
