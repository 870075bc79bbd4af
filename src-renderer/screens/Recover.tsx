// Going on beside books that are unfit: what it means, who says so, and their PIN. While the books are made there is
// nothing to press.
import { useTill, useWords } from '#screen/state/context.tsx';
import { deciderOf, deciders } from '#screen/verbs/machine.ts';
import { ActionButton } from '#screen/components/ActionButton.tsx';
import { Keypad } from '#screen/components/Keypad.tsx';
import { Panel } from '#screen/components/Panel.tsx';
import { RecoveryWords } from '#screen/components/RecoveryWords.tsx';
import { PinDots, StaffTiles } from '#screen/components/StaffPicker.tsx';

function Making() {
  const words = useWords().machine;
  return (
    <div className="making" role="status" aria-busy="true">
      <progress aria-label={words.recovering} />
      <p className="big">{words.recovering}</p>
      <p>{words.recoveringHint}</p>
    </div>
  );
}

function Who() {
  const words = useWords().machine;
  const about = useTill((state) => state.about);
  const picked = useTill((state) => deciderOf(state)?.staffId);
  const cards = deciders({ about });
  return (
    <div className="recoverBody">
      <div className="recoverSay">
        <RecoveryWords />
        <h3>{words.whoSaysSo}</h3>
        <p>{cards.length === 0 ? words.nobody : words.whoHint}</p>
        <StaffTiles cards={cards} picked={picked} />
      </div>
      <div className="recoverPin">
        <PinDots />
        <Keypad hasPoint={false}>
          <ActionButton action="recover.erase" className="key isWord" hasCap={false} />
          <ActionButton action="recover.clear" className="key isWord" hasCap={false} />
        </Keypad>
      </div>
    </div>
  );
}

export function Recover() {
  const words = useWords().machine;
  const isWorking = useTill((state) => state.panel?.name === 'recover' && state.panel.isWorking);
  return (
    <Panel title={words.goOn} className="isWide isRecover">
      {isWorking ? <Making /> : <Who />}
      {!isWorking && (
        <div className="row isEnd">
          <ActionButton action="recover.close" />
          <ActionButton action="recover.enter" className="button isMain" />
        </div>
      )}
    </Panel>
  );
}
