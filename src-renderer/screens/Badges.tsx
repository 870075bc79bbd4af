// Who unlocks with which card: a manager picks a name and scans the card. The code itself is never shown.
import { useCounter, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton, keepFocus } from '#screen/components/ActionButton.tsx';
import { Icon } from '#screen/components/Icon.tsx';
import { Panel } from '#screen/components/Panel.tsx';
import { chooseHolder, holderOf } from '#screen/verbs/settings.ts';
import type { StaffCard } from '#contract/staff.ts';

function Holder({ card, isChosen }: { card: StaffCard; isChosen: boolean }) {
  const { till } = useCounter();
  const words = useWords();
  return (
    <li>
      <button
        type="button"
        className="holder"
        aria-pressed={isChosen}
        data-staff={card.staffId}
        onMouseDown={keepFocus}
        onClick={() => chooseHolder(till, card.staffId)}
      >
        <span className="holderName" translate="no">
          {card.name}
        </span>
        <span>{words.screen.role[card.role]}</span>
        <span className={card.hasBadge ? 'pill isGood' : 'pill'}>
          <Icon name={card.hasBadge ? 'badge' : 'info'} />
          {card.hasBadge ? words.look.hasBadge : words.look.hasNoBadge}
        </span>
      </button>
    </li>
  );
}

export function Badges() {
  const words = useWords().look;
  const staff = useTill((state) => state.about?.staff ?? null);
  const holder = useTill(holderOf);
  const isWaiting = useTill((state) => state.panel?.name === 'badges' && state.panel.isWaiting);
  return (
    <Panel title={words.badgesTitle} className="isWide">
      <p>{words.badgesText}</p>
      <ul className="holders" aria-label={words.selectPerson}>
        {staff?.map((card) => (
          <Holder key={card.staffId} card={card} isChosen={card.staffId === holder?.staffId} />
        ))}
      </ul>
      {isWaiting && holder !== null && (
        <div className="waiting" role="status">
          <Icon name="badge" />
          <p>
            <strong>{words.scanBadgeFor({ name: holder.name })}</strong>
            <br />
            {words.scanBadgeHint}
          </p>
        </div>
      )}
      <div className="row isEnd">
        <ActionButton action="badges.back" />
        <ActionButton action="badges.take" />
        <ActionButton action="badges.give" className="button isMain">
          {holder?.hasBadge === true ? words.newBadge : undefined}
        </ActionButton>
      </div>
    </Panel>
  );
}
