// The map of commands as others rely on it: every command can be described, and every write carries its key.
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { commands, isCommandName } from '#contract/commands.ts';
import type { CommandName } from '#contract/commands.ts';
import { events } from '#contract/events.ts';
import { permission } from '#contract/staff.ts';
import { permissionsOf } from '#domain/permission.ts';

interface ObjectSchema {
  type: string;
  properties: Record<string, unknown>;
  required?: string[];
  additionalProperties: boolean;
}

const names = Object.keys(commands) as CommandName[];
/** Looks at the books once more: done twice it is done once. */
const climbsAgain: ReadonlySet<string> = new Set(['register.reopen']);
const argsOf = (name: CommandName) =>
  z.toJSONSchema(commands[name].args, { io: 'input' }) as unknown as ObjectSchema;

describe.for(names)('%s', (name) => {
  const { kind } = commands[name];

  test('has a JSON Schema for what it takes and what it answers', () => {
    const args = argsOf(name);
    expect(args).toMatchObject({ type: 'object', additionalProperties: false });
    expect(JSON.parse(JSON.stringify(args))).toEqual(args);
    const result = z.toJSONSchema(commands[name].result) as unknown as { oneOf?: object[] };
    for (const one of result.oneOf ?? [result]) expect(one).toMatchObject({ type: 'object' });
  });

  // What writes nothing has nothing to be done twice.
  const isWrite = !['read', 'device', 'machine'].includes(kind) && !climbsAgain.has(name);
  test(isWrite ? 'carries its commandId' : 'carries no commandId', () => {
    const { properties, required = [] } = argsOf(name);
    expect('commandId' in properties).toBe(isWrite);
    expect(required.includes('commandId')).toBe(isWrite);
  });

  test('takes no argument that it does not know', () => {
    const result = z.safeParse(commands[name].args, { surprise: 1 });
    expect(result.success).toBe(false);
    expect(JSON.stringify(result.error?.issues)).toContain('surprise');
  });
});

test('the names are those of the map alone, and say what they are about', () => {
  for (const name of names) expect(name).toMatch(/^[a-z]+\.[a-z][A-Za-z]*$/);
  expect(names.every(isCommandName)).toBe(true);
  for (const other of ['', 'constructor', '__proto__', 'toString', 'sale', 'sale.Scan', 'sale.scan ']) {
    expect(isCommandName(other), other).toBe(false);
  }
});

test('every event has a JSON Schema, and no name of a command', () => {
  for (const [name, payload] of Object.entries(events)) {
    expect(z.toJSONSchema(payload), name).toBeTypeOf('object');
    expect(isCommandName(name)).toBe(false);
  }
});

test('every permission but setting up can be had by a manager, and by whoever stands lower only if above has it too', () => {
  const [cashier, supervisor, manager] = (['cashier', 'supervisor', 'manager'] as const).map(permissionsOf);
  expect(supervisor).toEqual(expect.arrayContaining(cashier ?? []));
  expect(manager).toEqual(expect.arrayContaining(supervisor ?? []));
  expect([...(manager ?? []), 'setUp'].toSorted()).toEqual(permission.options.toSorted());
});
