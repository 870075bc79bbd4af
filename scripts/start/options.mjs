// What a person may say after `npm start --`, and what it means when they say nothing. It never starts anything.
import { homedir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { callerFolder } from '#scripts/setup/place.mjs';
import { Trouble } from '#scripts/setup/trouble.mjs';

export const HELP = `Starts the till.

  npm start                   a demonstration shop, in the best window this machine has
  npm start -- OPTIONS

  --data DIR      keep the shop's data in DIR (without it: the demonstration shop, in your own data folder)
  --demo          fill an empty data folder with the demonstration shop (goes without saying when --data is not given)
  --electron      insist on Electron; fetch its runtime again if an earlier try failed
  --browser       use the browser shell although Electron is there: the same till in a Chromium window
  --no-window     only print the address, open no window (browser shell)
  --port N        the browser shell's port (without it: any free one)
  --lang en|zh    the language of the screen
  --help          this text
`;

const OPTIONS = /** @type {const} */ ({
  data: { type: 'string' },
  demo: { type: 'boolean', default: false },
  electron: { type: 'boolean', default: false },
  browser: { type: 'boolean', default: false },
  'no-window': { type: 'boolean', default: false },
  port: { type: 'string' },
  lang: { type: 'string' },
  help: { type: 'boolean', default: false },
});

const LARGEST_PORT = 65_535;

export function readOptions(args) {
  const values = parse(args);
  const { data, electron, browser, port, lang } = values;
  const wantsWindow = !values['no-window'];
  if (electron && (browser || !wantsWindow || port !== undefined)) {
    throw new Trouble(
      '--electron does not go with --browser, --no-window or --port: those belong to the browser shell.',
    );
  }
  if (port !== undefined && !(/^\d+$/.test(port) && Number(port) <= LARGEST_PORT)) {
    throw new Trouble(`--port wants a number up to ${LARGEST_PORT}, not "${port}".`);
  }
  if (lang !== undefined && lang !== 'en' && lang !== 'zh')
    throw new Trouble(`--lang is en or zh, not "${lang}".`);
  return {
    help: values.help,
    data: data === undefined ? path.join(dataHome(), 'counterfoil-demo') : path.resolve(callerFolder(), data),
    isDemo: values.demo || data === undefined,
    insistsOnElectron: electron,
    insistsOnBrowser: browser || !wantsWindow || port !== undefined,
    wantsWindow,
    port,
    lang,
  };
}

function parse(args) {
  try {
    return parseArgs({ args, options: OPTIONS }).values;
  } catch (error) {
    throw new Trouble(`${error.message}\n\n${HELP}`);
  }
}

/** Where programs keep a person's data on this kind of machine. */
function dataHome() {
  const { env, platform } = process;
  if (platform === 'win32') return env.APPDATA ?? path.join(homedir(), 'AppData', 'Roaming');
  if (platform === 'darwin') return path.join(homedir(), 'Library', 'Application Support');
  return env.XDG_DATA_HOME || path.join(homedir(), '.local', 'share');
}
