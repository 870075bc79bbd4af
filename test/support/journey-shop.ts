// Sets the demonstration shop up once for a whole run of the journeys: deriving three PINs anew for each of a hundred tills
// is a quarter of their work. Owns the folder from the first journey to the last.
import { cp } from 'node:fs/promises';
import { dataFolder, setUpShop } from './till-process.ts';

const FOLDER = 'COUNTERFOIL_JOURNEY_SHOP';

export default async function setUp(): Promise<() => Promise<void>> {
  const folder = await dataFolder();
  await setUpShop(folder.path);
  process.env[FOLDER] = folder.path;
  return folder.remove;
}

/** Lays a copy of that shop into a till's empty folder. */
export async function copyShop(into: string): Promise<void> {
  const folder = process.env[FOLDER];
  if (folder === undefined) throw new Error('There is no shop to copy: the global set-up has not run.');
  await cp(folder, into, { recursive: true });
}
