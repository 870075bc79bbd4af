// The tills whose receipts are taken back here, and those that were: a list, the field for one more till's card, and this till's own card to carry
// there. Whoever is chosen is whom the buttons at the foot mean.
import type { TrustedRegister } from '#contract/register-card.ts';
import { chooseTrusted, trustedPanel, writeCard } from '#screen/verbs/trusted.ts';
import { may } from '#screen/verbs/shift.ts';
import { useCounter, useFormats, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton, keepFocus } from '#screen/components/ActionButton.tsx';
import { Panel } from '#screen/components/Panel.tsx';

function Row({ one, isChosen }: { one: TrustedRegister; isChosen: boolean }) {
  const { till } = useCounter();
  const words = useWords();
  const { moment } = useFormats();
  return (
    <li className="shopRowPlace">
      <button
        type="button"
        className="shopRow"
        data-key={one.publicKey}
        aria-pressed={isChosen}
        onMouseDown={keepFocus}
        onClick={() => chooseTrusted(till, one.publicKey)}
      >
        <span className="shopRowText">
          <span className="foundName" translate="no">
            {words.screen.place({ store: one.storeName, number: one.number })}
          </span>
          <span className="foundCategory" translate="no">
            {one.registerId} · {one.epoch}
          </span>
        </span>
        <span className="shopRowWhen">
          {one.withdrawn === undefined
            ? words.shop.trustedBy({ name: one.addedBy, at: moment(one.addedAt) })
            : words.shop.withdrawnBy({ name: one.withdrawn.by, at: moment(one.withdrawn.at) })}
        </span>
        <span className="keyPrint" translate="no">
          {one.publicKey.slice(0, 8)}
        </span>
      </button>
    </li>
  );
}

export function Trusted() {
  const { till } = useCounter();
  const words = useWords();
  const panel = useTill(trustedPanel);
  const mayTrust = useTill((state) => may(state, 'register.trust'));
  if (panel === null) return null;
  const { all, own, text, chosen } = panel;
  return (
    <Panel title={words.shop.trusted} className="isTall isShop">
      <p className="aside">{mayTrust ? words.shop.trustedHint : words.shop.lookOnly}</p>
      <label className="field">
        <span>{words.shop.otherCard}</span>
        <input
          data-first-focus
          name="card"
          value={text}
          maxLength={5400}
          autoComplete="off"
          inputMode="numeric"
          onChange={(event) => writeCard(till, event.target.value)}
        />
      </label>
      <ul className="shopRows" aria-label={words.shop.trusted}>
        {all?.map((one) => (
          <Row key={one.publicKey} one={one} isChosen={one.publicKey === chosen} />
        ))}
        {all?.length === 0 && <li>{words.shop.noTrusted}</li>}
      </ul>
      {own !== null && (
        <label className="field">
          <span>{words.shop.ownCard}</span>
          <input name="own" readOnly value={own} onFocus={(event) => event.target.select()} />
        </label>
      )}
      <div className="row isEnd">
        <ActionButton action="trusted.back" />
        <ActionButton action="trusted.withdraw" />
        <ActionButton action="trusted.add" className="button isMain" />
      </div>
    </Panel>
  );
}
