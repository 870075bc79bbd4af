// Runs the Playwright journeys in whatever Chromium there is; without one it counts them as skipped. It never
// downloads a browser.
import { electronRuntime, findChromium, node24 } from '#scripts/setup.mjs';
import { run, runInForeground } from '#scripts/setup/child.mjs';
import { inProject, root } from '#scripts/setup/place.mjs';
import { resultOf } from './tally.mjs';

const playwright = (...args) => [inProject('node_modules', 'playwright', 'cli.js'), 'test', ...args];

/** Runs them all, or one project of them; a project that is asked for by name runs every journey it can. */
export async function runJourneys({ pattern, project, say }) {
  const chosen = [
    '--pass-with-no-tests',
    ...(pattern === undefined ? [] : ['--grep', pattern]),
    ...(project === undefined ? [] : ['--project', project]),
  ];
  const chromium = await findChromium();
  if (!chromium) return skipAll(chosen);
  const electron = await electronRuntime({ say });
  const result = await resultOf(async (env) => {
    const args = playwright(...chosen, '--reporter=list,./scripts/test/playwright-report.mjs');
    const settings = {
      // Playwright decides about colours by itself, and every worker of it would complain about a second opinion.
      NO_COLOR: undefined,
      COUNTERFOIL_CHROMIUM: chromium.path,
      ...(project === undefined ? {} : { COUNTERFOIL_EVERY_JOURNEY: '1' }),
      ...(electron.path
        ? { COUNTERFOIL_ELECTRON: electron.path }
        : { COUNTERFOIL_ELECTRON_MISSING: electron.missing }),
    };
    const { code, stoppedBy } = await runInForeground(node24(), args, {
      cwd: root,
      env: { ...env, ...settings },
      stdin: 'ignore',
    });
    if (stoppedBy) process.exit(code);
    return code;
  });
  if (result.projects !== undefined)
    say(`\nJourneys: ${Object.entries(result.projects).map(told).join('; ')}`);
  return result;
}

/** `electron stand-in 26 passed, 1 skipped (why)`; reasons of which there are many are listed at the end. */
function told([name, { passed, failed, skipped, reasons }]) {
  const why = reasons.length === 1 ? reasons[0] : `${reasons.length} reasons, listed below`;
  const figures = [
    passed > 0 && `${passed} passed`,
    failed > 0 && `${failed} failed`,
    skipped > 0 && `${skipped} skipped (${why})`,
  ];
  return `${name} ${figures.filter(Boolean).join(', ')}`;
}

async function skipAll(chosen) {
  const reason = 'no Chromium on this machine, and none could be installed';
  const { output } = await run(node24(), playwright(...chosen, '--list'), { cwd: root });
  const names = output.split('\n').filter((line) => line.includes(' › '));
  return { passed: 0, failed: 0, skipped: names.map((name) => ({ name: name.trim(), reason })) };
}
