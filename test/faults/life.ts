// One life of a till: it starts on what the last one left, signs in, sends what was in flight again, sells, and is killed
// at a moment drawn beforehand. Owns when the kill falls; judges only what commands answer, never what is stored.
import { isDeepStrictEqual } from 'node:util';
import type { Item } from '#contract/catalog.ts';
import type { Result } from '#contract/commands.ts';
import type { SaleChange } from '#contract/sale.ts';
import type { ShiftClosing, XReport } from '#contract/shift.ts';
import type { Notes, Sent } from './notes.ts';
import type { Random } from './random.ts';
import { TillDied } from './till-process.ts';
import type { TillProcess } from './till-process.ts';
import { nextCommand } from './work.ts';

/** `start` and `work` fall at any time; `sent` and `answered` around a sale's completion. */
export const moments = ['start', 'work', 'sent', 'answered'] as const;
export type Moment = (typeof moments)[number];

export interface Plan {
  moment: Moment;
  /** How far into its span the kill falls, 0 to 1: of the start, of the work, of a completion. */
  share: number;
  /** Which completion of this life. */
  nth: number;
}

/** Starting and signing in take about this long; a kill at `start` falls anywhere in it. */
const START_MS = 700;
const WORK_MS = 400;
/** A completion takes about this long on an idle machine; on a busy one the span grows with what it takes. */
const SENT_MS = 3;
const MOST_COMPLETIONS = 4;
/** A life that never comes to its moment is ended all the same. */
const MOST_COMMANDS = 400;

export function planOf(moment: Moment, random: Random): Plan {
  return { moment, share: random.next(), nth: random.whole(1, MOST_COMPLETIONS) };
}

/** How long completions have taken lately, over all tills of this machine. */
const pace = { ms: SENT_MS / 1.5 };

function notePace(ms: number): void {
  pace.ms += (ms - pace.ms) / 8;
}

/** An answer that may not be: told in words, with the command it answered. */
export class Wrong extends Error {}

export interface Life {
  till: TillProcess;
  notes: Notes;
  random: Random;
  /** What can be sold; filled by the folder's first life. */
  items: Item[];
}

const staff = { staffId: 'chen-jing', pin: '3333' };

/** A timer is right to a few milliseconds, about as long as a completion takes; the last ones are waited out awake. */
const AWAKE_MS = 4;

function killAfter(till: TillProcess, delayMs: number): void {
  const until = performance.now() + delayMs;
  const wait = () => {
    if (performance.now() >= until) till.kill();
    else setImmediate(wait);
  };
  if (delayMs > AWAKE_MS) setTimeout(wait, delayMs - AWAKE_MS);
  else wait();
}

/** Sends one command and notes its answer. Throws Wrong for anything but a success. */
export async function send(life: Life, sent: Sent): Promise<unknown> {
  const { till, notes } = life;
  const before = notes.answerTo(sent.args.commandId);
  if (before === null) notes.send(sent);
  const reply = await till.call(sent.name, sent.args);
  if (!reply.ok) {
    const { name, args } = sent;
    const asked = before === null ? 'was' : 'once succeeded; sent again it was';
    throw new Wrong(`${name} ${JSON.stringify(args)} ${asked} answered ${JSON.stringify(reply)}`);
  }
  if (before !== null) {
    if (isDeepStrictEqual(reply.result, before.result)) return reply.result;
    const [first, again] = [before.result, reply.result].map((result) => JSON.stringify(result));
    throw new Wrong(`${sent.name} ${sent.args.commandId} was answered first ${first}, sent again ${again}`);
  }
  checkDrawer(notes, sent, reply.result);
  checkDenominations(notes, sent, reply.result);
  checkVoided(sent, reply.result);
  notes.acknowledge(sent, reply.result);
  return reply.result;
}

/** The till's expected cash against what was acknowledged to have gone in and out. */
function checkDrawer(notes: Notes, sent: Sent, result: unknown): void {
  if (sent.name !== 'shift.xReport' && sent.name !== 'shift.close') return;
  const { cash } = result as XReport | ShiftClosing;
  if (notes.shift === null || cash?.expected === notes.drawer) return;
  throw new Wrong(`${sent.name} expects ${cash?.expected} in the drawer; ${notes.drawer} was acknowledged`);
}

/** A void and its undoing answer with the line as it must be from now on, among those that promotions touched with it. */
function checkVoided({ name, args }: Sent, result: unknown): void {
  if (name !== 'sale.voidLine' && name !== 'sale.restoreLine') return;
  const { lines } = result as SaleChange;
  const told = lines.find(({ lineId }) => lineId === args['lineId'])?.isVoided;
  mustEqual(`whether the line is voided, by the answer to ${name},`, told, name === 'sale.voidLine');
}

