// Runs the till as a process of its own and shows it in a Chromium window; both end together, whichever ends first.
// It knows nothing of the till but its first line on stdout.
import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { node24 } from '#scripts/setup.mjs';
import { inProject, root } from '#scripts/setup/place.mjs';
import { onStop, stop } from './stopping.mjs';

// Sooner than this nobody closes a window: Chromium failed, or handed the address to one that already runs.
const QUICK_END_MS = 3000;

/** Answers the exit code when all is over. */
export async function runBrowserShell({ chromium, ...options }, say) {
  const till = startTill(options);
  const running = { till, window: null, isStopping: false };
  onStop(() => {
    running.isStopping = true;
    stop(till);
  });
  const ended = new Promise((resolve) => {
    till.on('error', (error) => resolve({ code: 1, reason: error.message }));
    // Not 'exit': the line that says why it did not start may still be in the pipe then.
    till.on('close', (code, signal) => resolve({ code, reason: signal ?? `exit code ${code}` }));
  });
  const ready = await Promise.race([firstAnswer(till), ended.then(() => null)]);
  if (ready?.ready) {
    const address = inLanguage(ready.address, options.lang);
    if (chromium) openWindow(running, chromium, address, options, say);
    else tellAddress(address, say);
  } else if (!running.isStopping) {
    say(`The till did not start${ready ? `: ${ready.reason}` : '; what it said is above'}.`);
  }
  const { code, reason } = await ended;
  if (running.window) stop(running.window);
  if (running.isStopping) return 0;
  if (ready?.ready && code !== 0) say(`The till stopped by itself (${reason}); what it said is above.`);
  return code === 0 ? 0 : 1;
}

function startTill({ data, isDemo, port }) {
  const args = [
    inProject('src-main', 'main.ts'),
    '--shell',
    'browser',
    '--data',
    data,
    '--static',
    inProject('dist', 'renderer'),
    ...(isDemo ? ['--demo'] : []),
    ...(port === undefined ? [] : ['--port', port]),
  ];
  return spawn(node24(), args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
}

/** The line of JSON that says whether the till listens; every other line is the till's own and passes through. */
function firstAnswer(till) {
  return new Promise((resolve) => {
    createInterface({ input: till.stdout }).on('line', (line) => {
      const answer = parsed(line);
      if (typeof answer?.ready === 'boolean') resolve(answer);
      else process.stdout.write(`${line}\n`);
    });
  });
}

function parsed(line) {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** The screen takes its language from its own address; the till has no say in it. */
function inLanguage(address, lang) {
  const url = new URL(address);
  if (lang) url.searchParams.set('lang', lang);
  return url.href;
}

function tellAddress(address, say) {
  say(`Open this address in a browser: ${address}`);
  say('Press Ctrl+C to stop the till.');
}

function openWindow(running, chromium, address, { data }, say) {
  const startedMs = Date.now();
  const window = spawn(chromium.path, windowArguments(chromium.path, address, data), {
    // Chromium's own complaints about buses and graphics would bury ours.
    stdio: 'ignore',
  });
  running.window = window;
  say('The till is open in its window. Close the window or press Ctrl+C to stop it.');
  const onEnd = () => {
    running.window = null;
    if (running.isStopping || running.till.exitCode !== null) return;
    if (Date.now() - startedMs < QUICK_END_MS) {
      say('The window did not stay open here.');
      tellAddress(address, say);
      return;
    }
    running.isStopping = true;
    say('The window was closed; the till stops.');
    stop(running.till);
  };
  window.on('error', onEnd);
  window.on('exit', onEnd);
}

function windowArguments(program, address, data) {
  // A snap may not write to hidden folders, where application data usually is.
  const profile = program.startsWith('/snap/')
    ? path.join(homedir(), 'snap', 'chromium', 'common', path.basename(data))
    : path.join(data, 'browser-profile');
  const isRootOnLinux = process.platform === 'linux' && process.getuid?.() === 0;
  return [
    `--app=${address}`,
    `--user-data-dir=${profile}`,
    '--window-size=1366,768',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-background-mode',
    '--disable-component-update',
    '--disable-sync',
    '--disable-features=Translate',
    // The profile holds no passwords, and asking for a keyring would stand between the cashier and the till.
    '--password-store=basic',
    ...(isRootOnLinux ? ['--no-sandbox'] : []),
  ];
}
