// What a campaign is, and how it reads its options. Owns the form; runs nothing and knows no campaign.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

/** What the command line gives a campaign. */
export interface Setting {
  /** A folder of its own. What is left in it when the campaign ends stays, to be looked at. */
  root: string;
  /** Aborted by Ctrl+C: the campaign ends soon, with what it has found so far. */
  signal: AbortSignal;
  /** The line that moves while it works. */
  show: (line: string) => void;
  /** A line that stays. */
  say: (text: string) => void;
}

export interface Outcome {
  /** One line: how much was done and what was found. */
  figures: string;
  /** Something was found: the exit code is 1. */
  isFound: boolean;
}

export interface Campaign {
  name: string;
  /** What it does in one line, then a line for each option. */
  usage: string;
  /** The arguments of a night's run. */
  nightly: readonly string[];
  /** Throws BadCall for arguments it does not understand. */
  run(args: readonly string[], setting: Setting): Promise<Outcome>;
}

/** The person at the command line is told the reason and the usage. */
export class BadCall extends Error {}

type Defaults = Readonly<Record<string, string | null | false>>;

/** A flag is false until it is given; an option without a default is null until then. */
type Values<D extends Defaults> = {
  [K in keyof D]: D[K] extends false ? boolean : D[K] extends null ? string | null : string;
};

/** The options of a campaign's arguments, each with its default. */
export function readOptions<const D extends Defaults>(args: readonly string[], defaults: D): Values<D> {
  const options = Object.fromEntries(
    Object.entries(defaults).map(([name, value]) => [
      name,
      { type: value === false ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  try {
    const { values } = parseArgs({ args: [...args], options });
    return { ...defaults, ...values } as Values<D>;
  } catch (error) {
    throw new BadCall((error as Error).message);
  }
}

/** A whole number from 1 up. Throws BadCall. */
export function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new BadCall(`--${name} ${text}: not a number from 1 up`);
  return value;
}

/** Names of a comma list, each one of `known`. Throws BadCall. */
export function namesOf<T extends string>(name: string, text: string, known: readonly T[]): T[] {
  const named = text.split(',');
  const stranger = named.find((one) => !(known as readonly string[]).includes(one));
  if (stranger !== undefined) throw new BadCall(`--${name} ${stranger}: choose from ${known.join(', ')}`);
  return named as T[];
}

/** The bugs that can be planted. */
export const plants = fs
  .readdirSync(path.join(import.meta.dirname, '..', 'plants'))
  .map((name) => path.basename(name, '.ts'))
  .filter((name) => name !== 'plant');

/** The name of a plant, or null for an honest till. Throws BadCall. */
export function readPlant(name: string | null): string | null {
  if (name === null) return null;
  if (!plants.includes(name)) throw new BadCall(`--plant ${name}: choose one of ${plants.join(', ')}`);
  return name;
}

/** A seed that is another one each time. */
export const anySeed = () => String(Date.now() % 1_000_000);
