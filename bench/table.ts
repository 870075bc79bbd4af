// The table that a run ends with, on the terminal and as Markdown. Owns its columns and what a verdict is.

export interface Row {
  benchmark: string;
  what: string;
  /** What was measured of the product. */
  product: string;
  /** The same of the limit, in the same run. */
  limit?: string;
  /** Product against limit, the median of pairs and their range. */
  ratio?: string;
  target?: string;
  /** Left out where nothing was promised. */
  isMet?: boolean;
  /** Quoted from performance.md, not measured in this run. */
  peer?: string;
}

const columns = [
  ['benchmark', (row: Row) => row.benchmark],
  ['what', (row: Row) => row.what],
  ['product', (row: Row) => row.product],
  ['limit', (row: Row) => row.limit ?? ''],
  ['ratio', (row: Row) => row.ratio ?? ''],
  ['target', (row: Row) => row.target ?? ''],
  ['verdict', (row: Row) => (row.isMet === undefined ? '' : row.isMet ? 'met' : 'MISSED')],
  ['peer (quoted)', (row: Row) => row.peer ?? ''],
] as const;

function cells(rows: readonly Row[]): string[][] {
  return [columns.map(([name]) => name), ...rows.map((row) => columns.map(([, read]) => read(row)))];
}

/** Widths that fit every cell, so that the text is read in columns without being rendered. */
export function markdownTable(rows: readonly Row[]): string {
  const lines = cells(rows);
  const widths = columns.map((_, i) => Math.max(3, ...lines.map((line) => (line[i] ?? '').length)));
  const written = lines.map(
    (line) => `| ${line.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`,
  );
  written.splice(1, 0, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`);
  return written.join('\n');
}

/** How many promises were kept. */
export function verdictLine(rows: readonly Row[]): string {
  const promised = rows.filter((row) => row.isMet !== undefined);
  const met = promised.filter((row) => row.isMet);
  return `${met.length} of ${promised.length} targets met`;
}
