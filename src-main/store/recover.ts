// What can be done beside books that are unfit. Owns the offer and the conditions of each way; writes nothing.
import fs from 'node:fs';
import type { Instant } from '#contract/ids.ts';
import type { LastKnown, Recovery, RecoveryWay, StoreTrouble } from '#contract/start.ts';
import { attempt } from './attempt.ts';
import { copiesOf, newestBackup } from './backup.ts';
import { booksOf, currentBooks } from './books.ts';
import { loadSigner } from './key.ts';
import type { KeyGuard } from './key.ts';
import { headOf } from './journal.ts';
import { learn, openEvidence } from './known.ts';
import type { Evidence, Known } from './known.ts';
import { openFileReadOnly } from './open.ts';
import type { Db } from './open.ts';
import { readRegister } from './register.ts';
import type { Register } from './register.ts';
import { isReadable, setupGroups } from './setup-copy.ts';
import type { StoreUnfit } from './trouble.ts';

/** Another program, another database or another disk is what these want; new books would not help. */
const helpless: readonly StoreTrouble[] = ['databaseNewer', 'databaseForeign', 'sqliteTooOld', 'notDurable'];

/** How selling can go on, with everything at hand that it takes. */
export interface Plan {
  way: RecoveryWay;
  trouble: StoreTrouble;
  /** The number of the books that are unfit. */
  number: number;
  evidence: Evidence;
  known: Known;
  /** Where people, articles and the counter come from: the database first where it can be read, then the backup. */
  sources: readonly Db[];
  /** Whom people are asked for their PIN by. */
  people: Db;
  /** The register as the newest source has it. */
  register: Register;
  /** The epoch of books that follow these. */
  nextEpoch: number;
  offer: Recovery;
  close(): void;
}

function lastKnownOf({ head, receiptNumber }: Known): LastKnown | null {
  if (head === null) return null;
  return { seq: head.header.seq, at: head.header.atUtc as Instant, receiptNumber };
}

/** True when the key that the rows were signed with is at hand. */
async function hasKey(folder: string, guard: KeyGuard, known: Known): Promise<boolean> {
  if (known.publicKey === null) return false;
  const signer = await loadSigner(folder, guard, false).catch(() => null);
  return signer?.publicKey.equals(known.publicKey) ?? false;
}

/** Throws where nothing could be written: then there is no place for new books. */
function assertWritable(dataFolder: string): void {
  fs.accessSync(dataFolder, fs.constants.W_OK);
}

interface Source {
  db: Db;
  from: Recovery['setupFrom'];
  at: Instant | null;
}

/** Where a shop's setup can be read, the newest first. */
function setupSources(evidence: Evidence, dataFolder: string): { sources: Source[]; backup: Db | null } {
  const { db } = evidence;
  const backup = newestBackup(dataFolder);
  const copy = backup === null ? null : attempt(() => openFileReadOnly(backup.file));
  const sources: Source[] = [];
  if (db !== null) {
    const at = attempt(() => (headOf(db)?.header.atUtc ?? null) as Instant | null);
    sources.push({ db, from: 'database', at });
  }
  if (backup !== null && copy !== null) sources.push({ db: copy, from: 'backup', at: backup.at });
  return { sources, backup: copy };
}

/** The source of each group that a shop cannot do without; null where one is nowhere to be read. */
function choose(sources: readonly Source[]): Source[] | null {
  const chosen = setupGroups.map((group) => sources.find(({ db }) => isReadable(db, group)) ?? null);
  const found = chosen.filter((source) => source !== null);
  return found.length === chosen.length ? found : null;
}

function registerOf(known: Known, stored: readonly Register[]): Register | null {
  if (known.config === null || known.head === null || known.publicKey === null) return stored[0] ?? null;
  const { register: id, epoch } = known.head.header;
  return { id, epoch, config: known.config, publicKey: known.publicKey };
}

/**
 * One more than any epoch that is known. Where the unfit books themselves name none, it is more than there can have been:
 * an epoch begins at most with each books.
 */
function nextEpoch(known: Known, register: Register, number: number, dataFolder: string): number {
  const own = known.epoch > 0 ? known.epoch : number;
  return Math.max(own, register.epoch, ...copiesOf(dataFolder).map(({ epoch }) => epoch)) + 1;
}

/** True when a backup was made of rows that are not known: both records have lost them, however well they agree. */
function isOutlived({ head }: Known, dataFolder: string): boolean {
  const { epoch: last = 0, seq: lastSeq = 0 } = head?.header ?? {};
  return copiesOf(dataFolder).some(({ epoch, seq }) => epoch > last || (epoch === last && seq > lastSeq));
}

/**
 * Finds out what can be done beside the unfit books of a folder that is held; null where selling cannot go on there.
 * Long for years of rows. Whoever is given a plan closes it.
 */
export async function planRecovery(
  dataFolder: string,
  guard: KeyGuard,
  unfit: StoreUnfit,
): Promise<Plan | null> {
  if (helpless.includes(unfit.trouble)) return null;
  assertWritable(dataFolder);
  const number = currentBooks(dataFolder);
  const folder = booksOf(dataFolder, number);
  const evidence = openEvidence(folder);
  const { sources, backup } = setupSources(evidence, dataFolder);
  const close = () => {
    evidence.close();
    backup?.close();
  };
  const chosen = choose(sources);
  const registers = sources.flatMap(({ db }) => attempt(() => readRegister(db)) ?? []);
  const learned = await learn(
    evidence,
    registers.map(({ publicKey }) => publicKey),
  );
  const known = { ...learned, isWhole: learned.isWhole && !isOutlived(learned, dataFolder) };
  const register = registerOf(known, registers);
  const [people] = chosen ?? [];
  if (chosen === null || people === undefined || register === null) {
    close();
    return null;
  }
  const oldest = chosen.find(({ from }) => from === 'backup') ?? people;
  const isComplete = known.isWhole && (await hasKey(folder, guard, known));
  const way = isComplete ? 'rebuild' : 'emergency';
  const offer: Recovery = { way, lastKnown: lastKnownOf(known), setupFrom: oldest.from, setupAt: oldest.at };
  const { trouble } = unfit;
  const dbs = sources.map(({ db }) => db);
  return {
    way,
    trouble,
    number,
    evidence,
    known,
    sources: dbs,
    people: people.db,
    register,
    nextEpoch: nextEpoch(known, register, number, dataFolder),
    offer,
    close,
  };
}
