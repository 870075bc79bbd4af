// A key map as text, to carry from one till to another. Reads nothing that the editor would not have allowed.
import { keyMap } from '#contract/counter.ts';
import type { KeyMap } from '#contract/counter.ts';
import type { Action } from '#screen/actions/action.ts';
import { refusalOfMap } from './conflict.ts';
import type { KeyRefusal } from './conflict.ts';

export type Read = { ok: true; map: KeyMap } | { ok: false; why: KeyRefusal | { kind: 'nonsense' } };

export function writeMap(map: KeyMap): string {
  return `${JSON.stringify({ counterfoilKeys: 1, ...map }, null, 2)}\n`;
}

export function readMap(text: string, rows: readonly Action[]): Read {
  const map = parse(text);
  if (map === null) return { ok: false, why: { kind: 'nonsense' } };
  const why = refusalOfMap(rows, map);
  return why === null ? { ok: true, map } : { ok: false, why };
}

function parse(text: string): KeyMap | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || !('counterfoilKeys' in value)) return null;
  const { counterfoilKeys, ...rest } = value;
  const read = keyMap.safeParse(rest);
  return counterfoilKeys === 1 && read.success ? read.data : null;
}
