// The keypad, in the one layout of the till. Each key does what the same key of a keyboard does where the cashier stands.
import type { ReactNode } from 'react';
import type { CounterSettings } from '#contract/counter.ts';
import { useCounter, useTill, useWords } from '#screen/state/context.tsx';
import { keepFocus } from './ActionButton.tsx';

/** From the top left to the bottom right: as on a number pad, or as on a telephone. Never both in one shop. */
const layouts: Readonly<Record<CounterSettings['keypad'], readonly string[]>> = {
  '789': ['7', '8', '9', '4', '5', '6', '1', '2', '3'],
  '123': ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
};

function Key({ value }: { value: string }) {
  const { router } = useCounter();
  return (
    <button
      type="button"
      className="key"
      tabIndex={-1}
      onMouseDown={keepFocus}
      onClick={() => router.type(value)}
    >
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
  const layout = useTill((state) => state.counter.keypad);
  return (
    <div className="keypad" role="group" aria-label={words.keypad} data-layout={layout}>
      <div className={hasPoint ? 'digits' : 'digits pinDigits'}>
        {layouts[layout].map((value) => (
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
