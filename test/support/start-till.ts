// Which till a journey gets: in the shell that its project names, with a shop to work in. Says why a shell cannot give one.
import type { Browser, BrowserContextOptions, LaunchOptions } from 'playwright';
import { copyShop } from './journey-shop.ts';
import {
  dataFolder,
  electronMissing,
  standInOptions,
  startInBrowser,
  startInElectron,
  startInStandIn,
} from './till-process.ts';
import type { Shell, Started } from './till-process.ts';

/** What a journey may ask for. */
export interface ShopOptions {
  language: 'en' | 'zh';
  isDemo: boolean;
  /** The shop is set up by the till's own first start, not copied. */
  isFirstStart: boolean;
}

export interface Wanted extends ShopOptions {
  shell: Shell;
  browser: Browser;
  contextOptions: BrowserContextOptions;
  launchOptions: LaunchOptions;
  viewport: { width: number; height: number } | null;
}

export function shellOf(project: { metadata: { shell?: Shell } }): Shell {
  return project.metadata.shell ?? 'browser';
}

/** Why this shell cannot give such a till; null when it can. */
export function whyNot({ shell, contextOptions }: Wanted): string | null {
  if (shell === 'electron') return electronMissing();
  const isForFingers = shell === 'stand-in' && contextOptions.hasTouch === true;
  return isForFingers ? 'Playwright lends a touch screen only to windows that it opens itself' : null;
}

export interface Prepared {
  folder: string;
  start(): Promise<Started>;
  remove(): Promise<void>;
}

/** Its data folder, and how it is started in it, as often as the journey wants. */
export async function prepareTill(wanted: Wanted): Promise<Prepared> {
  const { shell, browser, contextOptions, launchOptions, viewport, language, isDemo, isFirstStart } = wanted;
  const data = await dataFolder();
  // Electron keeps its secrets in its own way, so its shops are its own.
  if (shell !== 'electron' && isDemo && !isFirstStart) await copyShop(data.path);
  const context = shell === 'browser' ? await browser.newContext({ ...contextOptions, viewport }) : null;
  return {
    folder: data.path,
    start: () => {
      if (context !== null) return startInBrowser(data.path, isDemo, { browser, context, language });
      if (shell === 'electron') return startInElectron(data.path, isDemo, language);
      return startInStandIn(standInOptions(data.path, isDemo, { launchOptions, viewport, language }));
    },
    remove: async () => {
      await context?.close();
      await data.remove();
    },
  };
}
