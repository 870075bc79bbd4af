// Where in the close one stands: the steps done, the one being done, those to come. Leads nowhere by itself.
import { useWords } from '#screen/state/context.tsx';
import { Icon } from './Icon.tsx';

const order = ['check', 'count', 'variance', 'sign'] as const;

/** `done` comes after the last step. */
export type CloseStep = (typeof order)[number] | 'done';

export function Stepper({ at }: { at: CloseStep }) {
  const words = useWords().screen;
  const now = at === 'done' ? order.length : order.indexOf(at);
  return (
    <ol className="stepper" aria-label={words.closeSteps}>
      {order.map((step, place) => (
        <li
          key={step}
          className={place < now ? 'step isDone' : 'step'}
          aria-current={place === now ? 'step' : undefined}
        >
          <span className="stepMark">{place < now ? <Icon name="done" /> : place + 1}</span>
          <span>{words.steps[step]}</span>
          {place < now && <span className="unseen">{words.stepDone}</span>}
        </li>
      ))}
    </ol>
  );
}
