// Why goods come back: all reasons at once, one of which always holds. Each has a key of its own, since digits count.
import { useTill, useWords } from '#screen/state/context.tsx';
import { returnReasons } from '#screen/state/returns.ts';
import { ActionButton } from './ActionButton.tsx';

export function ReturnReasons({ context }: { context: 'return' | 'returnArticle' }) {
  const words = useWords();
  const chosen = useTill(({ panel }) => (panel?.name === context ? panel.reason : null));
  return (
    <div className="returnReasons" role="group" aria-label={words.returns.reason}>
      {returnReasons.map((reason, place) => (
        <ActionButton
          key={reason}
          action={`${context}.reason${place}`}
          className="button reason"
          isPressed={reason === chosen}
        />
      ))}
    </div>
  );
}
