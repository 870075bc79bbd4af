// What a stand-in for Electron is told by the test that starts it, and where its things lie in the folder of the user's
// data. Starts nothing; both sides import it.
import path from 'node:path';

/** The variable of the environment that carries `Told` as JSON. */
export const toldBy = 'COUNTERFOIL_STAND_IN';

export interface Told {
  /** What `app.getPath('userData')` answers. */
  userData: string;
  /** The Chromium to drive. */
  chromium: string;
  /** Its switches beside the stand-in's own: the machine's affair, as `--no-sandbox` for root. */
  switches: readonly string[];
  /** The language and the time zone of the page, as the other journeys have them. */
  locale: string;
  timeZone: string;
  /** The glass that the window fills, whatever size the program wants; null leaves it that. */
  viewport: { width: number; height: number } | null;
}

export function readTold(env: NodeJS.ProcessEnv = process.env): Told {
  const text = env[toldBy];
  if (text === undefined) throw new Error(`the stand-in for Electron is not told what to run: ${toldBy}`);
  return JSON.parse(text) as Told;
}

/** In Electron these lie beside the till's own files in the same folder. */
export const placesIn = (userData: string) => ({
  profile: path.join(userData, 'Chromium'),
  /** Chromium writes its port and path there. */
  port: path.join(userData, 'Chromium', 'DevToolsActivePort'),
  /** Chromium's process id: it outlives the till by a moment. */
  pid: path.join(userData, 'Chromium.pid'),
  downloads: path.join(userData, 'Downloads'),
  lock: path.join(userData, 'SingleInstance.lock'),
  /** Where a second start leaves word for the first. */
  visits: path.join(userData, 'SingleInstance.visits'),
});
