// What the build must leave for a strict content security policy: nothing inline, nothing from elsewhere.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const built = path.resolve(import.meta.dirname, '..', '..', 'dist', 'renderer');
const isBuilt = existsSync(path.join(built, 'index.html'));

it.for(['index.html', 'customer.html'])(
  '%s has no inline script, style or handler, and loads only its own files',
  (name, ctx) => {
    if (!isBuilt) ctx.skip('the screen is not built; npm test builds it');
    const page = readFileSync(path.join(built, name), 'utf8');
    const scripts = page.match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((tag) => !/\ssrc="\.\//.test(tag))).toEqual([]);
    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/i);
    const addresses = [...page.matchAll(/\s(?:src|href)="([^"]*)"/g)].map(([, address]) => address);
    expect(addresses.filter((address) => !address?.startsWith('./'))).toEqual([]);
  },
);

it('the style sheets load no data: address', (ctx) => {
  if (!isBuilt) ctx.skip('the screen is not built; npm test builds it');
  const sheets = readdirSync(built, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.css'),
  );
  const inline = sheets.filter((file) => readFileSync(path.join(built, file), 'utf8').includes('url(data:'));
  expect(inline).toEqual([]);
});

it("the customer's page loads nothing that can ask the till for anything", (ctx) => {
  if (!isBuilt) ctx.skip('the screen is not built; npm test builds it');
  const loaded = new Set<string>();
  const load = (file: string) => {
    if (loaded.has(file)) return;
    loaded.add(file);
    const text = readFileSync(path.join(built, file), 'utf8');
    for (const [, next] of text.matchAll(/["'](?:\.\/)?(?:assets\/)?([\w.-]+\.js)["']/g)) {
      load(path.join('assets', next ?? ''));
    }
  };
  load('customer.html');
  expect(loaded.size).toBeGreaterThan(1);
  const asked = [...loaded].filter((file) =>
    /tender\.cash|sale\.void/.test(readFileSync(path.join(built, file), 'utf8')),
  );
  expect(asked).toEqual([]);
});
