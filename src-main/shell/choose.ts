// What differs between Electron and plain Node before a shell exists: where arguments begin, which shell is meant, what
// must happen before Electron is ready.
import { loadElectron, prepareElectron } from './electron.ts';
import { openingSwitch } from './switches.ts';

const isElectron = (process: NodeJS.Process): boolean => 'electron' in process.versions;

/** Whether this is the installed program, and not Electron running the project's folder. */
export const isPackaged = (process: NodeJS.Process): boolean =>
  isElectron(process) && !('defaultApp' in process);

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
  // The Windows installer starts a program that it has just replaced with this word.
  if (isPackaged(process)) return rest.filter((one) => one !== '--updated');
  const folder = rest.findIndex((one) => !one.startsWith('-'));
  return rest.slice(folder + 1).filter((one) => one !== '--no-sandbox');
}

/** The switch or variable by which somebody tries to open the installed program; null where there is none. */
export function openedBy(process: NodeJS.Process): string | null {
  return isPackaged(process) ? openingSwitch(process.argv.slice(1), process.env) : null;
}

/** Says why the installed program did not start: it has no terminal that anybody would see. */
export async function tellPerson(process: NodeJS.Process, words: string): Promise<void> {
  if (!isPackaged(process)) return;
  const { dialog } = await loadElectron();
  dialog.showErrorBox('Counterfoil', words);
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
