// Where a device may be, as one row of several to pick from, and the question that comes before anything is sent to a port of
// which nobody knows what is behind it. Opens nothing; what a yes permits is for the till to say.
import type { ReactNode } from 'react';
import { useWords } from '#screen/state/context.tsx';
import { ActionButton, keepFocus } from './ActionButton.tsx';
import { Icon } from './Icon.tsx';

export interface PlaceRowProps {
  /** What kind of device is known to be there, for whoever looks at the page from outside. */
  kind?: string;
  /** A name: the same in every language. */
  label: string;
  isPicked: boolean;
  onPick: () => void;
  children?: ReactNode;
}

export function PlaceRow({ kind, label, isPicked, onPick, children }: PlaceRowProps) {
  return (
    <li>
      <button
        type="button"
        className="foundPlace"
        data-kind={kind}
        aria-pressed={isPicked}
        onMouseDown={keepFocus}
        onClick={onPick}
      >
        <strong translate="no">{label}</strong>
        {children}
      </button>
    </li>
  );
}

export interface PortQuestionProps {
  /** What may happen, and where to look first. */
  ask: string;
  look: string;
  yes: string;
  /** The actions of no and of yes. */
  back: string;
  onward: string;
}

export function PortQuestion({ ask, look, yes, back, onward }: PortQuestionProps) {
  const words = useWords().deviceSetUp;
  return (
    <>
      <div className="drawerStep">
        <p className="caution">
          <Icon name="warning" />
          {ask}
        </p>
        <p>{look}</p>
      </div>
      <div className="row isEnd">
        <ActionButton action={back}>{words.no}</ActionButton>
        <ActionButton action={onward} className="button isMain">
          {yes}
        </ActionButton>
      </div>
    </>
  );
}