/** A closing holds the notes and coins exactly when they were counted and come to what was said. */
function checkDenominations({ count }: Notes, { name }: Sent, result: unknown): void {
  if (name !== 'shift.close') return;
  const { counted, denominations } = result as ShiftClosing;
  const rows = count?.counted === counted ? count.rows.filter((row) => row.count > 0) : undefined;
  mustEqual(
    'what was counted by note and coin',
    denominations,
    rows?.map(({ denomination, count: times }) => ({ denomination, count: times })),
  );
}

function mustEqual(what: string, actual: unknown, acknowledged: unknown): void {
  if (isDeepStrictEqual(actual, acknowledged)) return;
  throw new Wrong(`${what} is ${JSON.stringify(actual)}; acknowledged was ${JSON.stringify(acknowledged)}`);
}

/** What the till shows must be what was acknowledged: nothing more, nothing less. */
async function compare(life: Life): Promise<void> {
  const { till, notes, random } = life;
  const about = (await till.must('app.describe', {})) as Result<'app.describe'>;
  mustEqual('the shift', about.shift, notes.shift);
  mustEqual('the number of the open period', about.zNumber, notes.zNo);
  if (notes.count !== null) {
    mustEqual('the count of the drawer', await till.must('shift.countSoFar', {}), notes.count);
  }
  const { current } = (await till.must('sale.current', {})) as Result<'sale.current'>;
  mustEqual('the open sale', current, notes.basket);
  const { parked } = (await till.must('sale.parked', {})) as Result<'sale.parked'>;
  mustEqual('parked', parked.map(({ saleId }) => saleId).sort(), [...notes.parked.keys()].sort());
  for (const [saleId, whole] of notes.parked) {
    mustEqual('a parked sale', await till.must('sale.get', { saleId }), whole);
  }
  const recent = notes.answers.filter(({ name, zNo }) => name !== 'session.signIn' && zNo >= notes.zNo - 1);
  if (recent.length > 0) await send(life, random.pick(recent));
  await completeAgain(life);
}

/** Completing what is complete is no second sale, even under another command's id. */
async function completeAgain({ till, notes, random }: Life): Promise<void> {
  if (notes.sales.size === 0 || !random.chance(0.3)) return;
  const [saleId, completed] = random.pick([...notes.sales]);
  const args = { commandId: random.uuid(), saleId };
  mustEqual('a sale completed again', await till.must('sale.complete', args), completed);
}

/** From the first answer to the till that stands where the last one was killed. */
export async function takeUp(life: Life): Promise<void> {
  const { notes, random } = life;
  const args = { commandId: random.uuid(), ...staff };
  await send(life, notes.signingIn ?? { name: 'session.signIn', args });
  if (notes.inFlight !== null) await send(life, notes.inFlight);
  if (life.items.length === 0) {
    const all = { text: '', category: null, limit: 200 };
    const { items } = (await life.till.must('catalog.search', all)) as Result<'catalog.search'>;
    life.items.push(...items);
  }
  await compare(life);
}

/** Now and then the key is hit twice: both answers must be the same. */
async function complete(life: Life, sent: Sent): Promise<void> {
  if (!life.random.chance(0.1)) {
    const startedMs = performance.now();
    await send(life, sent);
    notePace(performance.now() - startedMs);
    return;
  }
  const first = send(life, sent);
  const again = life.till.call(sent.name, sent.args);
  const [one, two] = await Promise.all([first, again]);
  mustEqual('the answer to a double tap', two.ok ? two.result : two, one);
}

/** Works until the kill that the plan asks for. */
export async function work(life: Life, plan: Plan): Promise<void> {
  const { till, notes, random, items } = life;
  if (plan.moment === 'work') killAfter(till, plan.share * WORK_MS);
  let completions = 0;
  for (let i = 0; i < MOST_COMMANDS && !till.isKilled; i++) {
    const sent = nextCommand(notes, random, items);
    const isMeant = sent.name === 'sale.complete' && ++completions === plan.nth;
    const done = sent.name === 'sale.complete' ? complete(life, sent) : send(life, sent);
    if (isMeant && plan.moment === 'sent') {
      killAfter(till, plan.share * Math.max(SENT_MS, 1.5 * pace.ms));
    }
    await done;
    if (isMeant && plan.moment === 'answered') till.kill();
  }
  till.kill();
}

/** Lives until the kill; resolves with what was wrong before it, or null. `look` is called at the first answer. */
export async function liveAndDie(life: Life, plan: Plan, look: () => void): Promise<string | null> {
  const { till } = life;
  const timer = plan.moment === 'start' ? setTimeout(() => till.kill(), plan.share * START_MS) : undefined;
  try {
    await till.must('app.describe', {});
    look();
    await takeUp(life);
    await work(life, plan);
    return null;
  } catch (error) {
    if (error instanceof TillDied && till.isKilled) return null;
    till.kill();
    return (error as Error).message;
  } finally {
    clearTimeout(timer);
    await till.ended;
  }
}
