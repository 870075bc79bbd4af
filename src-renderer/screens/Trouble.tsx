// When there is nothing to sell with: the till starts, does not answer, refuses this page, or may only be looked at.
import { useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton } from '#screen/components/ActionButton.tsx';
import { Icon } from '#screen/components/Icon.tsx';
import { Ladder } from '#screen/components/Ladder.tsx';
import { NoticeBar } from '#screen/components/NoticeBar.tsx';
import { RecoveryWords } from '#screen/components/RecoveryWords.tsx';
import { SavedReport } from '#screen/components/SavedReport.tsx';
import { recoveryOf } from '#screen/verbs/machine.ts';

/** Before the till was reached for the first time, or when it will not have this page. */
export function Waiting() {
  const words = useWords().trouble;
  const connection = useTill((state) => state.connection);
  if (connection === 'refused') {
    return (
      <div className="message" role="alert">
        <h1>{words.refusedTitle}</h1>
        <p>{words.refused}</p>
        <p>{words.refusedAct}</p>
      </div>
    );
  }
  return (
    <div className="message" role="status">
      <h1>{connection === 'lost' ? words.lostTitle : words.connecting}</h1>
      {connection === 'lost' && <p>{words.lost}</p>}
    </div>
  );
}

/** What can be done, as buttons; the file of a report once there is one. */
function Acts() {
  const words = useWords().machine;
  const hasRecovery = useTill((state) => recoveryOf(state) !== null);
  return (
    <div className="troubleActs">
      {hasRecovery && <ActionButton action="trouble.goOn" className="button isMain" />}
      <div className="row">
        <ActionButton action="trouble.lookAgain" />
        <ActionButton action="trouble.saveReport" />
        <ActionButton action="trouble.details">{words.details}</ActionButton>
      </div>
      <SavedReport />
    </div>
  );
}

export function Trouble() {
  const { trouble: words, machine } = useWords();
  const mode = useTill((state) => state.about?.mode);
  const isPanelOpen = useTill((state) => state.panel !== null);
  if (mode?.kind !== 'viewOnly') return null;
  const { why, act } = words.store[mode.trouble];
  return (
    <div className="message trouble">
      <section className="troubleSay">
        <div role="alert" className="troubleWhy">
          <h1>
            <Icon name="warning" /> {words.viewOnlyTitle}
          </h1>
          <p>{why}</p>
        </div>
        <p className="promise">
          <Icon name="safe" />
          {words.viewOnlyPromise}
        </p>
        {mode.recovery === null ? (
          <>
            <p>
              <strong>{act}</strong>
            </p>
            <p>{machine.noWay}</p>
          </>
        ) : (
          <div className="recovery">
            <h2>{machine.goOnTitle}</h2>
            <RecoveryWords />
            <p>
              <strong>{words.recoveryAct}</strong>
            </p>
          </div>
        )}
        <Acts />
        {isPanelOpen || <NoticeBar />}
      </section>
      <section className="troubleLook">
        <Ladder />
        <p className="detail" translate="no">
          {words.viewOnlyDetail({ detail: mode.detail })}
        </p>
      </section>
    </div>
  );
}

/** Over whatever was being done, which stays to be seen: the till has stopped answering. */
export function Away() {
  const words = useWords().trouble;
  return (
    <div className="away" role="alert">
      <div className="awayCard">
        <h2>
          <Icon name="warning" /> {words.lostTitle}
        </h2>
        <p>{words.lost}</p>
      </div>
    </div>
  );
}
