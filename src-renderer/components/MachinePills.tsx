// What the machine under the till says at the top: emergency books, a disk that fills up, an answer that takes its time.
// A tap on the first two opens what the till knows of itself.
import type { ReactNode } from 'react';
import { useCounter, useFormats, useTill, useWords } from '#screen/state/context.tsx';
import { openThisTill } from '#screen/verbs/machine.ts';
import { keepFocus } from './ActionButton.tsx';
import { Icon } from './Icon.tsx';
import type { IconName } from './Icon.tsx';

interface Props {
  icon: IconName;
  words: string;
  /** Where the bar is narrow. */
  short: string;
  className: string;
}

function Pill({ icon, words, short, className }: Props): ReactNode {
  const { till } = useCounter();
  return (
    <li>
      <button
        type="button"
        className="pillButton"
        title={words}
        onMouseDown={keepFocus}
        onClick={() => till.store.getState().panel === null && openThisTill(till)}
      >
        <span className={`pill ${className}`}>
          <Icon name={icon} />
          <span className="pillWords isLong">{words}</span>
          <span className="pillWords isShort">{short}</span>
        </span>
      </button>
    </li>
  );
}

export function MachinePills() {
  const words = useWords().machine;
  const { moment, bytes } = useFormats();
  const follows = useTill((state) => state.about?.books?.follows ?? null);
  const disk = useTill((state) => state.about?.disk);
  const free = bytes(disk?.freeBytes ?? 0);
  return (
    <>
      {follows?.way === 'emergency' && (
        <Pill
          icon="warning"
          className="isWarning"
          words={words.emergencyPill({ time: moment(follows.at) })}
          short={words.emergencyShort}
        />
      )}
      {disk !== undefined && disk.level !== 'good' && (
        <Pill
          icon={disk.level === 'low' ? 'disk' : 'no'}
          className={disk.level === 'low' ? 'isWarning' : 'isStop'}
          words={words.disk[disk.level]({ free })}
          short={words.freeShort({ free })}
        />
      )}
    </>
  );
}

/** Said to a screen reader by the live region; to the eye it is as quiet as the wait is short. */
export function WaitingPill() {
  const words = useWords().machine;
  const waiting = useTill((state) => (state.connection === 'ready' ? state.waiting : null));
  if (waiting === null) return null;
  return (
    <li className={waiting === 'slow' ? 'pill isWarning' : 'pill'} data-waiting={waiting}>
      <Icon name="clock" />
      <span className="pillWords">{waiting === 'slow' ? words.slowDisk : words.working}</span>
    </li>
  );
}
