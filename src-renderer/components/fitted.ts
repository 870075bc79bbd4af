// How much room a figure takes, for the style sheet to choose its type by. Decides no size itself.
import type { CSSProperties } from 'react';

/** Tells the style sheet, as `--chars`, how many figures and signs there are to fit into the place. */
export function fitted(text: string): CSSProperties {
  return { '--chars': Math.max(1, text.length) } as CSSProperties;
}
