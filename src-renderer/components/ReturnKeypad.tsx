// What is typed in a panel of returns, and the keypad for whoever has no keys.
import type { ReactNode } from 'react';
import { useTill } from '#screen/state/context.tsx';
import { Keypad } from './Keypad.tsx';

interface Props {
  hint: string;
  hasPoint?: boolean;
  /** The column beside the digits. */
  children: ReactNode;
}

export function ReturnKeypad({ hint, hasPoint = true, children }: Props) {
  const text = useTill((state) => state.entry.text);
  return (
    <>
      <div className="entry" role="group" aria-label={hint}>
        {text === '' ? (
          <span className="entryHint">{hint}</span>
        ) : (
          <span className="entryText" translate="no">
            {text}
          </span>
        )}
      </div>
      <Keypad hasPoint={hasPoint}>{children}</Keypad>
    </>
  );
}
