// What is surely known of books that are unfit: the rows that the database and the mirror log give together, followed from
// the first as long as they hold. Only reads; decides nothing.
import type { Promotion } from '#contract/promotion.ts';
import type { TrustedRegister } from '#contract/register-card.ts';
import type { RegisterConfig } from '#contract/register.ts';
import { attempt, breathe } from './attempt.ts';
import { bodyOf, headOf, rowAt } from './journal.ts';
import type { JournalRow } from './journal.ts';
import { indexMirror } from './mirror-index.ts';
import type { MirrorIndex } from './mirror-index.ts';
import { mirrorFolder, openReadOnly } from './open.ts';
import type { Db } from './open.ts';
import { readRegister } from './register.ts';
import type { Register } from './register.ts';
import { checkRow } from './verify.ts';

/** What there is to read of one set of books. */
export interface Evidence {
  /** Null where the database cannot be opened. */
  db: Db | null;
  mirror: MirrorIndex;
  close(): void;
}

/** Opens the books of a folder to read what can be read. */
export function openEvidence(folder: string): Evidence {
  const db = attempt(() => openReadOnly(folder));
  const mirror = indexMirror(mirrorFolder(folder));
  return {
    db,
    mirror,
    close() {
      mirror.close();
      db?.close();
    },
  };
}

/** Everything readable that says it is row `seq`, the mirror's first. */
export function candidates({ db, mirror }: Evidence, seq: number): JournalRow[] {
  const stored = db === null ? null : attempt(() => rowAt(db, seq));
  return [...mirror.rowsAt(seq), ...(stored === null ? [] : [stored])];
}

/** The rows that may follow `before`: one in books that were never copied and sold on twice. */
export function followers(
  evidence: Evidence,
  before: JournalRow | null,
  publicKey: Uint8Array,
): JournalRow[] {
  const good: JournalRow[] = [];
  for (const row of candidates(evidence, (before?.header.seq ?? 0) + 1)) {
    if (good.some(({ hash }) => hash.equals(row.hash))) continue;
    // What damage left may be of any shape.
    if (attempt(() => checkRow(row, before, publicKey) === null) === true) good.push(row);
  }
  return good;
}

/** How far a chain holds, and what was read on the way. */
export interface Chain {
  head: JournalRow | null;
  /** The last receipt's number as it was printed. */
  receiptNumber: string | null;
  config: RegisterConfig | null;
  /** Whose receipts are good there. */
  trusted: readonly TrustedRegister[];
  /** The shop's promotions after its last row. */
  promotions: readonly Promotion[];
  /** Two rows claim one place, both signed: a copy of the books was sold on. */
  isForked: boolean;
}

/** Rows between two breaths: the till must answer while it reads. */
const PORTION = 250;

/** The newest word on a key holds. */
function withOne(trusted: readonly TrustedRegister[], one: TrustedRegister): TrustedRegister[] {
  return [...trusted.filter(({ publicKey }) => publicKey !== one.publicKey), one];
}

function noting(chain: Chain, row: JournalRow): Chain {
  const { kind } = row.header;
  if (kind === 'sale.completed') {
    const { completed } = bodyOf<'sale.completed'>(row);
    return { ...chain, head: row, receiptNumber: completed.receiptNumber };
  }
  if (kind === 'register.enrolled') {
    const { register: config, follows } = bodyOf<'register.enrolled'>(row);
    const { trusted = [], promotions = [] } = follows ?? {};
    return { ...chain, head: row, config, trusted, promotions };
  }
  if (kind === 'register.changed') {
    return { ...chain, head: row, config: bodyOf<'register.changed'>(row).register };
  }
  if (kind === 'register.trusted') {
    return { ...chain, head: row, trusted: withOne(chain.trusted, bodyOf<'register.trusted'>(row).trusted) };
  }
  if (kind === 'register.distrusted') {
    const { distrusted } = bodyOf<'register.distrusted'>(row);
    return { ...chain, head: row, trusted: withOne(chain.trusted, distrusted) };
  }
  if (kind === 'promotion.changed') {
    const { put, removed } = bodyOf<'promotion.changed'>(row);
    const gone = new Set<string>([...removed, ...put.map(({ promotionId }) => promotionId)]);
    const kept = chain.promotions.filter(({ promotionId }) => !gone.has(promotionId));
    return { ...chain, head: row, promotions: [...kept, ...put] };
  }
  return { ...chain, head: row };
}

