// The blocks that papers are made of. Owns their defaults; what a paper says is for receipt.ts and report.ts.
import type { PaperBlock } from '#contract/receipt.ts';

export function text(
  content: string,
  align: 'left' | 'center' | 'right' = 'left',
  look: { isBold?: boolean; isLarge?: boolean } = {},
): PaperBlock {
  return { kind: 'text', text: content, align, isBold: look.isBold ?? false, isLarge: look.isLarge ?? false };
}

export function pair(
  left: string,
  right: string,
  look: { isBold?: boolean; isLarge?: boolean } = {},
): PaperBlock {
  return { kind: 'pair', left, right, isBold: look.isBold ?? false, isLarge: look.isLarge ?? false };
}
