// The third step of the close: what the count came to. Nothing about a difference stands in the way of the last step.
import type { ShiftClosing } from '#contract/shift.ts';
import { useFormats, useTill, useWords } from '#screen/state/context.tsx';
import { may } from '#screen/verbs/shift.ts';
import { ActionButton } from '#screen/components/ActionButton.tsx';
import { Figures } from '#screen/components/Figures.tsx';
import { Icon } from '#screen/components/Icon.tsx';
import { Stepper } from '#screen/components/Stepper.tsx';
import { CashRows } from './Report.tsx';

/** Counted against expected, for each tender. Cash is the only one so far. */
function Variance({ closing }: { closing: ShiftClosing }) {
  const words = useWords();
  const { money } = useFormats();
  const { counted, overShort, cash } = closing;
  const isRight = overShort === 0;
  const over = overShort > 0 ? words.screen.statusOver : words.screen.statusShort;
  const { tender, expected, variance, status } = words.screen;
  return (
    <section className="figures variance">
      <table>
        <thead>
          <tr>
            {[tender, words.screen.counted, expected, variance, status].map((word) => (
              <th key={word} scope="col">
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{words.receipt.cash}</th>
            <td className="figure">{money(counted)}</td>
            <td className="figure">{money(cash.expected)}</td>
            <td className="figure">{money(overShort)}</td>
            <td>
              <span className={isRight ? 'status isGood' : 'status isWarning'}>
                <Icon name={isRight ? 'ready' : 'warning'} />
                {isRight ? words.screen.statusExact : over}
              </span>
            </td>
          </tr>
        </tbody>
      </table>
    </section>
  );
}

function CountedNotes({ closing }: { closing: ShiftClosing }) {
  const words = useWords().screen;
  const { money } = useFormats();
  if (closing.denominations === undefined) return null;
  const rows = closing.denominations.map(({ denomination, count }) => ({
    word: money(denomination),
    value: words.times({ count }),
  }));
  return <Figures title={words.countedNotes} rows={rows} />;
}

export function Counted() {
  const words = useWords().screen;
  const { money } = useFormats();
  const place = useTill((state) => state.place);
  const mayClose = useTill((state) => may(state, 'register.close'));
  if (place.name !== 'counted') return null;
  const { closing } = place;
  const isRight = closing.overShort === 0;
  // A sign stands before the figure already; the word says which way it goes.
  const amount = money(closing.overShort);
  const over = closing.overShort > 0 ? words.closedOver({ amount }) : words.closedShort({ amount });
  return (
    <div className="close isReport">
      <Stepper at="variance" />
      <div className="report">
        <section className="reportSide">
          <h1>{words.countedTitle}</h1>
          <p className={isRight ? 'verdict isGood' : 'verdict isWarning'}>
            <Icon name={isRight ? 'ready' : 'warning'} />
            <span>{isRight ? words.closedExact : over}</span>
          </p>
          <p>{mayClose ? words.closeRegisterHint : words.managerCloses}</p>
          {mayClose && <ActionButton action="counted.closeRegister" className="button isMain" />}
          <ActionButton action="counted.lock" />
        </section>
        <div className="reportBody" tabIndex={0} role="region" aria-label={words.variance}>
          <Variance closing={closing} />
          <div className="reportColumns">
            <CashRows title={closing.staffName} cash={closing.cash} closing={closing} />
            <CountedNotes closing={closing} />
          </div>
        </div>
      </div>
    </div>
  );
}
