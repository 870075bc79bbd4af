// A slice of the power and kill point campaigns: an honest till loses nothing and needs nobody, and planted bugs are found.
// A till's start costs most of it, so each scenario stands in one of the two only; the campaigns themselves, over all of
// them, are `npm run faults -- power` and `-- killpoints`.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '#store/open.ts';
import { currentSchema } from '#store/migrate.ts';
import { dataFolder, makeBase } from './power/drive.ts';
import { Disk } from './power/disk.ts';
import { describePoint, killPointsSum, runKillPoints } from './power/killpoints.ts';
import type { KillPointsTally } from './power/killpoints.ts';
import { describeState, runPower } from './power/power.ts';
import type { PowerResult } from './power/power.ts';
import { judgeFolder, Seen } from './power/judge.ts';
import { eventsOf, recordScenario } from './power/recorded.ts';
import type { Recorded } from './power/recorded.ts';
import { scenarios } from './power/scenarios.ts';
import type { Scenario } from './power/scenarios.ts';
import { whyNoShim } from './power/shim.ts';
import { layOut } from './power/states.ts';

const why = whyNoShim();
const root = fs.mkdtempSync(path.join(os.tmpdir(), 'counterfoil-power-test-'));
let isKept = false;
// What failed without being meant to stays, to be looked at.
afterAll(() => !isKept && fs.rmSync(root, { recursive: true, force: true }));

const named = (...names: string[]): Scenario[] => scenarios.filter(({ name }) => names.includes(name));

const common = {
  seed: 'npm test',
  workers: 2,
  signal: new AbortController().signal,
  onProgress() {},
};

function power(states: number, plant: string | null, over: readonly Scenario[]): Promise<PowerResult> {
  const place = path.join(root, `power-${plant ?? 'honest'}`);
  const endsAtFinding = plant !== null;
  return runPower({ ...common, scenarios: over, states, plant, root: place, endsAtFinding });
}

function killPoints(
  points: number,
  plant: string | null,
  over: readonly Scenario[],
): Promise<KillPointsTally> {
  const place = path.join(root, `killpoints-${plant ?? 'honest'}`);
  const endsAtFinding = plant !== null;
  return runKillPoints({ ...common, scenarios: over, points, plant, root: place, endsAtFinding });
}

/** Everything that was written, whether it was synced or not. */
const wholeOf = (disk: Disk) => disk.pending.map((pending) => ({ pending }));

const problemsOf = ({ findings }: PowerResult) => findings.flatMap(({ problems }) => problems);

/** What files hold, by place. Whoever looks at a WAL database leaves an empty WAL and shared memory behind. */
function contents(files: Iterable<readonly [string, Buffer]>): Record<string, string> {
  const kept = [...files].filter(
    ([place, bytes]) => !place.endsWith('-shm') && (!place.endsWith('-wal') || bytes.length > 0),
  );
  const hashed = kept.map(([place, bytes]) => [place, createHash('sha256').update(bytes).digest('hex')]);
  return Object.fromEntries(hashed) as Record<string, string>;
}

function contentsOf(folder: string): Record<string, string> {
  const places = fs.readdirSync(folder, { recursive: true }) as string[];
  const files = places.filter((place) => fs.statSync(path.join(folder, place)).isFile());
  return contents(files.map((place) => [`/${place}`, fs.readFileSync(path.join(folder, place))] as const));
}

// A test that cannot be run says why in its name.
describe.skipIf(why !== null)(`power loss${why === null ? '' : ` (${why})`}`, () => {
  let recorded: Recorded;
  beforeAll(async () => {
    const [firstStart] = named('first-start');
    if (firstStart === undefined) throw new Error('there is no such scenario');
    const base = await makeBase(firstStart, path.join(root, 'record-base'), 'record');
    recorded = await recordScenario(base, path.join(root, 'record'), null);
  }, 120_000);

  test('every byte of the files that a till leaves is explained by the record of its calls', () => {
    const disk = new Disk(recorded.before, recorded.inodes);
    for (const event of eventsOf(recorded)) disk.take(event);
    const replayed = [...disk.after(wholeOf(disk))].flatMap(([place, one]) =>
      one.isFolder ? [] : [[place, one.bytes()] as const],
    );
    expect(contents(replayed)).toEqual(contentsOf(recorded.after));
    expect(fs.existsSync(path.join(dataFolder(recorded.after), 'till.db'))).toBe(true);
  });

  test('a first start that is cut off while SQLite makes the file is begun again by itself', async () => {
    const disk = new Disk(recorded.before, recorded.inodes);
    // The file has its first page, and the journal that would take it back is still there.
    const event = eventsOf(recorded).find((one) => {
      disk.take(one);
      const all = disk.after(wholeOf(disk));
      const file = all.get('/shop/data/till.db');
      return all.has('/shop/data/till.db-journal') && file?.isFolder === false && file.bytes().length > 0;
    });
    if (event === undefined) throw new Error('SQLite no longer makes the file with a journal');
    const folder = path.join(root, 'cut-off');
    layOut(folder, disk.after(wholeOf(disk)));
    // The page was being written when the power went: without the journal this is no database.
    fs.writeFileSync(path.join(dataFolder(folder), 'till.db'), Buffer.alloc(4096, 0x5a));
    expect((await judgeFolder(dataFolder(folder), new Seen())).problems).toEqual([]);
  });

  test('a backup without a row beside books that have some is no backup', async () => {
    const folder = path.join(root, 'empty-backup');
    fs.cpSync(recorded.after, folder, { recursive: true });
    fs.mkdirSync(path.join(dataFolder(folder), 'backup'));
    const empty = path.join(root, 'never-used');
    fs.mkdirSync(empty);
    openStore(empty).close();
    const backup = path.join(dataFolder(folder), 'backup', `before-schema-${currentSchema}.db`);
    fs.copyFileSync(path.join(empty, 'till.db'), backup);
    const { problems } = await judgeFolder(dataFolder(folder), new Seen());
    expect(problems).toEqual([
      expect.stringMatching(`^the backup before-schema-${currentSchema}\\.db is not whole`),
    ]);
  });

  test('an honest till loses nothing that it acknowledged, whatever a power cut leaves', async () => {
    const result = await power(200, null, named('sale', 'migration', 'first-start', 'recover'));
    isKept ||= result.findings.length > 0;
    expect(result.findings.map(describeState)).toEqual([]);
    // A share ends a little short of what it was asked for when a round brings hardly anything new.
    expect(result.figures.map(({ different }) => different > 35)).toEqual([true, true, true, true]);
  }, 300_000);

  test('a connection that is left NORMAL loses sales', async () => {
    const result = await power(200, 'synchronous-normal', named('sale'));
    expect(problemsOf(result)).toContainEqual(
      expect.stringMatching(/^the database had lost \d+ acknowledged rows/),
    );
  }, 120_000);

  test('an honest till that is killed at its calls takes up where it was', async () => {
    const tally = await killPoints(10, null, named('backup', 'recover-emergency'));
    isKept ||= tally.findings.length > 0;
    expect(tally.findings.map(describePoint)).toEqual([]);
    expect(killPointsSum(tally)).toMatch(/^10 kill points .* 0 found wanting$/);
  }, 300_000);

  test('an answer before the commit is found by a kill in between', async () => {
    const tally = await killPoints(24, 'ack-before-commit', named('sale'));
    const texts = tally.findings.flatMap(({ findings }) => findings.map(({ text }) => text));
    expect(texts).toContainEqual(expect.stringMatching(/^sale .* was acknowledged .* stored is nothing$/));
  }, 300_000);
});
