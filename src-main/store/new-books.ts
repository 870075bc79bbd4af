// Makes new books beside unfit ones: the same again from the rows that are known, or ones that follow the last known row.
// Owns what is in them when they come into use; never touches the old ones.
import fs from 'node:fs';
import path from 'node:path';
import type { CommandId, StaffId } from '#contract/ids.ts';
import type { FollowedHead, JournalBodies, JournalKind } from '#contract/journal.ts';
import type { TrustedRegister } from '#contract/register-card.ts';
import { attempt, breathe } from './attempt.ts';
import { listBadges, removeBadge } from './badge.ts';
import { beginBooks, booksOf, shelveBooks } from './books.ts';
import { makeFolder, writeWhole } from './durable.ts';
import { appendRow, bodyOf, headOf, insertRow, rowsFrom } from './journal.ts';
import type { JournalRow, NewEvent } from './journal.ts';
import { keyFile, loadSigner } from './key.ts';
import type { KeyGuard, Signer } from './key.ts';
import { rowsOf } from './known.ts';
import { openMirror } from './mirror.ts';
import { mirrorFolder, openStore } from './open.ts';
import type { Db } from './open.ts';
import { project } from './project.ts';
import type { Plan } from './recover.ts';
import { insertRegister } from './register.ts';
import type { Register } from './register.ts';
import { copyGroup, dropFinishedBaskets, setupGroups } from './setup-copy.ts';
import { listStaff } from './staff.ts';
import { inJournalTransaction } from './transaction.ts';

/** Who begins new books, and when. */
export interface Beginner {
  commandId: CommandId;
  staffId: StaffId;
  name: string;
  now: Date;
  monoMs: number;
  appVersion: string;
}

const PORTION = 250;

function eventOf<K extends JournalKind>(
  by: Beginner,
  register: Register,
  kind: K,
  body: { postings: [] } & JournalBodies[K],
): NewEvent<K> {
  return {
    kind,
    id: by.commandId,
    body,
    atUtc: by.now.toISOString(),
    monoMs: by.monoMs,
    register: register.id,
    epoch: register.epoch,
    timeZone: register.config.timeZone,
    currency: register.config.currency,
    actor: by.staffId,
    appVersion: by.appVersion,
  };
}

function append(db: Db, signer: Signer, event: NewEvent): void {
  inJournalTransaction(db, () => project(db, appendRow(db, signer, event)));
}

/** People, articles, the counter and customers; throws where the plan's sources do not give them after all. */
async function copySetup(plan: Plan, db: Db): Promise<void> {
  for (const group of setupGroups) {
    if (!(await copyGroup(plan.sources, db, group))) throw new Error(`no source gives the ${group}`);
  }
  // Where no source gives them, the shop can sell all the same.
  await copyGroup(plan.sources, db, 'customers');
}

/** True when the last known row is the database's own: then its baskets know whatever has happened to them. */
function endsWithDatabase({ evidence: { db }, known: { head } }: Plan): boolean {
  const own = db === null ? null : attempt(() => headOf(db));
  return own !== null && head !== null && own.hash.equals(head.hash);
}

/** Open and parked sales, where nothing can have happened to them that is not known. */
async function copyBaskets(plan: Plan, db: Db): Promise<void> {
  const { evidence, known } = plan;
  if (!known.isWhole || evidence.db === null) return;
  await copyGroup([evidence.db], db, 'baskets');
  dropFinishedBaskets(db);
}

/** Every row that is known, each as it was, with the tables that it moves. */
async function copyRows(plan: Plan, db: Db): Promise<void> {
  const { evidence, known, register } = plan;
  if (known.publicKey === null) throw new Error('there is no key that the rows hold under');
  let portion: JournalRow[] = [];
  const write = () =>
    inJournalTransaction(db, () => {
      for (const row of portion) {
        if (row.header.seq === 1) insertFirst(db, row, register);
        insertRow(db, row);
        project(db, row);
      }
    });
  for (const row of rowsOf(evidence, known.publicKey)) {
    portion.push(row);
    if (portion.length < PORTION) continue;
    write();
    portion = [];
    await breathe();
  }
  write();
  const last = headOf(db);
  if (last === null || known.head === null || !last.hash.equals(known.head.hash)) {
    throw new Error('the rows that were there a moment ago cannot be read again');
  }
}

/** The register as its first row enrolled it; what was changed since follows from the rows. */
function insertFirst(db: Db, { body, header }: JournalRow, { id, epoch, publicKey }: Register): void {
  const { register: config } = bodyOf<'register.enrolled'>({ body });
  insertRegister(db, { id, epoch, publicKey, config }, header.atUtc);
}

/** Badges that the copied people have and the journal does not give, or has given anew since. */
function dropStrayBadges(plan: Plan, db: Db): void {
  // 0 where whoever the people were copied from does not tell the last row that it knew of.
  const copiedAt = attempt(() => headOf(plan.people))?.header.seq ?? 0;
  const given = new Map<StaffId, number>();
  for (const row of rowsFrom(db, 1)) {
    if (row.header.kind === 'register.enrolled') {
      const { staff } = bodyOf<'register.enrolled'>(row);
      for (const { staffId, hasBadge } of staff) if (hasBadge === true) given.set(staffId, row.header.seq);
    } else if (row.header.kind === 'staff.badgeSet') {
      const { staffId, hasBadge } = bodyOf<'staff.badgeSet'>(row);
      if (hasBadge) given.set(staffId, row.header.seq);
      else given.delete(staffId);
    }
  }
  for (const staffId of listBadges(db).keys()) {
    if ((given.get(staffId) ?? Infinity) > copiedAt) removeBadge(db, staffId);
  }
}

