// The rule that every language says the same things: the English words are the list, every other language has all of it
// and nothing else. Reads the words from their source, so that a list half as long is seen although it compiles.
import type { ESTree } from 'vite';
import type { Breach, Rule } from './rule.ts';
import { lineAt, parse } from './tree.ts';
import type { SourceFile, Tree } from './tree.ts';

/** What stands at a place: `text`, `function`, or how many entries a list has. */
type Shape = Map<string, { kind: string; line: number }>;

function unwrap(node: ESTree.Expression): ESTree.Expression {
  const isCast = node.type === 'TSSatisfiesExpression' || node.type === 'TSAsExpression';
  return isCast ? unwrap(node.expression) : node;
}

function keyOf(property: ESTree.ObjectProperty): string {
  if (property.key.type === 'Identifier') return property.key.name;
  return property.key.type === 'Literal' ? String(property.key.value) : '…';
}

function kindOf(node: ESTree.Expression): string {
  if (node.type === 'Literal' && String(node.value).trim() === '') return 'nothing';
  return node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression' ? 'function' : 'text';
}

function describe(file: SourceFile, wrapped: ESTree.Expression, place: string, shape: Shape): void {
  const node = unwrap(wrapped);
  const line = lineAt(file, node.start);
  if (node.type === 'ObjectExpression') {
    for (const property of node.properties) {
      if (property.type === 'Property') describe(file, property.value, `${place}.${keyOf(property)}`, shape);
      else shape.set(`${place}…`, { kind: 'spread', line });
    }
  } else if (node.type === 'ArrayExpression') {
    shape.set(place, { kind: `list of ${node.elements.length}`, line });
  } else {
    shape.set(place, { kind: kindOf(node), line });
  }
}

function shapeOf(file: SourceFile): Shape {
  const shape: Shape = new Map();
  for (const statement of parse(file).program.body) {
    if (statement.type !== 'ExportNamedDeclaration') continue;
    if (statement.declaration?.type !== 'VariableDeclaration') continue;
    for (const { id, init } of statement.declaration.declarations) {
      if (id.type === 'Identifier' && init !== null) describe(file, init, id.name, shape);
    }
  }
  return shape;
}

const EN = 'contract/words/en/';

function compare(english: SourceFile, other: SourceFile): Breach[] {
  const asked = shapeOf(english);
  const given = shapeOf(other);
  const at = (line: number, found: string) => ({ file: other.path, line, found });
  const missing = [...asked.keys()].filter((key) => !given.has(key)).map((key) => at(1, `lacks ${key}`));
  const wrong = [...given].flatMap(([key, { kind, line }]) => {
    const wanted = asked.get(key)?.kind;
    if (wanted === undefined) return [at(line, `has ${key}, which English has not`)];
    if (kind === 'nothing') return [at(line, `${key} is empty`)];
    return kind === wanted ? [] : [at(line, `${key} is a ${kind}, in English a ${wanted}`)];
  });
  const blank = [...asked].filter(([, { kind }]) => kind === 'nothing');
  return [
    ...missing,
    ...wrong,
    ...blank.map(([key, { line }]) => ({ file: english.path, line, found: `${key} is empty` })),
  ];
}

function find(tree: Tree): Breach[] {
  const isWords = ({ path }: SourceFile) =>
    path.startsWith('contract/words/') && path.split('/').length === 4;
  const files = tree.files.filter((file) => isWords(file) && !file.path.endsWith('/index.ts'));
  const languages = [...new Set(files.map(({ path }) => path.split('/')[2] ?? ''))];
  const english = files.filter(({ path }) => path.startsWith(EN));
  return languages
    .filter((language) => language !== 'en')
    .flatMap((language) =>
      english.flatMap((file) => {
        const path = file.path.replace(EN, `contract/words/${language}/`);
        const other = files.find((one) => one.path === path);
        return other === undefined ? [{ file: path, line: 1, found: 'is missing' }] : compare(file, other);
      }),
    );
}

const words: Rule = {
  name: 'every language has the same words',
  because:
    'a cashier who reads Chinese must be told as much as one who reads English, in every refusal and list.',
  remedy:
    'add the missing words to contract/words/<language>/, in the same place and the same form as in English.',
  find,
};

export const wordRules: readonly Rule[] = [words];
