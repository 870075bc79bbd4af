// What the cashier is told, in words, without having to answer: it stands until the next key or until it is put away.
import type { Words } from '#contract/words/index.ts';
import type { RefusalDetails, Refusal } from '#contract/refusal.ts';
import type { Notice } from '#screen/state/model.ts';
import { useCounter, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton, keepFocus } from './ActionButton.tsx';
import { Icon } from './Icon.tsx';

function refusalWords(words: Words, refusal: Refusal): string {
  // Each code's words take exactly that code's details; the compiler cannot follow the pair through the index.
  const say = words.refusal[refusal.code] as (details: RefusalDetails[Refusal['code']]) => string;
  return say(refusal.details);
}

export function noticeWords(words: Words, notice: Notice): string {
  switch (notice.kind) {
    case 'refusal':
      return refusalWords(words, notice.refusal);
    case 'fault':
      return words.trouble.fault(notice.fault);
    case 'said':
      return notice.words(words);
  }
}

function isNo(notice: Notice): boolean {
  return notice.kind !== 'said' || notice.isNo === true;
}

/** The action that may follow, if it still may. */
function Offer({ offer }: { offer: NonNullable<Extract<Notice, { kind: 'said' }>['offer']> }) {
  const words = useWords();
  return <ActionButton action={offer.action}>{offer.word(words)}</ActionButton>;
}

export function NoticeBar() {
  const { till } = useCounter();
  const words = useWords();
  const notice = useTill((state) => state.notice);
  return (
    <div className="noticePlace" role="alert">
      {notice !== null && (
        <div className={isNo(notice) ? 'notice isNo' : 'notice'}>
          <Icon name={isNo(notice) ? 'no' : 'info'} />
          <p>{noticeWords(words, notice)}</p>
          {notice.kind === 'said' && notice.offer !== undefined && <Offer offer={notice.offer} />}
          <button
            type="button"
            className="button"
            onMouseDown={keepFocus}
            onClick={() => till.store.setState({ notice: null })}
          >
            {words.screen.dismiss}
          </button>
        </div>
      )}
    </div>
  );
}
