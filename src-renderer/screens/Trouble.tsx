// When there is nothing to sell with: the till starts, does not answer, refuses this page, or may only be looked at.
import { useTill, useWords } from '#screen/state/context.tsx';
import { Icon } from '#screen/components/Icon.tsx';

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

export function Trouble() {
  const words = useWords().trouble;
  const mode = useTill((state) => state.about?.mode);
  if (mode?.kind !== 'viewOnly') return null;
  const { why, act } = words.store[mode.trouble];
  return (
    <div className="message" role="alert">
      <h1>
        <Icon name="warning" /> {words.viewOnlyTitle}
      </h1>
      <p>{why}</p>
      <p className="promise">
        <Icon name="safe" />
        {words.viewOnlyPromise}
      </p>
      <p>
        <strong>{act}</strong>
      </p>
      <p className="detail">{words.viewOnlyDetail({ detail: mode.detail })}</p>
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
