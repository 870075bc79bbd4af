// Holds the tree to the design: its layers, its files, its numbers, its words. Each rule is first shown to find what is
// planted in a bad tree, and only that; then it is held against ours.
import path from 'node:path';
import { assert, describe, expect, test } from 'vitest';
import { excuses, excusesBreach } from './tidy/excuses.ts';
import { longFiles } from './tidy/files.ts';
import { findUnexcused, placeOf, teach } from './tidy/rule.ts';
import type { Rule } from './tidy/rule.ts';
import { rules } from './tidy/rules.ts';
import { readTree } from './tidy/tree.ts';
import type { SourceFile, Tree } from './tidy/tree.ts';

const ours = readTree(path.join(import.meta.dirname, '..'));

/** Too long to keep on disk: one file with a reason, one without, one that is only to be thought about again. */
function lengthy(name: string, lines: number, header = ''): SourceFile {
  const text = `// A file of many lines. Owns nothing.\n${header}${'export {};\n'.repeat(lines)}`;
  return { path: `src-main/domain/${name}.ts`, text };
}

const bad: Tree = {
  files: [
    ...readTree(path.join(import.meta.dirname, 'tidy/fixture-bad')).files,
    lengthy('endless', 400),
    lengthy('reasoned', 400, '// long: one table that nobody would split\n'),
    lengthy('lengthy', 260),
  ],
};

const planted: Record<string, readonly string[]> = {
  'imports follow the layer table': [
    'contract/sale.ts:2 imports node:fs, which the row of "contract" does not name',
    'contract/sale.ts:4 imports #store/sale.ts, which the row of "contract" does not name',
    'hardware/worker.ts:2 imports ../src-main/store/open.ts, which the row of "hardware" does not name',
    'loose/stray.ts:1 belongs to no row of the table',
    'src-main/commands/sale.ts:2 imports #main/core.ts, which the row of "commands" does not name',
    'src-main/domain/tax.ts:2 imports uuid, which the row of "domain" does not name',
    'src-main/domain/tax.ts:3 imports #store/sale.ts, which the row of "domain" does not name',
    'src-main/domain/tax.ts:5 imports #main/core.ts, which the row of "domain" does not name',
    'src-main/domain/tax.ts:6 imports node:timers, which the row of "domain" does not name',
    'src-main/domain/tax.ts:7 imports under a computed name, which no table can hold',
    'src-main/domain/tax.ts:8 imports better-sqlite3, which the row of "domain" does not name',
    'src-main/shell/browser.ts:2 imports #store/open.ts, which the row of "shell" does not name',
    'src-main/shell/browser.ts:3 imports electron, which only src-main/shell/electron.ts, src-main/shell/preload.ts, src-main/shell/walls.ts, src-main/shell/page-window.ts, src-main/shell/customer-window.ts may',
    'src-main/shell/browser.ts:4 imports #main/core.ts, which only src-main/shell/dispatch.ts may',
    'src-main/utils/odd.ts:1 belongs to no row of the table',
    'src-renderer/screens/PriceHelper.tsx:2 imports #contract/commands.ts, of which the row of "screen" grants the types only: write `import type`',
    'src-renderer/screens/PriceHelper.tsx:5 imports #contract/shift.ts, of which the row of "screen" grants the types only: write `import type`',
  ],
  'imports never climb': [
    'hardware/worker.ts:2 imports ../src-main/store/open.ts',
    'src-main/store/sale.ts:2 imports ../store/open.ts',
  ],
  'what lies beside or below is imported by ./': [
    'src-main/store/sale.ts:3 imports #store/key.ts from beside or below',
  ],
  'every file begins with what it owns': [
    'src-main/domain/chatty.ts:1 begins with 4 sentences',
    'src-main/domain/no-comment.ts:1 begins without a sentence',
  ],
  'no file or folder has a vague name': [
    'src-main/utils/odd.ts:1 is named "utils"',
    'src-renderer/screens/PriceHelper.tsx:1 is named "helper"',
  ],
  'no file is longer than 400 lines without a reason': ['src-main/domain/endless.ts:401 has 401 lines'],
  'the main process writes no console': ['src-main/commands/sale.ts:6 console.log'],
  'no float touches money': [
    'contract/sale.ts:7 0.13',
    'contract/sale.ts:11 parseFloat',
    'contract/sale.ts:12 Math.round',
    'contract/sale.ts:13 toFixed',
  ],
  'SQL stays in the store': [
    'src-main/commands/sale.ts:7 .prepare(…)',
    'src-main/commands/sale.ts:8 .prepare(…)',
    'src-main/commands/sale.ts:8 a text of SQL',
  ],
  'handlers do not wait': ['src-main/commands/sale.ts:4 async', 'src-main/commands/sale.ts:5 await'],
  'only the shells know Electron': [
    'src-main/till.ts:2 process.versions.electron',
    'src-main/till.ts:3 process.versions.electron',
    "src-main/till.ts:4 'electron' in …",
    'src-renderer/screens/PriceHelper.tsx:7 isElectron',
    'src-renderer/screens/PriceHelper.tsx:11 isElectron',
  ],
  'no raw HTML on the screen': [
    'src-renderer/screens/PriceHelper.tsx:8 dangerouslySetInnerHTML',
    'src-renderer/screens/PriceHelper.tsx:12 dangerouslySetInnerHTML',
  ],
  'every language has the same words': [
    'contract/words/zh/screen.ts:1 lacks screen.role.manager',
    'contract/words/zh/screen.ts:3 screen.pay is empty',
    'contract/words/zh/screen.ts:4 screen.due is a text, in English a function',
    'contract/words/zh/screen.ts:5 screen.reasons is a list of 1, in English a list of 2',
    'contract/words/zh/screen.ts:6 has screen.role.owner, which English has not',
    'contract/words/zh/trouble.ts:1 is missing',
  ],
};

function findIn(rule: Rule, tree: Tree): string[] {
  return rule.find(tree).map((breach) => `${placeOf(breach)} ${breach.found}`);
}

describe('in a tree with planted breaches', () => {
  test.for(rules)('"$name" finds its own and nothing else', (rule) => {
    expect(findIn(rule, bad)).toEqual(planted[rule.name]);
  });

  test('files to think about again are listed, and do not fail', () => {
    expect(longFiles(bad)).toEqual([
      'src-main/domain/endless.ts (401 lines)',
      'src-main/domain/reasoned.ts (402 lines)',
      'src-main/domain/lengthy.ts (261 lines)',
    ]);
  });

  test('a failure says which rule, why it is there and what to do', () => {
    for (const rule of rules) {
      const text = teach(rule, rule.find(bad));
      expect(text).toContain(rule.name);
      expect(text).toMatch(/^ {2}\S+:\d+ {2}.+\nWhy: .{40,}\nDo: .{40,}$/ms);
    }
  });
});

describe('in our tree', () => {
  test.for(rules)('$name', (rule) => {
    const breaches = findUnexcused(rule, ours);
    if (breaches.length > 0) assert.fail(teach(rule, breaches));
  });

  test.for(excuses)('the excuse for $covers is still needed ("$rule")', (excuse) => {
    const breaches = rules.find(({ name }) => name === excuse.rule)?.find(ours) ?? [];
    const isNeeded = breaches.some((breach) => excusesBreach(excuse, excuse.rule, breach));
    expect(
      isNeeded,
      `nothing breaks the rule there any more: delete "${excuse.because}" from excuses.ts`,
    ).toBe(true);
  });

  test('files to think about again', () => {
    const long = longFiles(ours);
    if (long.length > 0) console.warn(`Longer than 250 lines, think again: ${long.join(', ')}`);
  });
});
