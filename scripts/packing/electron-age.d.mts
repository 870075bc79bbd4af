// The types of electron-age.mjs, for its tests. It declares nothing that electron-age.mjs does not export.
export const newestKnown: number;
export function tooOld(pinned: string, newest?: number): string | null;
