// `npm run build`: brings dist/ in line with the sources. It never packages or starts anything.
import { ensureBuilt, ensureInstalled } from './setup.mjs';
import { speaker } from './setup/speaker.mjs';
import { explained } from './setup/trouble.mjs';

await explained(async () => {
  const say = speaker(process.stdout);
  await ensureInstalled({ say });
  await ensureBuilt({ say });
  say('dist/ holds what the sources say.');
});
