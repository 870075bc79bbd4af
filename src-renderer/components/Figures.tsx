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
        {rows.map((row) => (
          <div key={row.word} className={row.isStrong === true ? 'isStrong' : undefined}>
            <dt>{row.word}</dt>
            <dd translate="no">{row.value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
