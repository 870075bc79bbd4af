// The built screen as the browser and the electron shell serve it: which files, under which headers.
// The files are listed once; a request is only ever looked up in that list and never becomes a path.
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

interface ScreenFile {
  path: string;
  headers: Record<string, string>;
}

/** From the path of a URL, as the browser writes it, to the file. */
export type ScreenFiles = ReadonlyMap<string, ScreenFile>;

const contentTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** Vite's name of a file that never changes: its content's hash is part of it. */
const hashed = /^\/assets\/.+-[\w-]{8}\.\w+$/;

/**
 * Lists every plain file in `folder`, except those with a dot first in their name or above it, and symbolic links.
 * Rejects when there is no index.html.
 */
export async function listScreenFiles(folder: string): Promise<ScreenFiles> {
  const files = new Map<string, ScreenFile>();
  await listInto(files, folder, '');
  const index = files.get('/index.html');
  if (index === undefined) throw new Error(`There is no built screen in ${folder}: index.html is missing.`);
  files.set('/', index);
  return files;
}

async function listInto(files: Map<string, ScreenFile>, folder: string, prefix: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    const url = `${prefix}/${encodeURIComponent(entry.name)}`;
    if (entry.isDirectory()) await listInto(files, path, url);
    else if (entry.isFile()) files.set(url, { path, headers: fileHeaders(url) });
  }
}

function fileHeaders(url: string): Record<string, string> {
  return {
    'content-type': contentTypes[extname(url).toLowerCase()] ?? 'application/octet-stream',
    'cache-control': hashed.test(url) ? 'private, max-age=31536000, immutable' : 'no-store',
  };
}

/** The file that a URL's path names, or null. Rejects when a listed file cannot be read. */
export async function readScreenFile(
  files: ScreenFiles,
  urlPath: string,
): Promise<{ body: Buffer<ArrayBuffer>; headers: Record<string, string> } | null> {
  const file = files.get(urlPath);
  return file === undefined ? null : { body: await readFile(file.path), headers: file.headers };
}

/**
 * What the page may load and do: its own files and nothing else. `'self'` covers a WebSocket in Chromium, but older
 * engines want its address by name: `sockets`.
 */
export function contentSecurityPolicy(sockets: readonly string[] = []): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src ${["'self'", ...sockets].join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

/** The headers of every answer, whatever it says. */
export function guardHeaders(sockets: readonly string[] = []): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(sockets),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  };
}
