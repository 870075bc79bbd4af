// `node scripts/run.mjs FILE ARGUMENTS`: runs one of the repository's own TypeScript tools under a Node that can. Like
// the till script, it leaves stdout to the tool.
import { runTypeScript } from './setup/run-typescript.mjs';
import { explained, Trouble } from './setup/trouble.mjs';

await explained(async () => {
  const [file, ...args] = process.argv.slice(2);
  if (!file)
    throw new Trouble('Which file? node scripts/run.mjs FILE ARGUMENTS, the file as seen from the project.');
  process.exitCode = await runTypeScript(file, args);
});
