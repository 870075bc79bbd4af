// The keys at the bottom, as buttons: those of the action table that belong to this screen and have no button elsewhere
// on it. So the bar stays where nobody has keys; only what is printed for keys goes (style/frame.css).
import { screenOf } from '#screen/state/screen.ts';
import { useCounter, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton } from './ActionButton.tsx';

/** F1 first, F12 last, what has no F-key after them. */
function orderOf(cap: string): number {
  return /^F\d+$/.test(cap) ? Number(cap.slice(1)) : 13;
}

export function FunctionBar() {
  const { actions } = useCounter();
  const words = useWords().screen;
  const screen = useTill(screenOf);
  const parkedCount = useTill((state) => state.parkedCount);
  const isSignedIn = useTill((state) => state.session !== null);
  const shown = actions
    .filter(
      (action) => action.isInBar === true && (action.context === screen || action.context === 'everywhere'),
    )
    .filter((action) => isSignedIn || action.id !== 'menu.open')
    .sort((a, b) => orderOf(a.cap) - orderOf(b.cap));
  return (
    <nav className="functionBar" aria-label={words.keys}>
      {shown.map((action) => (
        <ActionButton key={action.id} action={action.id} className="functionKey">
          {action.id === 'sell.park' && parkedCount > 0
            ? words.parkRecallCount({ count: parkedCount })
            : undefined}
        </ActionButton>
      ))}
    </nav>
  );
}
