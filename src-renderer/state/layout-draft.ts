// A layout of the shop's own barcodes while it is written: every field as the text that stands in it, and back.
import { patternProblem } from '#contract/barcode-layout.ts';
import type { BarcodeLayout, PatternProblem } from '#contract/barcode-layout.ts';
import { need, reading } from './form-text.ts';
import type { Read } from './form-text.ts';

export interface LayoutDraft {
  /** Null for one that is new. */
  id: string | null;
  nameEn: string;
  nameZh: string;
  pattern: string;
  weightDecimals: number;
  /** Null is as the shop's currency has them. */
  amountDecimals: number | null;
  codeIs: BarcodeLayout['codeIs'];
}

export function emptyLayout(): LayoutDraft {
  return {
    id: null,
    nameEn: '',
    nameZh: '',
    pattern: '',
    weightDecimals: 3,
    amountDecimals: null,
    codeIs: 'plu',
  };
}

export function layoutDraftOf({ names, ...rest }: BarcodeLayout): LayoutDraft {
  return { ...rest, nameEn: names.en, nameZh: names.zh };
}

export type LayoutDraftProblem = 'name' | PatternProblem;

/** The layout that is written; `id` is for one that is new. Blanks in a pattern are how people part its figures. */
export function readLayout(draft: LayoutDraft, id: string): Read<BarcodeLayout, LayoutDraftProblem> {
  const { nameEn, nameZh, id: known, ...rest } = draft;
  const read = reading((): BarcodeLayout => {
    const [en, zh] = [nameEn.trim(), nameZh.trim()];
    if (en + zh === '') need(null, 'name');
    const pattern = rest.pattern.replaceAll(/\s/g, '').toUpperCase();
    const problem = patternProblem({ pattern, codeIs: rest.codeIs });
    if (problem !== null) need(null, problem);
    return { ...rest, pattern, id: known ?? id, names: { en: en || zh, zh: zh || en } };
  });
  return read as Read<BarcodeLayout, LayoutDraftProblem>;
}
