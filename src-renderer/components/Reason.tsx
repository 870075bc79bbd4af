// Asking why: three reasons by their digit or a tap, or one's own in a field that appears with its first letter.
import { useEffect, useRef } from 'react';
import { reasonPanel, reasonsFor, writeReason } from '#screen/verbs/reason.ts';
import { useCounter, useTill, useWords } from '#screen/state/context.tsx';
import { keepFocus } from './ActionButton.tsx';

export function Reason() {
  const { till, actions, router } = useCounter();
  const words = useWords();
  const panel = useTill(reasonPanel);
  const field = useRef<HTMLInputElement>(null);
  const isTyped = panel?.isTyped === true;
  useEffect(() => {
    if (isTyped) field.current?.focus();
  }, [isTyped]);
  if (panel === null) return null;
  return (
    <div className="reasons" role="group" aria-label={words.screen.reason}>
      {reasonsFor(panel, words).map((reason, place) => {
        const action = actions.find((one) => one.id === `${panel.name}.reason${place}`);
        return (
          <button
            key={reason}
            type="button"
            className="button reason"
            data-action={`${panel.name}.reason${place}`}
            aria-pressed={panel.reason === reason}
            onMouseDown={keepFocus}
            onClick={() => action && router.press(action)}
          >
            <span className="label">{reason}</span>
            {action !== undefined && action.cap !== '' && <kbd translate="no">{action.cap}</kbd>}
          </button>
        );
      })}
      <label className="field">
        <span>{words.counter.otherReason}</span>
        <input
          ref={field}
          value={isTyped ? panel.reason : ''}
          maxLength={120}
          autoComplete="off"
          onChange={(event) => writeReason(till, event.target.value)}
        />
      </label>
    </div>
  );
}
