// A newer version that waits: one quiet line, and a button for whoever may install it, with the reason where that is not
// possible now.
import { useTill, useWords } from '#screen/state/context.tsx';
import { updateWaitsFor } from '#screen/verbs/machine.ts';
import { ActionButton } from './ActionButton.tsx';
import { Icon } from './Icon.tsx';

export function UpdateLine() {
  const words = useWords().machine;
  const update = useTill((state) => state.about?.update);
  const waitsFor = useTill(updateWaitsFor);
  if (update?.kind !== 'ready') return null;
  return (
    <div className="news isUpdate">
      <Icon name="info" />
      <p>
        {words.updateReady({ version: update.version })}
        {waitsFor === 'shift' && ` ${words.updateShiftOpen}`}
      </p>
      {waitsFor !== 'person' && <ActionButton action="machine.installUpdate" />}
    </div>
  );
}
