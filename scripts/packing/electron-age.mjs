// Whether the Electron that is packaged still gets security fixes: its three newest majors do. Owns what was newest when
// somebody last looked, for tests; `npm run dist` asks the registry.

/** The newest major in November 2026. */
export const newestKnown = 45;

const supportedMajors = 3;

/** Why a program may not be packaged with this version of Electron, or null. */
export function tooOld(pinned, newest = newestKnown) {
  const major = /^(\d+)\.\d+\.\d+$/.exec(pinned)?.[1];
  if (major === undefined) return `Electron ${pinned} is not one exact version`;
  if (Number(major) > newest - supportedMajors) return null;
  return `Electron ${pinned} gets no more security fixes: the newest is ${newest}, and three are kept`;
}
