// Who is selling: the tiles of the staff, the PIN, and a badge for whom a PIN is too much to remember.
import { useTill, useWords } from '#screen/state/context.tsx';
import { pickedOf, tilesOf } from '#screen/verbs/staff.ts';
import { ActionButton } from '#screen/components/ActionButton.tsx';
import { Icon } from '#screen/components/Icon.tsx';
import { Keypad } from '#screen/components/Keypad.tsx';
import { NoticeBar } from '#screen/components/NoticeBar.tsx';
import { PinDots, StaffTiles } from '#screen/components/StaffPicker.tsx';
import { StartNews } from '#screen/components/StartNews.tsx';
import { UpdateLine } from '#screen/components/UpdateLine.tsx';

export function Unlock() {
  const { screen: words, look } = useWords();
  const about = useTill((state) => state.about);
  const picked = useTill((state) => pickedOf(state)?.staffId);
  const isPanelOpen = useTill((state) => state.panel !== null);
  const tiles = about === null ? [] : tilesOf({ about });
  return (
    <div className="unlock">
      <section className="unlockStaff">
        <h1>{words.unlockTitle}</h1>
        <p>{words.unlockHint}</p>
        <StaffTiles cards={tiles} picked={picked} />
        {isPanelOpen || <NoticeBar />}
        <StartNews />
        <UpdateLine />
        <p className="orBadge">
          <Icon name="badge" />
          <span>
            <strong>{look.orBadge}</strong>
            <br />
            {look.badgeWhy}
          </span>
        </p>
      </section>
      <section className="rail" aria-label={words.pin}>
        <PinDots />
        <Keypad hasPoint={false}>
          <ActionButton action="unlock.erase" className="key isWord" hasCap={false} />
          <ActionButton action="unlock.clear" className="key isWord" hasCap={false} />
        </Keypad>
        <ActionButton action="unlock.enter" className="button isMain" />
      </section>
    </div>
  );
}
