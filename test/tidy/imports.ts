// The rules about imports: which layer may see what, and how an import is written. The table itself is in layers.ts.
import path from 'node:path';
import { layers } from './layers.ts';
import type { Allowed, Layer } from './layers.ts';
import type { Breach, Rule } from './rule.ts';
import { codeOf, isUnder, isUnderAny, lineAt, visit } from './tree.ts';
import type { SourceFile, Tree } from './tree.ts';

interface Import {
  /** Null where the name is computed and nobody can read it. */
  specifier: string | null;
  /** Erased before it runs; `import {type X}` is not, it still loads the module. */
  isTypesOnly: boolean;
  line: number;
}

interface Named {
  type: string;
  value?: unknown;
}

/** Every way in which a file names another: import, export from, import(), types, require and worker addresses. */
function importsOf(file: SourceFile): Import[] {
  const found: Import[] = [];
  const add = (node: { start: number }, source: Named | null | undefined, isTypesOnly: boolean) => {
    if (source === null || source === undefined) return;
    const specifier = source.type === 'Literal' && typeof source.value === 'string' ? source.value : null;
    found.push({ specifier, isTypesOnly, line: lineAt(file, node.start) });
  };
  visit(file, {
    ImportDeclaration: (node) => add(node, node.source, node.importKind === 'type'),
    ExportNamedDeclaration: (node) => add(node, node.source, node.exportKind === 'type'),
    ExportAllDeclaration: (node) => add(node, node.source, node.exportKind === 'type'),
    ImportExpression: (node) => add(node, node.source, false),
    TSImportType: (node) => add(node, node.source, true),
    TSExternalModuleReference: (node) => add(node, node.expression, false),
    CallExpression(node) {
      if (node.callee.type === 'Identifier' && node.callee.name === 'require')
        add(node, node.arguments[0], false);
    },
    NewExpression(node) {
      const [address, base] = node.arguments;
      if (node.callee.type !== 'Identifier' || node.callee.name !== 'URL') return;
      if (base?.type !== 'MemberExpression' || base.object.type !== 'MetaProperty') return;
      if (address?.type === 'Literal' && /\.[jt]s$/.test(String(address.value))) add(node, address, false);
    },
  });
  return found;
}

type Target = { kind: 'ours' | 'package'; name: string } | { kind: 'unknown' };

/** Where an import leads, by the `imports` map of the tree's package.json. */
function targetOf(tree: Tree, file: SourceFile, specifier: string): Target {
  if (specifier.startsWith('.')) {
    return { kind: 'ours', name: path.posix.join(path.posix.dirname(file.path), specifier) };
  }
  if (!specifier.startsWith('#')) return { kind: 'package', name: specifier };
  const about = tree.files.find((one) => one.path === 'package.json')?.text ?? '{}';
  const { imports = {} } = JSON.parse(about) as { imports?: Record<string, string> };
  const keys = Object.keys(imports).sort((a, b) => b.length - a.length);
  for (const key of keys) {
    const [before = '', after] = key.split('*');
    if (after === undefined ? specifier !== key : !specifier.startsWith(before)) continue;
    const rest = after === undefined ? '' : specifier.slice(before.length);
    return { kind: 'ours', name: path.posix.normalize((imports[key] ?? '').replace('*', rest)) };
  }
  return { kind: 'unknown' };
}

function layerOf(place: string): Layer | null {
  const matches = layers.flatMap((layer) =>
    layer.files.filter((prefix) => isUnder(place, prefix)).map((prefix) => ({ layer, prefix })),
  );
  return matches.sort((a, b) => b.prefix.length - a.prefix.length)[0]?.layer ?? null;
}

/** What is wrong with an import that the row names in one way or another; null when some entry allows it. */
function complaint(file: SourceFile, one: Import, named: readonly Allowed[], layer: Layer): string | null {
  if (named.length === 0) return `which the row of "${layer.name}" does not name`;
  const mine = named.filter(({ by }) => by === undefined || by.includes(file.path));
  if (mine.length === 0) return `which only ${named.flatMap(({ by }) => by ?? []).join(', ')} may`;
  if (mine.some(({ isTypesOnly }) => isTypesOnly !== true || one.isTypesOnly)) return null;
  return `of which the row of "${layer.name}" grants the types only: write \`import type\``;
}

function judge(tree: Tree, file: SourceFile, layer: Layer, one: Import): string | null {
  if (one.specifier === null) return 'imports under a computed name, which no table can hold';
  const target = targetOf(tree, file, one.specifier);
  if (target.kind === 'unknown') return `imports ${one.specifier}, which package.json does not map`;
  if (target.kind === 'ours' && isUnderAny(target.name, layer.files)) return null;
  const { name } = target;
  const named =
    target.kind === 'ours'
      ? layer.ours.filter(({ to }) => isUnder(name, to))
      : layer.packages.filter(({ to }) => to === name || (to === 'node:*' && name.startsWith('node:')));
  const what = complaint(file, one, named, layer);
  return what === null ? null : `imports ${one.specifier}, ${what}`;
}

const layering: Rule = {
  name: 'imports follow the layer table',
  because:
    'imports run one way, so that the calculator can be proved without a database, the screen cannot compute money, ' +
    'and a driver can be changed without touching a sale (design, section 2).',
  remedy:
    'move the code to the layer that may do it, or hand the thing in as an argument from core.ts or main.ts. Only when ' +
    'the design itself changes: add the import to its row in test/tidy/layers.ts, with a `because`.',
  find: (tree) =>
    codeOf(tree).flatMap((file): Breach[] => {
      const layer = layerOf(file.path);
      if (layer === null) return [{ file: file.path, line: 1, found: 'belongs to no row of the table' }];
      if (layer.mayImportAnything === true) return [];
      return importsOf(file).flatMap((one) => {
        const found = judge(tree, file, layer, one);
        return found === null ? [] : [{ file: file.path, line: one.line, found }];
      });
    }),
};

const climbing: Rule = {
  name: 'imports never climb',
  because: '`../` says where a file happens to lie, not what it needs, and breaks when the file moves.',
  remedy: 'import by the map of package.json: `#contract/money.ts` instead of `../../contract/money.ts`.',
  find: (tree) =>
    codeOf(tree).flatMap((file) =>
      importsOf(file)
        .filter(({ specifier }) => specifier !== null && /(?:^|\/)\.\.(?:\/|$)/.test(specifier))
        .map(({ specifier, line }) => ({ file: file.path, line, found: `imports ${specifier}` })),
    ),
};

const nearness: Rule = {
  name: 'what lies beside or below is imported by ./',
  because:
    'one way to write each import: a `#` then always says "from elsewhere", and a search finds every user.',
  remedy: 'write `./x.ts` for the same folder and `./folder/x.ts` for what is below it.',
  find: (tree) =>
    codeOf(tree).flatMap((file) =>
      importsOf(file).flatMap(({ specifier, line }): Breach[] => {
        if (specifier === null || !specifier.startsWith('#')) return [];
        const folder = `${path.posix.dirname(file.path)}/`;
        const target = targetOf(tree, file, specifier);
        if (target.kind !== 'ours' || folder === './' || !isUnder(target.name, folder)) return [];
        return [{ file: file.path, line, found: `imports ${specifier} from beside or below` }];
      }),
    ),
};

export const importRules: readonly Rule[] = [layering, climbing, nearness];
