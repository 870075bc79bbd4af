// Somebody else approves: what is asked in words and figures, how far the cashier may go, who may approve, their PIN or their
// badge.
import { approverPicked, approversOf } from '#screen/verbs/approve.ts';
import { useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton } from '#screen/components/ActionButton.tsx';
import { Icon } from '#screen/components/Icon.tsx';
import { Keypad } from '#screen/components/Keypad.tsx';
import { Panel } from '#screen/components/Panel.tsx';
import { PinDots, StaffTiles } from '#screen/components/StaffPicker.tsx';

export function Approval() {
  const words = useWords();
  const panel = useTill((state) => state.panel);
  const about = useTill((state) => state.about);
  const picked = useTill((state) => approverPicked(state)?.staffId);
  if (panel?.name !== 'approval') return null;
  const cards = approversOf({ about, panel });
  const { needed, figures } = panel;
  const said = panel.asked.args.reason;
  // One of the till's own reasons has its words, one that was typed stands as it was typed.
  const own: Record<string, string> = words.receipt.returnReason;
  const reason = Object.hasOwn(own, said) ? (own[said] ?? said) : said;
  return (
    <Panel
      title={words.discount.approvalTitle({ action: panel.title(words) })}
      className="isWide isRecover isApproval"
    >
      <div className="recoverBody">
        <div className="recoverSay">
          {figures !== '' && <p className="priceChange figure">{figures}</p>}
          <p>{words.refusal['approval.needed'](needed)}</p>
          {reason !== '' && (
            <p translate="no" className="approvalReason">
              {reason}
            </p>
          )}
          <h3>{words.discount.whoApproves}</h3>
          <StaffTiles cards={cards} picked={picked} />
          <p className="orBadge">
            <Icon name="badge" />
            <span>{cards.length === 0 ? words.discount.nobodyApproves : words.discount.approvalHint}</span>
          </p>
        </div>
        <div className="recoverPin">
          <PinDots />
          <Keypad hasPoint={false}>
            <ActionButton action="approval.erase" className="key isWord" hasCap={false} />
            <ActionButton action="approval.clear" className="key isWord" hasCap={false} />
          </Keypad>
        </div>
      </div>
      <div className="row isEnd">
        <ActionButton action="approval.close" />
        <ActionButton action="approval.enter" className="button isMain" />
      </div>
    </Panel>
  );
}
