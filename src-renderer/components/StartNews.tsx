// What the last start put right, said quietly to whoever comes first: it stands in nobody's way and is put away with one
// tap. Says nothing of a start that found all in order.
import { useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton } from './ActionButton.tsx';
import { Icon } from './Icon.tsx';

export function StartNews() {
  const words = useWords().machine;
  const start = useTill((state) => state.about?.start);
  const isRead = useTill((state) => state.newsRead !== null && state.newsRead === state.about?.start.at);
  if (start === undefined || start.restoredRows === 0 || isRead) return null;
  return (
    <div className="news" role="status">
      <Icon name="mended" />
      <p>{words.cameBack({ count: start.restoredReceipts, rows: start.restoredRows })}</p>
      <ActionButton action="thisTill.open">{words.details}</ActionButton>
      <ActionButton action="machine.putNewsAway" />
    </div>
  );
}
