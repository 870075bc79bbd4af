// Reading what may be damaged. Owns that damage in one place never hides what can be read in another.

/** What `work` gives, or null where it throws. */
export function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

/** Lets others run: whoever reads years of rows must not keep the counter waiting. */
export const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));
