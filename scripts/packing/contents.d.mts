// The types of contents.mjs, for its test. It declares nothing that contents.mjs does not export.
export interface PackedFile {
  name: string;
  size: number;
  isUnpacked: boolean;
}

export function resourcesIn(folder: string, platform: string, productName: string): string;
export function packedFiles(resources: string): PackedFile[];
export function unpack(resources: string, folder: string): void;
export function wrongFiles(files: readonly PackedFile[], platform: string): string[];
