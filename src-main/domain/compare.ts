// What counts as a different figure, where a sale is computed again. Pure.

/** A stored figure that comes out differently today. */
export interface Difference {
  figure: string;
  /** Null for a figure of the whole sale. */
  lineNumber: number | null;
  /** Minor units, or thousandths where `isQuantity`. */
  stored: number;
  computed: number;
  isQuantity?: boolean;
}

/** Figures by name, those of a line or of the whole sale; one that is missing is nothing. */
export function compare(
  lineNumber: number | null,
  stored: Readonly<Record<string, number>>,
  computed: Readonly<Record<string, number>>,
): Difference[] {
  const names = new Set([...Object.keys(stored), ...Object.keys(computed)]);
  return [...names].flatMap((figure) => {
    const [was, is] = [stored[figure] ?? 0, computed[figure] ?? 0];
    return was === is ? [] : [{ figure, lineNumber, stored: was, computed: is }];
  });
}
