// What a benchmark is: a name, what it measures, and rows for the table. Types only.
import type { Progress } from './progress.ts';
import type { Built } from './built.ts';
import type { Row } from './table.ts';

export interface Bench {
  /** Small sizes and few rounds, to see that everything works. */
  isQuick: boolean;
  progress: Progress;
  /** Aborted by Ctrl+C; a benchmark ends with what it has at the next round. */
  signal: AbortSignal;
  /** The program as it is shipped, built from the sources of now. */
  built: Built;
}

export interface Benchmark {
  name: string;
  about: string;
  run(bench: Bench): Promise<Row[]>;
}
