// A button that does what its row in the action table does, with that row's word and key cap. Never takes the focus from
// the counter when it is clicked or tapped.
import type { MouseEvent, ReactNode } from 'react';
import { useCounter, useTill, useWords } from '#screen/state/context.tsx';

/** A press with mouse or finger must not move the focus: the next Enter belongs to the counter. */
export function keepFocus(event: MouseEvent): void {
  event.preventDefault();
}

interface Props {
  action: string;
  className?: string;
  /** In place of the action's word. */
  children?: ReactNode;
  hasCap?: boolean;
  /** For one of several of which one holds. */
  isPressed?: boolean;
}

export function ActionButton({
  action: id,
  className = 'button',
  children,
  hasCap = true,
  isPressed,
}: Props) {
  const { actions, router } = useCounter();
  const words = useWords();
  const action = actions.find((one) => one.id === id);
  if (action === undefined) throw new Error(`There is no action ${id}.`);
  const isEnabled = useTill(action.isEnabled);
  return (
    <button
      type="button"
      className={className}
      data-action={id}
      disabled={!isEnabled}
      aria-pressed={isPressed}
      onMouseDown={keepFocus}
      onClick={() => router.press(action)}
    >
      <span className="label">{children ?? action.word(words.screen, words)}</span>
      {hasCap && action.cap !== '' && <kbd translate="no">{action.cap}</kbd>}
    </button>
  );
}
