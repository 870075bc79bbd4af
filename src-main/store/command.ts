// The answers already given, so that a command sent twice is done once. Owns no meaning of a command.
import { canonical } from '#contract/canonical.ts';
import type { Json } from '#contract/canonical.ts';
import { sha256 } from './journal.ts';
import type { Db } from './open.ts';
import { statement } from './statement.ts';

/**
 * A PIN or a badge's code is short enough to be guessed from its hash, so secrets never enter one. Nor does an approval: it
 * says who else stands behind a command, not what the command does.
 */
const secrets = ['pin', 'badge', 'approval'];

function withoutSecrets(value: unknown): Json {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (value === null || typeof value !== 'object') return value as Json;
  const members = Object.entries(value).filter(
    ([key, member]) => !(secrets.includes(key) && typeof member === 'string') && member !== undefined,
  );
  return Object.fromEntries(members.map(([key, member]) => [key, withoutSecrets(member)]));
}

/** What a command asked for, as 32 bytes; secrets and an approval are left out. */
export function hashArgs(name: string, args: unknown): Buffer {
  return sha256(name, '\n', canonical(withoutSecrets(args)));
}

/**
 * The answer given before to this id: `first` when there is none, `conflict` when the id was used for something
 * else.
 */
export function findAnswer(
  db: Db,
  id: string,
  argsHash: Buffer,
): { kind: 'first' } | { kind: 'conflict' } | { kind: 'again'; result: unknown } {
  const row = statement(db, 'SELECT args_hash, result FROM command WHERE id = ?').get(id) as
    | { args_hash: Buffer; result: string }
    | undefined;
  if (row === undefined) return { kind: 'first' };
  if (!row.args_hash.equals(argsHash)) return { kind: 'conflict' };
  return { kind: 'again', result: JSON.parse(row.result) };
}

export function insertAnswer(
  db: Db,
  answer: { id: string; name: string; argsHash: Buffer; result: unknown; zNo: number },
): void {
  statement(db, 'INSERT INTO command VALUES (?, ?, ?, ?, ?)').run(
    answer.id,
    answer.name,
    answer.argsHash,
    JSON.stringify(answer.result),
    answer.zNo,
  );
}

/**
 * Forgets answers of periods before `zNo`. What was journaled stays idempotent without them: a journal row's id is
 * its command's.
 */
export function forgetAnswersBefore(db: Db, zNo: number): void {
  statement(db, 'DELETE FROM command WHERE z_no < ?').run(zNo);
}