const nothing: Chain = {
  head: null,
  receiptNumber: null,
  config: null,
  trusted: [],
  promotions: [],
  isForked: false,
};

const reach = ({ head }: Chain) => head?.header.seq ?? 0;

/** Of several chains the one that reaches furthest. */
function furthest(chains: readonly Chain[]): Chain {
  return chains.reduce((best, chain) => (reach(chain) > reach(best) ? chain : best));
}

/** Follows the chain from a row on; where it forks, the branch that reaches further. */
async function follow(evidence: Evidence, publicKey: Uint8Array, from: Chain): Promise<Chain> {
  let chain = from;
  for (;;) {
    const next = followers(evidence, chain.head, publicKey);
    const [row] = next;
    if (row === undefined) return chain;
    if (next.length > 1) {
      const branches: Chain[] = [];
      for (const one of next) branches.push(await follow(evidence, publicKey, noting(chain, one)));
      return { ...furthest(branches), isForked: true };
    }
    chain = noting(chain, row);
    if (row.header.seq % PORTION === 0) await breathe();
  }
}

/** The rows of a chain that does not fork, each checked again. */
export function* rowsOf(evidence: Evidence, publicKey: Uint8Array): Generator<JournalRow> {
  for (let before: JournalRow | null = null; ;) {
    const [row] = followers(evidence, before, publicKey);
    if (row === undefined) return;
    yield row;
    before = row;
  }
}

function registerOf({ db }: Evidence): Register | null {
  return db === null ? null : attempt(() => readRegister(db));
}

/** Whose signatures the rows may carry: what the register says, what either record's first row says, and `more`. */
export function keysOf(evidence: Evidence, more: readonly Buffer[]): Buffer[] {
  const register = registerOf(evidence);
  const named = candidates(evidence, 1).flatMap((row) => {
    const key = attempt(() => Buffer.from(bodyOf<'register.enrolled'>(row).publicKey, 'hex'));
    return key === null ? [] : [key];
  });
  const told = [...(register === null ? [] : [register.publicKey]), ...named, ...more];
  const all = told.filter((key) => key.length === 32);
  return all.filter((key, i) => all.findIndex((other) => other.equals(key)) === i);
}

export interface Known extends Chain {
  /** The register as the database has it; null where it cannot be read. */
  register: Register | null;
  /** The key that the chain holds under; null where not one row is known. */
  publicKey: Buffer | null;
  /** Nothing is missing: the chain ends where both records end. */
  isWhole: boolean;
  /** The highest epoch that anything readable names; 0 where nothing does. */
  epoch: number;
}

/**
 * Nothing readable lies beyond the chain, and the witness is at most the last row behind: a mirror log that ends earlier
 * has lost its own tail and can vouch for nothing.
 */
function isWhole({ db, mirror }: Evidence, chain: Chain): boolean {
  const last = reach(chain);
  const stored = db === null ? null : attempt(() => headOf(db));
  const witnessed = mirror.lastSeq + mirror.unreadableAfter;
  const isBeyond = mirror.lastSeq > last || (stored?.header.seq ?? 0) > last;
  return !chain.isForked && last > 0 && !isBeyond && (last === witnessed || last === witnessed + 1);
}

function highestEpoch(evidence: Evidence, chain: Chain, register: Register | null): number {
  const { db, mirror } = evidence;
  const stored = db === null ? null : attempt(() => headOf(db));
  const named = [chain.head, stored, ...mirror.rowsAt(mirror.lastSeq)].map((row) => row?.header.epoch ?? 0);
  return Math.max(register?.epoch ?? 0, ...named.filter((epoch) => Number.isSafeInteger(epoch)));
}

/**
 * Reads all that can be read of unfit books, under the keys that they name and those told. Long for years of rows: it
 * lets others run meanwhile.
 */
export async function learn(evidence: Evidence, keys: readonly Buffer[]): Promise<Known> {
  const register = registerOf(evidence);
  let best: { chain: Chain; publicKey: Buffer | null } = { chain: nothing, publicKey: null };
  for (const publicKey of keysOf(evidence, keys)) {
    const chain = await follow(evidence, publicKey, nothing);
    if (reach(chain) > reach(best.chain)) best = { chain, publicKey };
  }
  const { chain, publicKey } = best;
  const epoch = highestEpoch(evidence, chain, register);
  return { ...chain, publicKey, register, isWhole: isWhole(evidence, chain), epoch };
}
