// How the counter is arranged, as one row. Owns that what can no longer be read costs only itself: a setting that a
// newer program has, or an older one had, never throws the others away.
import { counterSettings, firstCounterSettings, keyMap } from '#contract/counter.ts';
import type { CounterSettings, KeyMap } from '#contract/counter.ts';
import { schemaOf } from './migrate.ts';
import type { Db } from './open.ts';
import { plucked, statement } from './statement.ts';

type Members = Record<string, unknown>;

function asMembers(value: unknown): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : {};
}

function parsed(stored: string): unknown {
  try {
    return JSON.parse(stored);
  } catch {
    return null;
  }
}

interface Shape {
  shape: Record<string, { safeParse(value: unknown): { success: boolean; data?: unknown } }>;
}

/** `first` with every member of `stored` that its schema still takes. */
function withReadable<T extends object>(first: T, { shape }: Shape, stored: Members): T {
  const result = { ...first } as Members;
  for (const [name, schema] of Object.entries(shape)) {
    const member = schema.safeParse(stored[name]);
    if (member.success) result[name] = member.data;
  }
  return result as T;
}

/** One action's keys that cannot be read leave the other actions' as the shop changed them. */
function readKeys(stored: Members): KeyMap {
  const changes = Object.entries(asMembers(stored['changes'])).filter(
    ([action, keys]) => keyMap.shape.changes.safeParse({ [action]: keys }).success,
  );
  return withReadable(firstCounterSettings.keys, keyMap, { ...stored, changes: Object.fromEntries(changes) });
}

/** The settings, each as it is until somebody arranges it where there is none that can be read. */
export function readCounterSettings(db: Db): CounterSettings {
  // A store that may only be looked at can be of a schema that had no settings yet.
  if (schemaOf(db) < 6) return firstCounterSettings;
  const row = plucked(db, 'SELECT settings FROM counter_setting').get() as string | undefined;
  const stored = asMembers(row === undefined ? null : parsed(row));
  const readable = withReadable(firstCounterSettings, counterSettings, stored);
  return { ...readable, keys: readKeys(asMembers(stored['keys'])) };
}

export function writeCounterSettings(db: Db, settings: CounterSettings): void {
  statement(db, 'INSERT OR REPLACE INTO counter_setting VALUES (1, ?)').run(JSON.stringify(settings));
}
