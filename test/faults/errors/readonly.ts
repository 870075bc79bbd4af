// A disk that takes no writes: from the start, after a crash, in the middle of the day. Owns the cases; what can be looked
// at must be shown, and nothing may be sold.
import fs from 'node:fs';
import type { Result } from '#contract/commands.ts';
import type { Counter } from './counter.ts';
import { LoopDisk, SmallDisk } from './mount.ts';

/** What a till that may only be looked at still does. */
async function lookAround(counter: Counter): Promise<void> {
  const { mode, staff } = await counter.describe();
  const isSaid = mode.kind === 'viewOnly' && mode.trouble === 'diskFailed';
  counter.expect(isSaid, `a disk that takes no writes is told as ${JSON.stringify(mode)}`);
  counter.expect(staff.length > 0, 'nobody is shown who could come in to look');
  const signIn = { commandId: counter.random.uuid(), staffId: 'chen-jing', pin: '3333' };
  await counter.till.must('session.signIn', signIn);
  const { last } = (await counter.till.must('sale.last', {})) as Result<'sale.last'>;
  const known = [...counter.notes.sales.keys()];
  counter.expect(last !== null && known.includes(last.sale.saleId), 'the last sale cannot be looked at');
  const refused = await counter.step();
  counter.expect(refused === 'viewOnly', `a command that writes is answered ${refused}`);
  counter.forget();
}

/** After the last till ended well, and after it was killed with its WAL still there. */
async function atStart(counter: Counter, disk: SmallDisk): Promise<string> {
  for (const isKilled of [false, true]) {
    await counter.open();
    await counter.takeUp();
    await counter.workUntilRefused(25);
    if (isKilled) await counter.kill();
    else await counter.finish();
    disk.setReadOnly(true);
    await counter.open();
    await lookAround(counter);
    await counter.finish();
    disk.setReadOnly(false);
  }
  return 'shown after an end and after a kill';
}

/** The kernel gives the file system up while customers are served. */
async function atWork(counter: Counter, disk: LoopDisk): Promise<string> {
  await counter.open();
  await counter.takeUp();
  await counter.workUntilRefused(40);
  // To the disk this is a power cut, and an open sale need not outlive one.
  while (counter.notes.basket !== null) await counter.step();
  disk.abort();
  const answers: string[] = [];
  for (let i = 0; i < 3; i += 1) answers.push(await counter.step());
  counter.expect(!answers.includes('ok'), `with no disk to write to it answers ${answers.join(', ')}`);
  counter.expect((await counter.describe()).mode.kind === 'viewOnly', 'it goes on as if nothing were');
  await counter.till.must('sale.last', {});
  // Nothing can be put in order on such a disk; the machine is switched off.
  await counter.kill();
  disk.unmount();
  disk.mount();
  return answers.join(', ');
}

type Case =
  | { name: string; disk: 'memory'; run(counter: Counter, disk: SmallDisk): Promise<string> }
  | { name: string; disk: 'file'; run(counter: Counter, disk: LoopDisk): Promise<string> };

export const readOnlyCases: readonly Case[] = [
  { name: 'start', disk: 'memory', run: atStart },
  { name: 'work', disk: 'file', run: atWork },
];

const DISK_MB = 48;

export interface ReadOnlyResult {
  name: string;
  seen: string;
  findings: string[];
}

/** Runs one case on a disk of its own, and judges what is left on it. `begin` puts a till's folder in place. */
export async function runReadOnlyCase(
  one: Case,
  place: string,
  begin: (folder: string) => Counter,
): Promise<ReadOnlyResult> {
  const disk = one.disk === 'memory' ? new SmallDisk(place, DISK_MB) : new LoopDisk(place, DISK_MB);
  const counter = begin(`${place}/till`);
  // A till wants more room than these disks have.
  counter.configure({ warnBelowMb: 0, stopBelowMb: 0, ballastMb: 0 });
  disk.settle();
  let seen = '';
  try {
    seen =
      one.disk === 'memory'
        ? await one.run(counter, disk as SmallDisk)
        : await one.run(counter, disk as LoopDisk);
    await counter.judge();
  } catch (error) {
    counter.findings.push((error as Error).message);
    await counter.kill();
  }
  disk.remove();
  fs.rmSync(`${place}.acknowledged.jsonl`, { force: true });
  return { name: one.name, seen, findings: counter.findings };
}
