// Runs a TypeScript file of the project in the foreground, from the folder the person started in. It never writes to
// stdout itself: that belongs to the program.
import { existsSync } from 'node:fs';
import { ensureInstalled } from './install.mjs';
import { runInForeground } from './child.mjs';
import { node24 } from './node24.mjs';
import { callerFolder, inProject } from './place.mjs';
import { speaker } from './speaker.mjs';
import { Trouble } from './trouble.mjs';

/** Answers the program's exit code. `file` is seen from the project, paths among `args` from the caller's folder. */
export async function runTypeScript(file, args) {
  if (!existsSync(inProject(file))) throw new Trouble(`There is no ${file} in this project.`);
  await ensureInstalled({ say: speaker(process.stderr) });
  const { code } = await runInForeground(node24(), [inProject(file), ...args], { cwd: callerFolder() });
  return code;
}
