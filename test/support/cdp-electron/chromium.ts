// The Chromium that the stand-in drives: one for one program, started without a window, ended by the end of its pipe, as
// it is when the program is killed. Knows nothing of pages.
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { Pipe } from './pipe.ts';
import { placesIn } from './told.ts';
import type { Told } from './told.ts';

const switches = (told: Told) => [
  '--headless',
  '--no-startup-window',
  '--remote-debugging-pipe',
  // For Playwright, which joins from the test's side; a port of the loopback, chosen by the system.
  '--remote-debugging-port=0',
  `--user-data-dir=${placesIn(told.userData).profile}`,
  `--lang=${told.locale}`,
  `--accept-lang=${told.locale}`,
  // What Playwright gives its own, as far as a page could tell the difference or the network would hear of it.
  '--disable-back-forward-cache',
  '--disable-background-networking',
  '--disable-breakpad',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-dev-shm-usage',
  '--disable-extensions',
  '--disable-features=DestroyProfileOnBrowserClose,OptimizationHints,PaintHolding,PreconnectToSearch',
  '--disable-field-trial-config',
  '--disable-popup-blocking',
  '--disable-renderer-backgrounding',
  '--disable-sync',
  '--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4',
  '--force-color-profile=srgb',
  '--hide-scrollbars',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--mute-audio',
  '--no-default-browser-check',
  '--no-first-run',
  '--password-store=basic',
  // Something to be asked for: whether it is given is not changed by that.
  '--use-fake-device-for-media-stream',
  ...told.switches,
];

/** Starts it and answers once it does. `onEnd` is called when it ends, whoever ended it. */
export async function startChromium(told: Told, onEnd: () => void): Promise<Pipe> {
  const places = placesIn(told.userData);
  mkdirSync(places.profile, { recursive: true });
  rmSync(places.port, { force: true });
  const child = spawn(told.chromium, switches(told), {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    env: { ...process.env, TZ: told.timeZone },
  });
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  child.once('exit', onEnd);
  if (child.pid !== undefined) writeFileSync(places.pid, String(child.pid));
  const [, , , out, incoming] = child.stdio;
  const pipe = new Pipe(out as Writable, incoming as Readable);
  await Promise.race([pipe.browser.send('Browser.getVersion'), failed]);
  return pipe;
}
