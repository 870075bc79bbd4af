// Whoever may prove who they are with a PIN: their tiles, and how many digits of it are typed. Knows no PIN and asks for
// nothing.
import type { StaffCard } from '#contract/staff.ts';
import { useCounter, useTill, useWords } from '#screen/state/context.tsx';
import { pick } from '#screen/verbs/staff.ts';
import { keepFocus } from './ActionButton.tsx';
import { Icon } from './Icon.tsx';

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

export function StaffTiles({ cards, picked }: { cards: readonly StaffCard[]; picked: string | undefined }) {
  const words = useWords().screen;
  return (
    <ul className="staff" aria-label={words.staff}>
      {cards.map((card) => (
        <StaffTile key={card.staffId} card={card} isPicked={card.staffId === picked} />
      ))}
    </ul>
  );
}

export function PinDots() {
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
