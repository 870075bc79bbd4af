// The project's files as a test wants to see them: as they are, or with one thing undone. Loads the shell's modules from
// such texts, each time anew; never writes a file.
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

export interface Undone {
  file: string;
  from: string;
  to: string;
}

const root = path.resolve(import.meta.dirname, '..', '..');

/** How a file is read: with `undone` in place, which must be there to be undone. */
export function reading(undone: Undone | null): (file: string) => string {
  return (file) => {
    const text = readFileSync(path.join(root, file), 'utf8');
    if (undone?.file !== file) return text;
    if (!text.includes(undone.from)) throw new Error(`${file} does not say: ${undone.from}`);
    return text.replace(undone.from, undone.to);
  };
}

const asModule = (code: string, salt: string) =>
  `data:text/javascript,${encodeURIComponent(`${code}\n//${salt}`).replaceAll("'", '%27')}`;

let loads = 0;

/**
 * A module of src-main/shell from the text that `read` gives. Of what it imports, `also` (file names beside it) come from
 * the same reading and `instead` from code of the test; everything else is the project's own.
 */
export async function loadUndone<T>(
  read: (file: string) => string,
  name: string,
  also: readonly string[] = [],
  instead: Record<string, string> = {},
): Promise<T> {
  const folder = 'src-main/shell';
  loads += 1;
  const salt = String(loads);
  const addressOf = (file: string, isOurs: boolean): string => {
    if (!isOurs) return pathToFileURL(path.join(root, folder, file)).href;
    const code = stripTypeScriptTypes(read(`${folder}/${file}`));
    const placed = code.replaceAll(/(from|import) '([^']+)'/g, (whole, word: string, from: string) => {
      const own = instead[from];
      if (own !== undefined) return `${word} '${asModule(own, salt)}'`;
      if (!from.startsWith('./')) return whole;
      return `${word} '${addressOf(from.slice(2), also.includes(from.slice(2)))}'`;
    });
    return asModule(placed, salt);
  };
  return (await import(/* @vite-ignore */ addressOf(name, true))) as T;
}
