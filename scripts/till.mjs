// `npm run --silent till -- ARGUMENTS`: the till itself, for scripts and tools. What it prints on stdout is the till's
// alone; everything about setting up goes to stderr.
import { runTypeScript } from './setup/run-typescript.mjs';
import { explained } from './setup/trouble.mjs';

await explained(async () => {
  process.exitCode = await runTypeScript('src-main/main.ts', process.argv.slice(2));
});
