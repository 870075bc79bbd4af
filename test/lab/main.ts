// `npm run lab:usb [-- device|usb|serial|hid]`: the till's transports and drivers against devices that a kernel takes for real ones, in a virtual
// machine. Owns the command's words, its sum and its exit code; what is tried is told in guest/.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readCodes, whyNoReader } from '#test/hardware/rendered.ts';
import { QR } from './guest/printer.ts';
import { packInitramfs } from './initramfs.ts';
import { fetchKernel } from './kernel.ts';
import { equip } from './needs.ts';
import { runGuest } from './qemu.ts';

type Report =
  | { kind: 'plan'; names: string[] }
  | { kind: 'passed'; name: string; figures: string | null; timeMs: number }
  | { kind: 'failed'; name: string; why: string; timeMs: number }
  | { kind: 'shown'; name: string; text: string }
  | { kind: 'end'; code: number };

interface Skipped {
  readonly name: string;
  readonly reason: string;
}

const PATIENCE_MS = 30 * 60_000;
const project = path.join(import.meta.dirname, '..', '..');
const cache = path.join(project, 'node_modules', '.cache', 'usb-lab');
const say = (line: string) => void process.stdout.write(`${line}\n`);

let passed = 0;
let failed = 0;
const skipped: Skipped[] = [];

const seconds = (timeMs: number) => `${(timeMs / 1_000).toFixed(1)} s`;

function fail(name: string, why: string): void {
  failed += 1;
  say(`  FAILED ${name}\n${why.replaceAll(/^/gm, '         ')}`);
}

function hear(report: Report): void {
  if (report.kind === 'plan') say(`${report.names.length} checks`);
  if (report.kind === 'failed') fail(report.name, report.why);
  if (report.kind !== 'passed') return;
  passed += 1;
  say(
    `  ok     ${report.name} (${seconds(report.timeMs)}${report.figures === null ? '' : `; ${report.figures}`})`,
  );
}

/** The paper that came out of the guest, read by somebody else's reader. */
function readPaper(svgs: readonly string[]): void {
  const name = 'host: zbar reads the square code from the paper';
  if (whyNoReader !== null) {
    skipped.push({ name, reason: whyNoReader });
    return;
  }
  let codes: string[] = [];
  try {
    codes = readCodes(svgs);
  } catch (error) {
    return fail(name, String(error));
  }
  if (codes.includes(`QR-Code:${QR}`)) {
    passed += 1;
    say(`  ok     ${name}`);
  } else fail(name, `it read ${JSON.stringify(codes)}`);
}

/** What was to be tried and was not must not be missed in the sum. */
function settle(reports: readonly Report[], stoppedBecause: string | null, console: string): void {
  const planned = reports.flatMap((report) => (report.kind === 'plan' ? report.names : []));
  const tried = new Set(
    reports.flatMap((one) => (one.kind === 'passed' || one.kind === 'failed' ? [one.name] : [])),
  );
  for (const name of planned.filter((one) => !tried.has(one))) fail(name, 'it was never begun, or not ended');
  const ended = reports.find(({ kind }) => kind === 'end');
  const words = readFileSync(console, 'utf8');
  const bugs = words.match(/^.*(?:\bBUG: |\bOops\b|Kernel panic).*$/gm) ?? [];
  for (const line of bugs) fail('the kernel', line);
  if (ended?.kind === 'end' && ended.code === 0) return;
  fail(
    'the guest',
    `${stoppedBecause ?? 'it did not come to its end'}; its last words:\n${words.slice(-3_000)}`,
  );
}

async function run(): Promise<void> {
  const reason = equip(say);
  if (reason !== null) {
    skipped.push({ name: 'USB lab', reason });
    return;
  }
  mkdirSync(cache, { recursive: true });
  let kernel;
  try {
    kernel = fetchKernel(cache, say);
  } catch (error) {
    skipped.push({ name: 'USB lab', reason: `no kernel could be had: ${String(error).split('\n')[0]}` });
    return;
  }
  const startedMs = performance.now();
  const initramfs = packInitramfs(project, kernel, cache);
  say(
    `Packed after ${seconds(performance.now() - startedMs)}; the guest starts (${path.basename(kernel.image)})`,
  );
  const console = path.join(cache, 'console.txt');
  const { reports, stoppedBecause } = await runGuest(
    kernel,
    initramfs,
    console,
    (report) => hear(report as Report),
    { patienceMs: PATIENCE_MS, only: process.argv[2] ?? null },
  );
  settle(reports as Report[], stoppedBecause, console);
  const papers = (reports as Report[]).flatMap((report) => (report.kind === 'shown' ? [report.text] : []));
  if (papers.length > 0) readPaper(papers);
  say(`All of it took ${seconds(performance.now() - startedMs)}`);
}

await run();
if (skipped.length > 0) say('\nSkipped');
for (const { name, reason } of skipped) say(`  ${name}: ${reason}`);
const file = process.env['COUNTERFOIL_RESULT'];
if (file !== undefined) writeFileSync(file, JSON.stringify({ passed, failed, skipped }));
say(`\n${passed} passed, ${failed} failed, ${skipped.length} skipped`);
process.exit(failed > 0 ? 1 : 0);