/** The same books again, from every row of both records; the rebuilding is written down as one more. */
async function rebuild(plan: Plan, by: Beginner, db: Db, signer: Signer): Promise<void> {
  await copyRows(plan, db);
  await copySetup(plan, db);
  await copyBaskets(plan, db);
  dropStrayBadges(plan, db);
  const toSeq = plan.known.head?.header.seq ?? 0;
  const rebuilt = { trouble: plan.trouble, by: by.name };
  const body = { postings: [] as [], fromSeq: 1, toSeq, rebuilt };
  append(db, signer, eventOf(by, plan.register, 'journal.repaired', body));
}

function followedHead({ head, receiptNumber }: Plan['known']): FollowedHead | null {
  if (head === null) return null;
  const { register, epoch, seq, atUtc, zNo, kind, gtSalesMinor, gtReturnsMinor, receiptCount } = head.header;
  return {
    register,
    epoch,
    seq,
    hash: head.hash.toString('hex'),
    atUtc: atUtc as FollowedHead['atUtc'],
    receiptNumber,
    zNo: zNo + (kind === 'register.closed' ? 1 : 0),
    gtSalesMinor: gtSalesMinor as FollowedHead['gtSalesMinor'],
    gtReturnsMinor: gtReturnsMinor as FollowedHead['gtReturnsMinor'],
    receiptCount,
  };
}

/** Receipts of the books before stay good: their key, under this till's own number, and the keys that they trusted. */
function stillTrusted({ known, register: { id, config } }: Plan, by: Beginner): TrustedRegister[] {
  const { head, publicKey, trusted } = known;
  if (head === null || publicKey === null) return [...trusted];
  const own: TrustedRegister = {
    registerId: id,
    epoch: head.header.epoch,
    number: config.number,
    storeName: config.storeName,
    publicKey: publicKey.toString('hex'),
    addedAt: by.now.toISOString() as TrustedRegister['addedAt'],
    addedBy: by.name,
  };
  return [...trusted, own];
}

/** Books that begin with a new key and name the last known row of those before. */
async function follow(plan: Plan, by: Beginner, db: Db, signer: Signer): Promise<void> {
  await copySetup(plan, db);
  // Rows that only the mirror log has may have paid them, and these books do not know those rows.
  if (endsWithDatabase(plan)) await copyBaskets(plan, db);
  // A backup does not know which badges were taken away since.
  if (plan.people !== plan.evidence.db) for (const staffId of listBadges(db).keys()) removeBadge(db, staffId);
  const { id, config } = plan.register;
  const register: Register = { id, config, epoch: plan.nextEpoch, publicKey: signer.publicKey };
  const badges = listBadges(db);
  const staff = listStaff(db).map(({ staffId, name, role }) => ({
    staffId,
    name,
    role,
    ...(badges.has(staffId) ? { hasBadge: true as const } : {}),
  }));
  const trusted = stillTrusted(plan, by);
  const { promotions } = plan.known;
  const follows = { trouble: plan.trouble, by: by.name, head: followedHead(plan.known) };
  const body = {
    postings: [] as [],
    register: config,
    publicKey: signer.publicKey.toString('hex'),
    appVersion: by.appVersion,
    staff,
    follows: {
      ...follows,
      ...(trusted.length === 0 ? {} : { trusted }),
      ...(promotions.length === 0 ? {} : { promotions: [...promotions] }),
    },
  };
  inJournalTransaction(db, () => insertRegister(db, register, by.now.toISOString()));
  append(db, signer, eventOf(by, register, 'register.enrolled', body));
}

/** The key of the old books once more, byte for byte. */
function copyKey(from: string, to: string): void {
  makeFolder(path.dirname(keyFile(to)), 0o700);
  writeWhole(keyFile(to), fs.readFileSync(keyFile(from)));
}

async function fill(folder: string, guard: KeyGuard, plan: Plan, by: Beginner, old: string): Promise<void> {
  if (plan.way === 'rebuild') copyKey(old, folder);
  const signer = await loadSigner(folder, guard, plan.way === 'emergency');
  const db = openStore(folder);
  try {
    await (plan.way === 'rebuild' ? rebuild : follow)(plan, by, db, signer);
    const mirror = openMirror(mirrorFolder(folder));
    mirror.appendAll(rowsFrom(db, 1));
    mirror.close();
  } finally {
    db.close();
  }
}

/** Does what a plan says; the new books are in use when this returns, or nothing has changed. */
export async function makeBooks(
  dataFolder: string,
  guard: KeyGuard,
  plan: Plan,
  by: Beginner,
): Promise<void> {
  const number = plan.number + 1;
  const folder = beginBooks(dataFolder, number);
  try {
    await fill(folder, guard, plan, by, booksOf(dataFolder, plan.number));
    shelveBooks(dataFolder, number);
  } catch (error) {
    // On a full disk, half of them would be in the way of whatever else makes room.
    attempt(() => fs.rmSync(folder, { recursive: true, force: true }));
    throw error;
  }
}
