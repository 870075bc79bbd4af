// The rules about files as such: how they begin, what they are called, how long they are. Looks at no code.
import type { Breach, Rule } from './rule.ts';
import { codeOf, parse } from './tree.ts';
import type { SourceFile, Tree } from './tree.ts';

const LONG = 250;
const TOO_LONG = 400;
const reason = /^\/\/ long: \S/m;

/** The comment that a file begins with, without its marks and its `long:` line; empty when there is none. */
function headerOf(file: SourceFile): string {
  const lines: string[] = [];
  let end = file.text.startsWith('#!') ? file.text.indexOf('\n') + 1 : 0;
  for (const comment of parse(file).comments) {
    if (!/^\n?$/.test(file.text.slice(end, comment.start).replaceAll(' ', ''))) break;
    lines.push(...comment.value.split('\n').map((line) => line.replace(/^[\s*]+/, '')));
    end = comment.end;
    if (comment.type === 'Block') break;
  }
  return lines
    .filter((line) => !line.startsWith('long: '))
    .join(' ')
    .trim();
}

function countSentences(text: string): number {
  return text.replaceAll(/`[^`]*`/g, 'x').split(/(?<=[.!?]["”')]?)\s+(?=\p{Lu})/u).length;
}

const header: Rule = {
  name: 'every file begins with what it owns',
  because: 'whoever opens a file must see in one breath what it is for and what it never does.',
  remedy: 'begin the file with a comment of one to three sentences: what it owns, what it never does.',
  find: (tree) =>
    codeOf(tree).flatMap((file): Breach[] => {
      const text = headerOf(file);
      const count = text === '' ? 0 : countSentences(text);
      if (count >= 1 && count <= 3 && text.split(/\s+/).length >= 3) return [];
      const found = count > 3 ? `begins with ${count} sentences` : 'begins without a sentence';
      return [{ file: file.path, line: 1, found }];
    }),
};

const vague = new Set(['util', 'utils', 'helper', 'helpers', 'manager', 'service', 'services', 'common']);

function wordsOf(name: string): string[] {
  return name
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1-$2')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u);
}

const naming: Rule = {
  name: 'no file or folder has a vague name',
  because:
    '`utils`, `helpers`, `manager`, `service` and `common` say nothing, so everything ends up in them.',
  remedy:
    "name it after the trade's word for what it holds (design, section 4), or put it beside what uses it.",
  find: (tree) =>
    tree.files.flatMap(({ path }) => {
      const word = path
        .split('/')
        .flatMap(wordsOf)
        .find((one) => vague.has(one));
      return word === undefined ? [] : [{ file: path, line: 1, found: `is named "${word}"` }];
    }),
};

function lineCount(file: SourceFile): number {
  return file.text.split('\n').length - (file.text.endsWith('\n') ? 1 : 0);
}

const length: Rule = {
  name: `no file is longer than ${TOO_LONG} lines without a reason`,
  because: 'a file that long does two things, and nobody reviews the second one.',
  remedy:
    'split it where its header needs an "and"; or say why it is one thing in a line `// long: the reason`.',
  find: (tree) =>
    codeOf(tree)
      .filter((file) => lineCount(file) > TOO_LONG && !reason.test(file.text))
      .map((file) => ({ file: file.path, line: TOO_LONG + 1, found: `has ${lineCount(file)} lines` })),
};

/** Files to think about again: longer than they should be, not so long that they fail. */
export function longFiles(tree: Tree): string[] {
  return codeOf(tree)
    .filter((file) => lineCount(file) > LONG)
    .map((file) => `${file.path} (${lineCount(file)} lines)`);
}

export const fileRules: readonly Rule[] = [header, naming, length];
