// A square code from its rows of dark and light modules, always dark on light with room around it. Never says what it holds.

/** Modules around a code that readers need empty (ISO/IEC 18004). */
const QUIET = 4;

/** Neighbouring dark modules of a row as one stroke: a code has thousands. */
function strokes(rows: readonly string[]): string {
  return rows
    .flatMap((row, y) =>
      [...row.matchAll(/1+/g)].map(
        ({ 0: run, index }) => `M${index + QUIET} ${y + QUIET}h${run.length}v1h-${run.length}z`,
      ),
    )
    .join('');
}

export function Code({ rows, label }: { rows: readonly string[]; label: string }) {
  const side = rows.length + 2 * QUIET;
  return (
    <svg
      className="codePicture"
      viewBox={`0 0 ${side} ${side}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path d={`M0 0h${side}v${side}h-${side}z`} className="codeLight" />
      <path d={strokes(rows)} className="codeDark" />
    </svg>
  );
}
