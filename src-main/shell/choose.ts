// What differs between Electron and plain Node before a shell exists: where arguments begin, which shell is meant, what
// must happen before Electron is ready.
import { loadElectron, prepareElectron } from './electron.ts';

const isElectron = (process: NodeJS.Process) => 'electron' in process.versions;

/** The version of the runtime that carries the program, or null where it is plain Node. */
export const electronVersion = (process: NodeJS.Process): string | null =>
  process.versions['electron'] ?? null;

/**
 * The program's own arguments. Electron puts the program's folder before them unless it is packaged, and whoever starts
 * it may put the browser's own switches before that.
 */
export function programArguments(process: NodeJS.Process): string[] {
  const rest = process.argv.slice(1);
  if (!isElectron(process)) return rest.slice(1);
  const isPackaged = !('defaultApp' in process);
  const folder = isPackaged ? -1 : rest.findIndex((one) => !one.startsWith('-'));
  return rest.slice(folder + 1).filter((one) => one !== '--no-sandbox');
}

/** The shell meant when none is named: the window where there is Electron, else the browser. */
export function defaultShell(process: NodeJS.Process): 'electron' | 'browser' {
  return isElectron(process) ? 'electron' : 'browser';
}

/**
 * What Electron must be told before it is ready. Awaited by the entry module: Electron holds its readiness back for that
 * and for nothing later.
 */
export async function prepareShell(process: NodeJS.Process): Promise<void> {
  if (isElectron(process)) prepareElectron(await loadElectron());
}
