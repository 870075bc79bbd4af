// What a lockfile must be for `npm ci` to work on every machine. It never reaches a registry.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

interface Locked {
  version?: string;
  integrity?: string;
  resolved?: string;
  link?: boolean;
  optionalDependencies?: Record<string, string>;
}

const file = path.resolve(import.meta.dirname, '..', '..', 'package-lock.json');
const { packages } = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, Locked> };
const installed = Object.entries(packages).filter(([place]) => place.includes('node_modules/'));

it('names no host to download from: everyone uses the registry they have', () => {
  const withHost = installed.filter(([, { resolved }]) => resolved?.includes('://') ?? false);
  expect(withHost.map(([place]) => place)).toEqual([]);
});

it('has a checksum for every package that is downloaded', () => {
  const unsealed = installed.filter(([, { link, integrity }]) => link !== true && integrity === undefined);
  expect(unsealed.map(([place]) => place)).toEqual([]);
});

/** Where a package looks for another: in its own node_modules, then in those of every folder above it. */
function isFoundFrom(place: string, name: string): boolean {
  const above = place.lastIndexOf('node_modules/');
  const isHere = `${place === '' ? '' : `${place}/`}node_modules/${name}` in packages;
  return isHere || (above >= 0 && isFoundFrom(place.slice(0, above).replace(/\/$/, ''), name));
}

it('has the binaries of every kind of machine, not only of the one it was written on', () => {
  const missing = Object.entries(packages).flatMap(([place, { optionalDependencies }]) =>
    Object.keys(optionalDependencies ?? {})
      .filter((name) => !isFoundFrom(place, name))
      .map((name) => `${place} wants ${name}`),
  );
  expect(missing).toEqual([]);
});

it('carries escpos without the packages it would drag along', () => {
  expect(Object.keys(packages)).not.toContain('node_modules/request');
  expect(packages['node_modules/get-pixels']?.link).toBe(true);
  expect(packages['node_modules/node-bluetooth']?.link).toBe(true);
});
