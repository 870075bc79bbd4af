// Holds docs/dependencies.md to package.json. It never judges a package; a person does, in that page.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..', '..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
}

const manifest = JSON.parse(read('package.json')) as Manifest;
const named = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };

describe('package.json', () => {
  it('asks for exact versions, or for a folder of its own', () => {
    const loose = Object.entries(named).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version) && !version.startsWith('file:'),
    );
    expect(loose).toEqual([]);
  });
});

describe('docs/dependencies.md', () => {
  // A row of a table: the package, and five things said about it, none of them empty.
  const rows = read('docs/dependencies.md')
    .split('\n')
    .flatMap((line) => /^\| `([^`]+)` +\|(.*)\|$/.exec(line) ?? [])
    .filter((_, index) => index % 3 !== 0);
  const described = rows.filter((_, index) => index % 2 === 0);
  const statements = rows.filter((_, index) => index % 2 === 1);

  it('has one line for each package that is named, and for no other', () => {
    expect(described.toSorted()).toEqual(Object.keys(named).toSorted());
  });

  it('says of each what it does, who keeps it, what we would lose, and its licence', () => {
    const incomplete = statements.filter((cells) => {
      const filled = cells.split('|').filter((cell) => cell.trim() !== '');
      return filled.length !== 4;
    });
    expect(incomplete).toEqual([]);
  });
});
