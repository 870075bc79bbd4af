// Which books a data folder holds: the first at its root, later ones in books/2, books/3 … Owns their places and the one
// step in which new books come into use; never touches older ones.
import fs from 'node:fs';
import path from 'node:path';
import { isThere, makeFolder, syncFolder, syncTree } from './durable.ts';

const shelf = (dataFolder: string) => path.join(dataFolder, 'books');

/** The folder of the books of a number. */
export function booksOf(dataFolder: string, number: number): string {
  return number === 1 ? dataFolder : path.join(shelf(dataFolder), String(number));
}

/** The numbers of all books, oldest first. What is still being made has no number yet. */
export function listBooks(dataFolder: string): number[] {
  const names = isThere(shelf(dataFolder)) ? fs.readdirSync(shelf(dataFolder)) : [];
  const later = names.filter((name) => /^[1-9]\d*$/.test(name)).map(Number);
  return [1, ...later.filter((number) => number > 1).sort((a, b) => a - b)];
}

/** The number of the books in use. */
export function currentBooks(dataFolder: string): number {
  return listBooks(dataFolder).at(-1) ?? 1;
}

/** The folder of the books in use: till.db, mirror/ and keys/ are in it. */
export function booksFolder(dataFolder: string): string {
  return booksOf(dataFolder, currentBooks(dataFolder));
}

const freshFolder = (dataFolder: string, number: number) => `${booksOf(dataFolder, number)}.new`;

/** An empty place to make new books in; what a kill left there was never in use and is thrown away. */
export function beginBooks(dataFolder: string, number: number): string {
  makeFolder(shelf(dataFolder), 0o700);
  const fresh = freshFolder(dataFolder, number);
  fs.rmSync(fresh, { recursive: true, force: true });
  makeFolder(fresh, 0o700);
  return fresh;
}

/** Brings finished books into use: whole on the disk first, then under their name, in one step. */
export function shelveBooks(dataFolder: string, number: number): void {
  const fresh = freshFolder(dataFolder, number);
  syncTree(fresh);
  fs.renameSync(fresh, booksOf(dataFolder, number));
  syncFolder(shelf(dataFolder));
}
