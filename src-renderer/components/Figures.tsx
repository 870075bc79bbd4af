// Rows of a word and a figure, as on a report. The figures come finished.

export interface Figure {
  word: string;
  value: string;
  isStrong?: boolean;
}

export function Figures({ title, rows }: { title?: string; rows: readonly Figure[] }) {
  return (
    <section className="figures">
      {title !== undefined && <h2>{title}</h2>}
      <dl>
        {/* Two rows may have the same word, as two taxes of one name. */}
        {rows.map((row, at) => (
          <div key={at} className={row.isStrong === true ? 'isStrong' : undefined}>
            <dt>{row.word}</dt>
            <dd translate="no">{row.value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
