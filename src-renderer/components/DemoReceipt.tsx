// The paper that was cut last, as the customer holds it: decoded from the bytes that the printer received, never drawn
// from the sale.
import { useMemo, useState } from 'react';
import type { DemoCounter, PrintedPicture } from '#contract/demo.ts';
import { useWords } from '#screen/state/context.tsx';

type Receipt = NonNullable<DemoCounter['receipt']>;
type Line = Receipt['lines'][number];

/** What takes two columns on the paper: hanzi, their punctuation, and full-width signs such as ￥. */
const wide =
  /([\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6])/u;

/** Each wide character in a cell of two columns, so that the columns stand under each other in any letters. */
function Cells({ text }: { text: string }) {
  return text.split(wide).map((part, at) =>
    wide.test(part) ? (
      <span key={at} className="demoWide">
        {part}
      </span>
    ) : (
      part
    ),
  );
}

/** Large letters are twice as wide, so the gap that the printer left between them is drawn anew. */
function LargeLine({ text }: { text: string }) {
  const [left = '', ...right] = text.trim().split(/ {2,}/);
  return (
    <span className={text.startsWith(' ') ? 'demoLarge isCentred' : 'demoLarge'}>
      <span>
        <Cells text={left} />
      </span>
      {right.length > 0 && (
        <span>
          <Cells text={right.join(' ')} />
        </span>
      )}
    </span>
  );
}

/** Every run of dark dots in a row as a rectangle of one path: sharp at any size. */
function pathOf({ width, rows }: PrintedPicture): string {
  return rows
    .map((row, y) => {
      const bits = [...row].map((digit) => Number.parseInt(digit, 16).toString(2).padStart(4, '0')).join('');
      return [...bits.slice(0, width).matchAll(/1+/g)]
        .map(({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`)
        .join('');
    })
    .join('');
}

/** As the printer put it there, so that a scanner can be held against the screen. */
function Picture({ picture }: { picture: PrintedPicture }) {
  const label = useWords().demo.code;
  const path = useMemo(() => pathOf(picture), [picture]);
  return (
    <li className="demoSquare">
      <svg
        viewBox={`-4 -4 ${picture.width + 8} ${picture.rows.length + 8}`}
        role="img"
        aria-label={label}
        shapeRendering="crispEdges"
      >
        <path d={path} />
      </svg>
    </li>
  );
}

function PaperLine({ line }: { line: Line }) {
  if (line.picture !== undefined) return <Picture picture={line.picture} />;
  return (
    <li className={line.isBold ? 'demoLine isBold' : 'demoLine'}>
      {line.isLarge ? <LargeLine text={line.text} /> : <Cells text={line.text} />}
    </li>
  );
}

export function DemoReceipt({ receipt }: { receipt: DemoCounter['receipt'] }) {
  const words = useWords().demo;
  const [isLarger, setLarger] = useState(false);
  return (
    <section className={isLarger ? 'demoPaperPlace isLarger' : 'demoPaperPlace'} aria-label={words.receipt}>
      <header>
        <h3>{words.receipt}</h3>
        {receipt !== null && (
          <button
            type="button"
            className="button"
            aria-expanded={isLarger}
            onClick={() => setLarger(!isLarger)}
          >
            {isLarger ? words.smaller : words.larger}
          </button>
        )}
      </header>
      {receipt === null ? (
        <p className="demoHint">{words.noReceipt}</p>
      ) : (
        // A new paper is a new element, so that it is shown from its top.
        <div
          key={receipt.number}
          className="demoPaper"
          data-number={receipt.number}
          tabIndex={0}
          role="group"
          aria-label={words.receipt}
        >
          <ol translate="no">
            {receipt.lines.map((line, at) => (
              <PaperLine key={at} line={line} />
            ))}
          </ol>
        </div>
      )}
    </section>
  );
}
