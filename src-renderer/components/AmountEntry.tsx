// The typed amount in large figures, with the keypad under it: for the float and for the count.
import { useFormats, useTill } from '#screen/state/context.tsx';
import { typedAmount } from '#screen/verbs/entry.ts';
import { ActionButton } from './ActionButton.tsx';
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

export function AmountKeypad({ context }: { context: 'openShift' | 'count' | 'tender' }) {
  return (
    <Keypad>
      <ActionButton action={`${context}.erase`} className="key isWord" hasCap={false} />
      <ActionButton action={`${context}.clear`} className="key isWord" hasCap={false} />
    </Keypad>
  );
}
