// The contract as JSON Schema, for whoever writes a client without reading our code.
import * as z from 'zod/mini';
import { commands } from '#contract/commands.ts';
import { events } from '#contract/events.ts';

/** Every command with its permission, arguments and result, and every event with its payload (JSON Schema 2020-12). */
export function describeContract(): object {
  const described = Object.entries(commands).map(([name, spec]) => [
    name,
    {
      kind: spec.kind,
      permission: spec.permission,
      args: z.toJSONSchema(spec.args, { io: 'input' }),
      result: z.toJSONSchema(spec.result),
    },
  ]);
  const announced = Object.entries(events).map(([name, payload]) => [
    name,
    { payload: z.toJSONSchema(payload) },
  ]);
  return { commands: Object.fromEntries(described), events: Object.fromEntries(announced) };
}
