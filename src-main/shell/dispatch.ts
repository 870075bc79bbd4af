// From a name and anything at all to an answer: known name, schema, permission, handler. Never throws; the only place
// that builds the error envelope.
import crypto from 'node:crypto';
import * as z from 'zod/mini';
import { commands, isCommandName, permissionToSend } from '#contract/commands.ts';
import type { Outcome } from '#contract/envelope.ts';
import { Refused } from '#contract/refusal.ts';
import type { Refusal } from '#contract/refusal.ts';
import type { Core } from '#main/core.ts';
import type { Log } from '#main/log.ts';

z.config(z.locales.en());

/** Text arrives in whatever form a keyboard or file has; it is compared, hashed and stored in one (NFC). */
function normalised(value: unknown): unknown {
  if (typeof value === 'string') return value.isWellFormed() ? value.normalize('NFC') : value;
  if (Array.isArray(value)) return value.map(normalised);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, normalised(member)]));
}

function invalid(error: z.core.$ZodError): Refusal {
  const issue = error.issues[0];
  const path = issue?.path.map(String).join('.') ?? '';
  const keys = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : '';
  return {
    code: 'command.invalid',
    details: { path: path || keys || 'args', problem: issue?.message ?? 'invalid' },
  };
}

/**
 * Answers one command. Bad arguments are refused by the name of the first bad one; anything that is not a refusal is a
 * fault with an incident number, whose cause is in the log.
 */
export async function dispatch(core: Core, log: Log, name: string, args: unknown): Promise<Outcome> {
  try {
    if (!isCommandName(name)) {
      return { ok: false, refusal: { code: 'command.unknown', details: { name: name.slice(0, 80) } } };
    }
    const spec = commands[name];
    const parsed = spec.args.safeParse(normalised(args));
    if (!parsed.success) return { ok: false, refusal: invalid(parsed.error) };
    core.authorize(permissionToSend(name));
    return { ok: true, result: await core.run(name, parsed.data) };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, refusal: error.refusal };
    const incident = crypto.randomUUID().slice(0, 8);
    const stack = error instanceof Error ? error.stack : String(error);
    log.error({ incident, command: name, stack }, 'fault');
    return { ok: false, fault: { incident } };
  }
}
