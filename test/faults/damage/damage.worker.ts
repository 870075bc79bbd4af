// One process of the damage campaign: damages a copy of a shop, starts the real till on it, and judges what it then is.
// Owns the copy and the judgement of one state; the tally is damage.ts.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Core } from '#main/core.ts';
import { openCore } from '#main/core.ts';
import { silentLog } from '#main/log.ts';
import { openDevices } from '#hardware/open.ts';
import { fileSecretBox } from '#shell/secret-box.ts';
import { audit } from '#store/audit.ts';
import { databaseFile, mirrorFolder, openReadOnly } from '#store/open.ts';
import { checkFolder } from '#test/faults/check.ts';
import type { KnownGood } from '#test/faults/check-journal.ts';
import { Random } from '#test/faults/random.ts';
import { TestClock } from '#test/support/clock.ts';
import { TestMachine } from '#test/support/machine.ts';
import { damages } from './damages.ts';
import type { Damage } from './damages.ts';
import { givenHere, serve } from './farm.ts';
import type { DamageGiven, State } from './state.ts';
import { recover } from './recovered.ts';
import { copyFolder, notesOf } from './shops.ts';

const { shops, seed, only, root: above } = givenHere() as DamageGiven;
const wanted = damages.filter(({ name }) => name.includes(only));
const root = fs.mkdtempSync(path.join(above, 'worker-'));
const known: KnownGood = new Set();
const notes = shops.map(notesOf);

/** Every byte of the books, file by file; an empty WAL and the shared memory are nobody's books. */
function fingerprint(folder: string): string {
  const hash = createHash('sha256');
  const names = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = names
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  for (const file of files.sort()) {
    const name = path.relative(folder, file);
    if (/^(books|log|backup|diagnosis)[/\\]|^lock\.db|-shm$|^ballast/.test(name)) continue;
    const bytes = fs.readFileSync(file);
    if (name.endsWith('-wal') && bytes.length === 0) continue;
    hash.update(`${name}\n${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
}

async function open(folder: string): Promise<Core> {
  const clock = new TestClock();
  clock.at = new Date();
  return openCore({
    folder,
    clock,
    log: silentLog,
    guard: fileSecretBox(),
    devices: await openDevices({ kind: 'none' }, () => clock.now()),
    machine: new TestMachine(folder),
    appVersion: '0.0.0-damage',
    prints: false,
  });
}

function isVerified(folder: string): boolean {
  const db = openReadOnly(folder);
  try {
    return audit(db, mirrorFolder(folder), () => undefined).finding === null;
  } catch {
    return false;
  } finally {
    db.close();
  }
}

/** Goods on the counter, and papers that wait for a printer: neither is a fact of the journal. */
const isOfCounter = (text: string) =>
  /^sale \S+ (is .*; acknowledged was|has lost the lines)|^receipt \S+ is to be printed 0 times$/.test(text);
/** The repair of a lost tail writes itself down, which nobody asked for. */
const isRepair = (text: string) => / \(journal\.repaired, .*was asked for by nobody$/.test(text);

/** Whether the journal lacks a row that the world was told of; no verifier's word can make up for that. */
function lacksRows(folder: string, ids: readonly string[]): boolean {
  const db = openReadOnly(folder);
  try {
    const find = db.prepare('SELECT count(*) FROM journal WHERE id = ?').pluck();
    return ids.some((id) => find.get(id) === 0);
  } finally {
    db.close();
  }
}

type Judged = Pick<State, 'end' | 'wrong'>;

/** A till that sells must have everything. */
function judgeReady(folder: string, which: number, damage: Damage, restored: number): Judged {
  const told = notes[which];
  if (told === undefined) throw new Error(`there is no shop ${which}`);
  const texts = checkFolder(folder, told, 'ended', known).findings.map(({ text }) => text);
  const problems = texts.filter((text) => !isRepair(text));
  const missing = problems.filter((text) => !isOfCounter(text));
  if (missing.length === 0) {
    if (restored > 0) return { end: 'restored', wrong: [] };
    return { end: problems.length > 0 ? 'counter' : 'whole', wrong: [] };
  }
  if (damage.isBeyondSight === true) return { end: 'beyondSight', wrong: [] };
  if (damage.mustStop === true || lacksRows(folder, [...told.journalIds.keys()]))
    return { end: 'wrong', wrong: missing };
  // A start reads neither years of rows nor all of the second copy: then it is the verifier who says so.
  return isVerified(folder) ? { end: 'wrong', wrong: missing } : { end: 'verifier', wrong: [] };
}

async function judgeViewOnly(
  core: Core,
  folder: string,
  which: number,
  damage: Damage,
  before: string,
): Promise<State> {
  const { mode } = await core.run('app.describe', {});
  if (mode.kind !== 'viewOnly') throw new Error('it sells after all');
  const state: State = { damage: damage.name, end: 'viewOnly', trouble: mode.trouble, way: null, wrong: [] };
  if (!damage.fits.includes(mode.trouble)) state.wrong.push(`${mode.trouble} does not fit: ${mode.detail}`);
  if (fingerprint(folder) !== before) state.wrong.push('the books were changed by looking at them');
  if (mode.recovery === null) return state;
  state.way = mode.recovery.way;
  const told = notes[which];
  if (told === undefined) throw new Error(`there is no shop ${which}`);
  state.wrong.push(...(await recover(core, folder, mode.recovery, told)));
  if (fingerprint(folder) !== before) state.wrong.push('the old books were changed by the recovery');
  return state;
}

async function startOn(folder: string, which: number, damage: Damage): Promise<State> {
  const before = fingerprint(folder);
  const core = await open(folder);
  try {
    const { mode, start } = await core.run('app.describe', {});
    if (mode.kind === 'viewOnly') return await judgeViewOnly(core, folder, which, damage, before);
    await core.close();
    const state = { damage: damage.name, trouble: null, way: null };
    return { ...state, ...judgeReady(folder, which, damage, start.restoredRows) };
  } finally {
    await core.close().catch(() => undefined);
  }
}

/** One state from the beginning to the judgement; job numbers go through the damages in turn. */
async function suffer(job: number): Promise<State> {
  const damage = wanted[job % wanted.length];
  const which = Math.floor(job / wanted.length) % shops.length;
  const shop = shops[which];
  const other = shops[(which + 1) % shops.length];
  if (damage === undefined || shop === undefined || other === undefined)
    throw new Error('there is nothing to do');
  const folder = path.join(root, `state-${job}`);
  copyFolder(shop.folder, folder);
  try {
    damage.apply({ folder, shop, other, random: new Random(`${seed}/${job}`) });
    const state = await startOn(folder, which, damage);
    return state.wrong.length > 0 ? { ...state, end: 'wrong' } : state;
  } catch (error) {
    const wrong = [`it broke: ${(error as Error).stack ?? String(error)}`];
    return { damage: damage.name, end: 'wrong', trouble: null, way: null, wrong };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

if (!fs.existsSync(databaseFile(shops[0]?.folder ?? ''))) throw new Error('there is no shop to be damaged');
serve(suffer);
