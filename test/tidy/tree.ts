// A source tree as the tidy rules see it: every file by its path, code parsed once by OXC, the parser inside Vite.
// Judges nothing.
import fs from 'node:fs';
import path from 'node:path';
import { parseSync, Visitor } from 'vite';
import type { ParseResult, VisitorObject } from 'vite';

export interface SourceFile {
  /** From the tree's root, with `/` on every system. */
  path: string;
  text: string;
}

export interface Tree {
  files: readonly SourceFile[];
}

/** Not ours, not source, or wrong on purpose. */
const skipped = [
  '.git',
  '.counterfoil',
  'build',
  'dist',
  'hardware/vendor',
  'node_modules',
  'playwright-report',
  'shots',
  'test-results',
  'test/tidy/fixture-bad',
];
const readable = /\.(?:[cm]?[jt]sx?|json|css)$/;
const code = /\.(?:[cm]?[jt]s|[jt]sx)$/;

/**
 * Reads a tree. Files named `x.ts.txt` are taken for `x.ts`: so a fixture can be wrong without a compiler, a linter or
 * a formatter taking it for ours.
 */
export function readTree(root: string): Tree {
  const files: SourceFile[] = [];
  const enter = (folder: string) => {
    for (const entry of fs.readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const place = path.posix.join(folder, entry.name);
      if (skipped.includes(place)) continue;
      if (entry.isDirectory()) enter(place);
      if (!entry.isFile()) continue;
      const name = place.replace(/\.txt$/, '');
      files.push({
        path: name,
        text: readable.test(name) ? fs.readFileSync(path.join(root, place), 'utf8') : '',
      });
    }
  };
  enter('');
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

/** The files that hold program text. */
export function codeOf(tree: Tree): SourceFile[] {
  return tree.files.filter((file) => code.test(file.path));
}

const parses = new WeakMap<SourceFile, ParseResult>();

export function parse(file: SourceFile): ParseResult {
  const known = parses.get(file);
  if (known !== undefined) return known;
  const made = parseSync(file.path, file.text);
  const [error] = made.errors;
  if (error !== undefined) throw new Error(`${file.path} cannot be parsed: ${error.message}`);
  parses.set(file, made);
  return made;
}

export function visit(file: SourceFile, visitor: VisitorObject): void {
  new Visitor(visitor).visit(parse(file).program);
}

/** The line of an offset, 1 for the first. */
export function lineAt(file: SourceFile, offset: number): number {
  return file.text.slice(0, offset).split('\n').length;
}

/** True when `place` is the path itself or, for a prefix that ends with `/`, lies under it. */
export function isUnder(place: string, prefix: string): boolean {
  return prefix.endsWith('/') ? place.startsWith(prefix) : place === prefix;
}

export function isUnderAny(place: string, prefixes: readonly string[]): boolean {
  return prefixes.some((prefix) => isUnder(place, prefix));
}
