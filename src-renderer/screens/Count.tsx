// The second step of the close: the blind count, by note and coin or by the sum. Every amount comes from the main process;
// what is expected is not shown before the count is in.
import { useEffect, useRef } from 'react';
import { useCounter, useFormats, useTill, useWords } from '#screen/state/context.tsx';
import { countIn, isAtEnd, isTold, moveTo } from '#screen/state/count.ts';
import type { CountSheet } from '#screen/state/count.ts';
import { addAt, changeSheet, sheetOf } from '#screen/verbs/count.ts';
import { ActionButton, keepFocus } from '#screen/components/ActionButton.tsx';
import { AmountKeypad, TypedAmount } from '#screen/components/AmountEntry.tsx';
import { NoticeBar } from '#screen/components/NoticeBar.tsx';
import { Stepper } from '#screen/components/Stepper.tsx';

/** A note or coin without decimals where it has none: "¥100.00" is "¥100". */
function noteName(amount: string): string {
  return amount.replace(/\.0+$/, '');
}

function NoteRow({ sheet, row }: { sheet: CountSheet; row: number }) {
  const { till } = useCounter();
  const words = useWords().screen;
  const { money } = useFormats();
  const element = useRef<HTMLTableRowElement>(null);
  const isChosen = sheet.row === row;
  useEffect(() => {
    if (isChosen) element.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  const { denomination, amount } = sheet.told.rows[row] ?? { denomination: 0, amount: 0 };
  const note = noteName(money(denomination));
  const count = countIn(sheet, row);
  const step = (by: 1 | -1) => (
    <button
      type="button"
      className="key countStep"
      aria-label={by === 1 ? words.oneMore({ note }) : words.oneLess({ note })}
      disabled={by === -1 && count === 0}
      onMouseDown={keepFocus}
      onClick={() => addAt(till, row, by)}
    >
      {by === 1 ? '+' : '−'}
    </button>
  );
  return (
    <tr ref={element} className="noteRow" aria-current={isChosen}>
      <th scope="row">{note}</th>
      <td className="noteCount">
        {step(-1)}
        <button
          type="button"
          className={sheet.typed[row] === '' ? 'countBox isEmpty' : 'countBox'}
          aria-label={words.countOf({ note, count: String(count) })}
          aria-current={isChosen}
          onMouseDown={keepFocus}
          onClick={() => changeSheet(till, (before) => moveTo(before, row))}
        >
          {count}
        </button>
        {step(1)}
      </td>
      <td className="noteAmount figure">{isTold(sheet, row) ? money(amount) : words.computing}</td>
    </tr>
  );
}

/** All boxes are through: what the next key would close the shift with. */
function AllCounted({ sheet }: { sheet: CountSheet }) {
  const words = useWords().screen;
  const { money } = useFormats();
  const element = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    element.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <p ref={element} className="countDone" role="status">
      {words.countDone({ amount: money(sheet.told.counted) })}
    </p>
  );
}

function Notes({ sheet }: { sheet: CountSheet }) {
  const words = useWords().screen;
  return (
    <div className="notes" tabIndex={0} role="region" aria-label={words.countTitle}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.noteOrCoin}</th>
            <th scope="col" className="noteCountHead">
              {words.countColumn}
            </th>
            <th scope="col" className="noteAmount">
              {words.amountColumn}
            </th>
          </tr>
        </thead>
        <tbody>
          {sheet.told.rows.map(({ denomination }, row) => (
            <NoteRow key={denomination} sheet={sheet} row={row} />
          ))}
        </tbody>
      </table>
      {isAtEnd(sheet) && <AllCounted sheet={sheet} />}
    </div>
  );
}

function BySum() {
  const words = useWords().screen;
  return (
    <section className="countSum" aria-label={words.counted}>
      <h1>{words.countTitle}</h1>
      <p>{words.countHint}</p>
      <TypedAmount label={words.counted} empty="–" />
    </section>
  );
}

/** What the till makes of the count so far. */
function Totals({ sheet }: { sheet: CountSheet }) {
  const words = useWords().screen;
  const { money } = useFormats();
  const { counted, float, takings } = sheet.told;
  const rows = [
    { word: words.countSoFar, value: money(counted), name: 'counted' },
    { word: words.lessFloat, value: `−${money(float)}`, name: 'float' },
    { word: words.takingsCounted, value: money(takings), name: 'takings' },
    { word: words.expectedHidden, value: '••••', name: 'expected' },
  ];
  return (
    <dl className="countTotals">
      {rows.map((row) => (
        <div key={row.name} data-total={row.name}>
          <dt>{row.word}</dt>
          <dd translate="no" className="figure">
            {row.value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

export function Count() {
  const words = useWords().screen;
  const sheet = useTill(sheetOf);
  const isPanelOpen = useTill((state) => state.panel !== null);
  if (sheet === null) return null;
  const isLast = sheet.isSum || isAtEnd(sheet);
  return (
    <div className="close">
      <Stepper at="count" />
      <div className="countBody">
        {sheet.isSum ? <BySum /> : <Notes sheet={sheet} />}
        <section className="countRail" aria-label={words.counted}>
          {!sheet.isSum && <Totals sheet={sheet} />}
          <AmountKeypad context="count" />
        </section>
      </div>
      {!isPanelOpen && <NoticeBar />}
      <div className="closeFoot">
        <ActionButton action="count.back" />
        <ActionButton action="count.drawer" />
        <ActionButton action="count.sum">{sheet.isSum ? words.countNotes : words.typeSum}</ActionButton>
        <ActionButton action="count.next" className="button isMain">
          {isLast ? words.closeShift : words.nextVariance}
        </ActionButton>
      </div>
    </div>
  );
}
