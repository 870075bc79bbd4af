// The typed amount in large figures, and the keypad beside it with Back, Clear and a tall Enter: for the float, the count
// and the cash received.
import { useCounter, useFormats, useTill, useWords } from '#screen/state/context.tsx';
import { typedAmount } from '#screen/verbs/entry.ts';
import { ActionButton, keepFocus } from './ActionButton.tsx';
import { Keypad } from './Keypad.tsx';

export function TypedAmount({ label, empty }: { label: string; empty: string }) {
  const { money } = useFormats();
  const text = useTill((state) => state.entry.text);
  const amount = useTill(typedAmount);
  return (
    <div className={text === '' ? 'typedAmount isEmpty' : 'typedAmount'} role="group" aria-label={label}>
      <span className="typedLabel">{label}</span>
      <span className="typedFigure">{amount === null ? empty : money(amount)}</span>
    </div>
  );
}

/** What the Enter of each keypad does. */
const enters = { openShift: 'openShift.enter', count: 'count.enter', tender: 'tender.commit' } as const;

type AmountContext = keyof typeof enters;

function EnterKey({ context }: { context: AmountContext }) {
  const { actions, router } = useCounter();
  const words = useWords().screen;
  const action = actions.find(({ id }) => id === enters[context]);
  return (
    <button
      type="button"
      className="key isWord isTall"
      tabIndex={-1}
      onMouseDown={keepFocus}
      onClick={() => action && router.press(action, 'Enter')}
    >
      {words.enter}
    </button>
  );
}

export function AmountKeypad({ context }: { context: AmountContext }) {
  return (
    <Keypad>
      <ActionButton action={`${context}.erase`} className="key isWord" hasCap={false} />
      <ActionButton action={`${context}.clear`} className="key isWord" hasCap={false} />
      <EnterKey context={context} />
    </Keypad>
  );
}
