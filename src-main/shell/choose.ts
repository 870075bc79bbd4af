// What differs between Electron and plain Node before a shell exists: where arguments begin, which shell is meant.

/** The program's own arguments. A packaged Electron program has no script among them. */
export function programArguments(process: NodeJS.Process): string[] {
  const isPackaged = 'electron' in process.versions && !('defaultApp' in process);
  return process.argv.slice(isPackaged ? 1 : 2);
}

/** The shell meant when none is named: the window where there is Electron, else the browser. */
export function defaultShell(process: NodeJS.Process): 'electron' | 'browser' {
  return 'electron' in process.versions ? 'electron' : 'browser';
}
