// The program: arguments and configuration, then the core, then the shell that carries it. Refuses an unfit Node before
// SQLite is loaded, because an old one dies of it without a word, and an installed program that was started to be opened.
import { wordsFor } from '#contract/words/index.ts';
import type { Words } from '#contract/words/index.ts';
import { keepCompiled } from './shell/compiled.ts';
import { BadStart, readArguments, usage } from './config.ts';
import type { Arguments } from './config.ts';
import { defaultShell, openedBy, prepareShell, programArguments, tellPerson } from './shell/choose.ts';

const OLDEST_NODE = 24;

function assertNode(): void {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= OLDEST_NODE) return;
  throw new BadStart(
    `Counterfoil needs Node ${OLDEST_NODE} or newer; this is ${process.versions.node}. ` +
      'Start it with npm start or npm run till: they bring their own.',
  );
}

function requireData(args: Arguments): string {
  return args.data ?? refuseStart('name the data folder with --data DIR');
}

function refuseStart(reason: string): never {
  throw new BadStart(reason);
}

/** Runs the task and returns the exit code. Everything heavy is loaded only once it is wanted. */
async function main(): Promise<number> {
  assertNode();
  const args = readArguments(programArguments(process), defaultShell(process));
  switch (args.task) {
    case 'help':
      process.stdout.write(usage);
      return 0;
    case 'describe': {
      const { describeContract } = await import('./tools/describe.ts');
      process.stdout.write(`${JSON.stringify(describeContract(), null, 2)}\n`);
      return 0;
    }
    case 'verify': {
      const { verifyFolder } = await import('./tools/verify.ts');
      return verifyFolder(requireData(args), process.stdout, process.stderr);
    }
    case 'recompute': {
      const { recomputeFolder } = await import('./tools/recompute.ts');
      return recomputeFolder(requireData(args), process.stdout, process.stderr);
    }
    case 'salvage': {
      const { salvageBooks } = await import('./tools/salvage.ts');
      const stop = new AbortController();
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
      return salvageBooks(requireData(args), args.books, process.stdout, process.stderr, stop.signal);
    }
    case 'diagnose': {
      const { diagnose } = await import('./tools/diagnose.ts');
      return diagnose(requireData(args), process.stdout);
    }
    case 'replay': {
      const { replayFile } = await import('./tools/replay.ts');
      const file = args.file ?? refuseStart('name the file: replay FILE.csv --data DIR');
      return replayFile(file, requireData(args), process.stdout, process.stderr);
    }
    case 'till': {
      keepCompiled(process);
      const { runTill } = await import('./till.ts');
      return runTill(args);
    }
  }
}

/** What the file system says where the data folder cannot be used at all. */
const folderTroubles = ['EACCES', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOSPC', 'EPERM'];

/** The line for whoever reads it in a terminal. */
function explain(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
  if (folderTroubles.includes(code)) return `The data folder cannot be used: ${(error as Error).message}`;
  if (!(error instanceof Error)) return String(error);
  return ['BadStart', 'DataFolderBusy'].includes(error.name) ? error.message : (error.stack ?? error.message);
}

/** Nothing has been read yet that would tell which language the person speaks. */
function inBothLanguages(say: (words: Words['program']) => string): string {
  return `${say(wordsFor('en').program)}\n\n${say(wordsFor('zh').program)}`;
}

/** Tells a terminal and, of the installed program, a person; returns the exit code. */
async function giveUp(line: string, say: (words: Words['program']) => string): Promise<number> {
  process.stderr.write(`${line}\n`);
  await tellPerson(process, inBothLanguages(say));
  return 1;
}

const opening = openedBy(process);
if (opening !== null) {
  const code = await giveUp(`Counterfoil does not start with ${opening}.`, (words) =>
    opening.endsWith('no-sandbox') ? words.noSandbox : words.openedBy({ name: opening }),
  );
  process.exit(code);
}
await prepareShell(process);
// Not awaited: Electron becomes ready only once this module has been evaluated, and the till waits for that.
void main()
  .catch((error: unknown) => {
    const line = explain(error);
    return giveUp(line, (words) => words.notStarted({ detail: line }));
  })
  .then((code) => {
    // Drivers and servers may leave handles behind: when the work is done and the output read, the program ends.
    process.stdout.write('', () => process.exit(code));
  });
