// The program: arguments and configuration, then the core, then the shell that carries it. Refuses an unfit Node before
// SQLite is loaded, because an old one dies of it without a word.
import { BadStart, readArguments, usage } from './config.ts';
import type { Arguments } from './config.ts';
import { defaultShell, prepareShell, programArguments } from './shell/choose.ts';

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
    case 'replay': {
      const { replayFile } = await import('./tools/replay.ts');
      const file = args.file ?? refuseStart('name the file: replay FILE.csv --data DIR');
      return replayFile(file, requireData(args), process.stdout, process.stderr);
    }
    case 'till': {
      const { runTill } = await import('./till.ts');
      return runTill(args);
    }
  }
}

/** What the file system says where the data folder cannot be used at all. */
const folderTroubles = ['EACCES', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOSPC', 'EPERM'];

function explain(error: unknown): void {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
  if (folderTroubles.includes(code)) {
    process.stderr.write(`The data folder cannot be used: ${(error as Error).message}\n`);
    return;
  }
  const isExpected = error instanceof Error && ['BadStart', 'DataFolderBusy'].includes(error.name);
  const words = isExpected
    ? error.message
    : error instanceof Error
      ? (error.stack ?? error.message)
      : String(error);
  process.stderr.write(`${words}\n`);
}

await prepareShell(process);
// Not awaited: Electron becomes ready only once this module has been evaluated, and the till waits for that.
void main()
  .catch((error: unknown) => {
    explain(error);
    return 1;
  })
  .then((code) => {
    // Drivers and servers may leave handles behind: when the work is done and the output read, the program ends.
    process.stdout.write('', () => process.exit(code));
  });
