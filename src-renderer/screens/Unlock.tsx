// Who is selling: the tiles of the staff, the PIN, and a badge for whom a PIN is too much to remember.
import { useCounter, useTill, useWords } from '#screen/state/context.tsx';
import { pick, pickedOf, tilesOf } from '#screen/verbs/staff.ts';
import type { StaffCard } from '#contract/staff.ts';
import { ActionButton, keepFocus } from '#screen/components/ActionButton.tsx';
import { Icon } from '#screen/components/Icon.tsx';
import { Keypad } from '#screen/components/Keypad.tsx';
import { NoticeBar } from '#screen/components/NoticeBar.tsx';

const MAX_DOTS = 8;

/** What stands on a tile in place of a face: the last two hanzi of a name, else the first and the last initial. */
function initialsOf(name: string): string {
  const hanzi = /\p{Script=Han}+/u.exec(name)?.[0];
  if (hanzi !== undefined) return [...hanzi].slice(-2).join('');
  const parts = name.split(/\s+/).filter((part) => part !== '');
  const [first] = parts.slice(0, 1).flatMap((part) => [...part]);
  const [last] = parts
    .slice(1)
    .slice(-1)
    .flatMap((part) => [...part]);
  return `${first ?? ''}${last ?? ''}`.toLocaleUpperCase();
}

function StaffTile({ card, isPicked }: { card: StaffCard; isPicked: boolean }) {
  const { till } = useCounter();
  const words = useWords().screen;
  return (
    <li>
      <button
        type="button"
        className="staffTile"
        data-role={card.role}
        aria-pressed={isPicked}
        onMouseDown={keepFocus}
        onClick={() => pick(till, card)}
      >
        <span className="face" translate="no" aria-hidden="true">
          {initialsOf(card.name)}
        </span>
        <span className="staffName" title={card.name} translate="no">
          {card.name}
        </span>
        <span className="staffRole">{words.role[card.role]}</span>
        {card.onShift && (
          <span className="pill isGood">
            <Icon name="ready" />
            {words.onShift}
          </span>
        )}
        {card.demoPin !== null && <span className="demoPin">{words.demoPin({ pin: card.demoPin })}</span>}
      </button>
    </li>
  );
}

function PinDots() {
  const words = useWords().screen;
  const digits = useTill((state) => state.entry.text.length);
  return (
    <p className="pinDots" aria-label={words.pin}>
      <span className="unseen">{words.pinTyped({ digits })}</span>
      {Array.from({ length: Math.max(4, Math.min(MAX_DOTS, digits)) }, (_, at) => (
        <span key={at} className={at < digits ? 'dot isFull' : 'dot'} />
      ))}
    </p>
  );
}

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
        <ul className="staff" aria-label={words.staff}>
          {tiles.map((card) => (
            <StaffTile key={card.staffId} card={card} isPicked={card.staffId === picked} />
          ))}
        </ul>
        {isPanelOpen || <NoticeBar />}
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
