// Chooses the shell the till is shown in, and says which and why in one sentence. It never starts it.
import { electronRuntime, findChromium } from '#scripts/setup.mjs';
import { Trouble } from '#scripts/setup/trouble.mjs';

export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/** `{shell: 'electron', program}` or `{shell: 'browser', chromium}`; chromium is null when there is no window to open. */
export async function chooseShell({ insistsOnElectron, insistsOnBrowser, wantsWindow }, say) {
  if (insistsOnElectron) {
    const { path, missing } = await electronRuntime({ say, isAskedFor: true });
    if (!path)
      throw new Trouble(
        `Electron's runtime is not obtainable here (${missing}). Without --electron the till starts in a browser window.`,
      );
    return electron(path, say);
  }
  if (!wantsWindow) return browser('No window was asked for', null, say);
  if (insistsOnBrowser) return browser('As asked', await chromiumForWindow(say), say);
  if (!hasDisplay()) return browser('There is no display here', null, say);
  const { path, missing } = await electronRuntime({ say });
  if (path) return electron(path, say);
  return browser(`Electron's runtime is not obtainable here (${missing})`, await chromiumForWindow(say), say);
}

/** What is left when Electron's runtime is there but does not run, as where its sandbox is forbidden. */
export const insteadOfElectron = async (reason, say) =>
  browser(`Electron does not run here (${reason})`, await chromiumForWindow(say), say);

async function chromiumForWindow(say) {
  if (!hasDisplay()) return null;
  const chromium = await findChromium();
  if (!chromium) say('No Chromium, Chrome or Edge was found on this machine.');
  return chromium;
}

function electron(program, say) {
  say(`Starting the till in Electron (${program}).`);
  return { shell: 'electron', program };
}

function browser(reason, chromium, say) {
  const where = chromium ? `in ${chromium.path}` : 'without a window';
  say(`${reason}; using the browser shell ${where}.`);
  return { shell: 'browser', chromium };
}
