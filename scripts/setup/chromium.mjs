// Finds a Chromium: Playwright's own where it was downloaded, else one that the machine has. It never downloads or
// starts one.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { installedVersion, readNote, writeNote } from './place.mjs';

const NOTE = 'chromium';

const LINUX_NAMES = [
  'chromium',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
  'chromium-browser',
  'msedge',
];

const WINDOWS_PLACES = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
];

const MAC_NAMES = ['Google Chrome', 'Chromium', 'Microsoft Edge'];

function candidates() {
  const { env, platform } = process;
  if (platform === 'win32') {
    const homes = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA].filter(Boolean);
    return homes.flatMap((home) => WINDOWS_PLACES.map((place) => path.join(home, ...place)));
  }
  if (platform === 'darwin') {
    const homes = ['/Applications', path.join(homedir(), 'Applications')];
    return MAC_NAMES.flatMap((name) =>
      homes.map((home) => path.join(home, `${name}.app`, 'Contents', 'MacOS', name)),
    );
  }
  const folders = [...(env.PATH ?? '').split(path.delimiter), '/usr/bin', '/usr/local/bin'].filter(Boolean);
  return LINUX_NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)))
    .filter((file) => !isSnapStub(file))
    .concat('/snap/bin/chromium'); // Last, because a snap may write to few places.
}

/** Ubuntu leaves a script under Chromium's name that starts the snap, or only asks for it to be installed. */
function isSnapStub(file) {
  const stubBytes = 16_384;
  return (
    existsSync(file) && statSync(file).size < stubBytes && readFileSync(file, 'utf8').includes('/snap/bin/')
  );
}

/** A Chromium of the machine's own, or null. */
export function systemChromium() {
  const found = candidates().find((file) => existsSync(file));
  return found ? { path: found, which: 'system' } : null;
}

/** Where Playwright would have put its own. Asking it loads all of it, so the answer is noted per version. */
async function playwrightPath() {
  const key = `${installedVersion('playwright')} ${process.env.PLAYWRIGHT_BROWSERS_PATH ?? ''}`;
  const noted = readNote(NOTE);
  if (noted?.key === key) return noted.path;
  try {
    const { chromium } = await import('playwright');
    const answer = chromium.executablePath();
    writeNote(NOTE, { key, path: answer });
    return answer;
  } catch {
    // Playwright has no browser for this machine at all, or is not installed.
    return null;
  }
}

export async function findChromium() {
  const own = await playwrightPath();
  return own && existsSync(own) ? { path: own, which: 'playwright' } : systemChromium();
}
