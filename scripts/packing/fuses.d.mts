// The types of fuses.mjs, for its test. It declares nothing that fuses.mjs does not export.
export const wanted: Readonly<Record<string, boolean>>;
export function programIn(folder: string, platform: string, name: string): string;
export function wrongFuses(program: string): Promise<string[]>;
