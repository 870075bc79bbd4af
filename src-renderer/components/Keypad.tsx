// The keypad, in the one layout of the till. Each key does what the same key of a keyboard does where the cashier stands.
import type { ReactNode } from 'react';
import { actionFor } from '#screen/actions/table.ts';
import { useCounter, useWords } from '#screen/state/context.tsx';
import { keepFocus } from './ActionButton.tsx';

const rows = ['7', '8', '9', '4', '5', '6', '1', '2', '3'] as const;

function Key({ value }: { value: string }) {
  const { till, actions, router } = useCounter();
  const press = () => {
    const action = actionFor(actions, till.store.getState(), value);
    if (action !== null) router.press(action, value);
  };
  return (
    <button type="button" className="key" tabIndex={-1} onMouseDown={keepFocus} onClick={press}>
      {value}
    </button>
  );
}

interface Props {
  /** Amounts and weights have a point; a PIN has none. */
  hasPoint?: boolean;
  /** The column beside the digits. */
  children: ReactNode;
}

export function Keypad({ hasPoint = true, children }: Props) {
  const words = useWords().screen;
  return (
    <div className="keypad" role="group" aria-label={words.keypad}>
      <div className={hasPoint ? 'digits' : 'digits pinDigits'}>
        {rows.map((value) => (
          <Key key={value} value={value} />
        ))}
        <Key value="0" />
        {hasPoint && <Key value="00" />}
        {hasPoint && <Key value="." />}
      </div>
      <div className="sideKeys">{children}</div>
    </div>
  );
}
