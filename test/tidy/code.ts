// The rules about what code may do where: numbers, SQL, waiting, the console, Electron, raw HTML. Knows no imports.
import type { ESTree, VisitorObject } from 'vite';
import type { Breach, Rule } from './rule.ts';
import { codeOf, isUnderAny, lineAt, visit } from './tree.ts';
import type { SourceFile, Tree } from './tree.ts';

type Report = (node: { start: number }, found: string) => void;

/** Visits the files that `applies` to and gathers what the visitor reports. */
function search(
  tree: Tree,
  applies: (place: string) => boolean,
  look: (report: Report) => VisitorObject,
): Breach[] {
  const inFile = (file: SourceFile): Breach[] => {
    const found: Breach[] = [];
    visit(
      file,
      look((node, what) => found.push({ file: file.path, line: lineAt(file, node.start), found: what })),
    );
    return found.sort((a, b) => a.line - b.line);
  };
  return codeOf(tree)
    .filter(({ path }) => applies(path))
    .flatMap(inFile);
}

/** The name of a property, written with a dot or as a text in brackets. */
function propertyOf(node: ESTree.MemberExpression): string | null {
  if (node.property.type === 'Identifier' && !node.computed) return node.property.name;
  return node.property.type === 'Literal' ? String(node.property.value) : null;
}

function nameOf(node: { type: string; name?: unknown; value?: unknown }): string {
  if (node.type === 'Identifier' || node.type === 'JSXIdentifier') return String(node.name);
  return node.type === 'Literal' ? String(node.value) : '';
}

const quiet: Rule = {
  name: 'the main process writes no console',
  because:
    'in the headless shell stdout is the protocol, and what is printed there is redacted and kept by nobody.',
  remedy: 'log through the log that was handed in (src-main/log.ts); a tool under src-main/tools may print.',
  find: (tree) =>
    search(
      tree,
      (place) => place.startsWith('src-main/') && !place.startsWith('src-main/tools/'),
      (report) => ({
        MemberExpression(node) {
          if (node.object.type === 'Identifier' && node.object.name === 'console')
            report(node, `console.${propertyOf(node) ?? '…'}`);
        },
      }),
    ),
};

const exact: Rule = {
  name: 'no float touches money',
  because: 'in floats 14 * 1.0425 is 14.594999999999999 and Math.round(-2.5) is -2 (arithmetic R1, R2).',
  remedy:
    'count in minor units, micros, thousandths or parts per million, and divide by divideRounded with a rounding mode. ' +
    'Where a figure is no money (a share of time, say), excuse the file in test/tidy/excuses.ts with the reason.',
  find: (tree) =>
    search(
      tree,
      (place) => isUnderAny(place, ['contract/', 'src-main/domain/', 'src-main/store/']),
      (report) => ({
        Literal(node) {
          if (typeof node.value !== 'number' || /^0[xob]/i.test(node.raw ?? '')) return;
          if (/\.|e-/i.test(node.raw ?? '') || !Number.isInteger(node.value)) report(node, `${node.raw}`);
        },
        Identifier(node) {
          if (node.name === 'parseFloat') report(node, 'parseFloat');
        },
        MemberExpression(node) {
          const name = propertyOf(node);
          if (name === 'toFixed' || name === 'toPrecision') report(node, name);
          if (name === 'round' && nameOf(node.object) === 'Math') report(node, 'Math.round');
        },
      }),
    ),
};

const sqlText =
  /^\s*(?:SELECT|INSERT|REPLACE|UPDATE|DELETE|WITH|PRAGMA|CREATE|ALTER|DROP|ATTACH|VACUUM|BEGIN|COMMIT|ROLLBACK|SAVEPOINT)\s/;

const sql: Rule = {
  name: 'SQL stays in the store',
  because:
    'one layer knows the tables, so that a migration has one place to look and no query escapes the invariants.',
  remedy: 'write a plain function (db, args) -> rows in src-main/store/<noun>.ts and call that.',
  find: (tree) =>
    search(
      tree,
      (place) => !isUnderAny(place, ['src-main/store/', 'test/', 'bench/']),
      (report) => ({
        Literal(node) {
          if (typeof node.value === 'string' && sqlText.test(node.value)) report(node, 'a text of SQL');
        },
        TemplateLiteral(node) {
          if (sqlText.test(node.quasis[0]?.value.raw ?? '')) report(node, 'a text of SQL');
        },
        CallExpression(node) {
          if (node.callee.type !== 'MemberExpression') return;
          const name = propertyOf(node.callee);
          if (name === 'prepare' || name === 'pragma') report(node, `.${name}(…)`);
        },
      }),
    ),
};

const synchronous: Rule = {
  name: 'handlers do not wait',
  because:
    'a handler that does not suspend cannot interleave with another: that is what makes a sale one transaction.',
  remedy:
    'what must be awaited goes into commands/prepare.ts, before the handler; what happens after goes to core.ts.',
  find: (tree) =>
    search(
      tree,
      (place) => place.startsWith('src-main/commands/') && place !== 'src-main/commands/prepare.ts',
      (report) => {
        const isAsync = (node: { start: number; async: boolean }) => {
          if (node.async) report(node, 'async');
        };
        return {
          AwaitExpression: (node) => report(node, 'await'),
          ForOfStatement(node) {
            if (node.await) report(node, 'for await');
          },
          FunctionDeclaration: isAsync,
          FunctionExpression: isAsync,
          ArrowFunctionExpression: isAsync,
        };
      },
    ),
};

const oneCore: Rule = {
  name: 'only the shells know Electron',
  because:
    'one core under three shells: a branch on the carrier elsewhere is a second product that nobody tests.',
  remedy: 'let src-main/shell/ or src-renderer/bridge/ decide, and hand the rest what it needs.',
  find: (tree) =>
    search(
      tree,
      (place) =>
        isUnderAny(place, ['contract/', 'src-main/', 'src-renderer/', 'hardware/', 'upstream/']) &&
        !isUnderAny(place, ['src-main/shell/', 'src-renderer/bridge/']),
      (report) => ({
        Identifier(node) {
          if (/^is(?:In)?Electron$/.test(node.name)) report(node, node.name);
        },
        MemberExpression(node) {
          if (node.object.type !== 'MemberExpression' || propertyOf(node.object) !== 'versions') return;
          if (propertyOf(node) === 'electron') report(node, 'process.versions.electron');
        },
        BinaryExpression(node) {
          if (node.operator === 'in' && nameOf(node.left) === 'electron') report(node, "'electron' in …");
        },
      }),
    ),
};

const RAW_HTML = 'dangerouslySetInnerHTML';

const plainText: Rule = {
  name: 'no raw HTML on the screen',
  because: 'article names and reasons come from outside; React writes them as text, raw HTML would run them.',
  remedy: 'render elements; for markup inside a sentence split the words in contract/words.',
  find: (tree) =>
    search(
      tree,
      () => true,
      (report) => ({
        JSXAttribute(node) {
          if (nameOf(node.name) === RAW_HTML) report(node, RAW_HTML);
        },
        Property(node) {
          if (nameOf(node.key) === RAW_HTML) report(node, RAW_HTML);
        },
      }),
    ),
};

export const codeRules: readonly Rule[] = [quiet, exact, sql, synchronous, oneCore, plainText];
