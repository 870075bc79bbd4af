// Arguments made from a command's JSON Schema: one set that has the right shape, and every set in which one member is
// missing, of a wrong type, or too many. Owns no knowledge of any command; sends nothing.

export interface Schema {
  type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null';
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: unknown;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  minLength?: number;
  maxLength?: number;
  default?: unknown;
}

/** Something of every form that texts have in this contract. */
const texts = [
  '01890a5d-ac96-774b-bcce-b302099a8057',
  'chen-jing',
  '3333',
  '69012345',
  'V13',
  '20IIIIIWWWWWC',
  '2026-11-30',
  'a1b2c3d4e5f60718'.repeat(4),
  'text',
];

function textFor({ pattern, minLength = 0 }: Schema): string {
  const found = texts.find(
    (text) => text.length >= minLength && (pattern === undefined || new RegExp(pattern).test(text)),
  );
  if (found === undefined) throw new Error(`no example fits ${pattern}`);
  return pattern === undefined ? 'text' : found;
}

/** A value of the schema's shape; what stands later in an object is more, as the end of a span of time must be. */
export function exampleOf(schema: Schema, place = 0): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const first = (schema.anyOf ?? schema.oneOf)?.[0];
  if (first !== undefined) return exampleOf(first, place);
  if (schema.type === 'object') {
    const members = Object.entries(schema.properties ?? {});
    return Object.fromEntries(members.map(([name, member], at) => [name, exampleOf(member, at)]));
  }
  // One element even where none is asked for, so that there is something in it to spoil.
  if (schema.type === 'array') return schema.items === undefined ? [] : [exampleOf(schema.items)];
  if (schema.type === 'string') return textFor(schema);
  if (schema.type === 'integer')
    return Math.min(Math.max(schema.minimum ?? 1, 1) + place, schema.maximum ?? Infinity);
  if (schema.type === 'boolean') return true;
  return null;
}

/** The types that a schema takes. */
function typesOf(schema: Schema): string[] {
  const among = schema.anyOf ?? schema.oneOf;
  if (among !== undefined) return among.flatMap(typesOf);
  if (schema.type !== undefined) return [schema.type];
  return (schema.enum ?? [schema.const]).map((value) => typeof value);
}

const oneOfEach: Record<string, unknown> = {
  string: 'seven',
  integer: 7,
  number: 7.5,
  boolean: true,
  null: null,
  array: [],
  object: {},
};

export interface Spoiled {
  /** Where the bad member is, as a refusal must name it. */
  path: string;
  what: string;
  args: unknown;
}

type Put = (value: unknown) => unknown;

function wrongTypes(schema: Schema, path: string, put: Put): Spoiled[] {
  const taken = typesOf(schema);
  const wrong = Object.entries(oneOfEach).filter(
    ([type]) => !taken.includes(type) && !(type === 'integer' && taken.includes('number')),
  );
  return wrong.map(([type, value]) => ({ path, what: `is ${type}`, args: put(value) }));
}

function inObject(schema: Schema, path: string, whole: Record<string, unknown>, put: Put): Spoiled[] {
  const at = (name: string) => (path === '' ? name : `${path}.${name}`);
  // What may hold members of another command's (`session.approve`) is judged by that command, after the rights.
  const isClosed = schema.additionalProperties === false;
  const surplus = { path: at('surplus'), what: 'is unknown', args: put({ ...whole, surplus: 1 }) };
  const inMembers = Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
    const { [name]: _gone, ...rest } = whole;
    const isRequired = (schema.required ?? []).includes(name);
    const missing = isRequired ? [{ path: at(name), what: 'is missing', args: put(rest) }] : [];
    return [...missing, ...spoil(member, at(name), whole[name], (value) => put({ ...whole, [name]: value }))];
  });
  return [...(isClosed ? [surplus] : []), ...inMembers];
}

/** Every way of spoiling one place of a value that has the schema's shape. */
export function spoil(schema: Schema, path: string, value: unknown, put: Put): Spoiled[] {
  const wrong = path === '' ? [] : wrongTypes(schema, path, put);
  const inner = schema.anyOf?.[0] ?? schema.oneOf?.[0] ?? schema;
  if (inner.type === 'object')
    return [...wrong, ...inObject(inner, path, value as Record<string, unknown>, put)];
  if (inner.type === 'array' && inner.items !== undefined) {
    const element = (value as unknown[])[0];
    return [...wrong, ...spoil(inner.items, `${path}.0`, element, (one) => put([one]))];
  }
  return wrong;
}
