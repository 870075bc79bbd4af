// The size of the screen, measured with a thing that everybody has: the outline is made as large as a bank card, and from
// that comes how large a button really is. Shows what would change; changes nothing until it is said so.
import { useEffect, useState } from 'react';
import { useCounter, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton, keepFocus } from '#screen/components/ActionButton.tsx';
import { Icon } from '#screen/components/Icon.tsx';
import { Panel } from '#screen/components/Panel.tsx';
import { cardMm, targetMm, wantedZoom, zoomFor } from '#screen/size.ts';
import { sizeCard } from '#screen/verbs/settings.ts';

/** A tap is for the coarse part; the arrow keys move by a single pixel. */
const TAP_PIXELS = 6;

function useRoom() {
  const [room, setRoom] = useState({ width: innerWidth, height: innerHeight });
  useEffect(() => {
    const measure = () => setRoom({ width: innerWidth, height: innerHeight });
    addEventListener('resize', measure);
    return () => removeEventListener('resize', measure);
  }, []);
  return room;
}

function SizeFigure({ word, percent, pxPerMm }: { word: string; percent: number; pxPerMm: number }) {
  const words = useWords().look;
  const millimetres = targetMm(percent, pxPerMm).toFixed(1);
  return (
    <div>
      <dt>{word}</dt>
      <dd>
        <strong>{words.sizeNow({ percent })}</strong> · {words.cardTarget({ millimetres })}
      </dd>
    </div>
  );
}

export function BankCard() {
  const { till } = useCounter();
  const words = useWords().look;
  const room = useRoom();
  const percent = useTill((state) => state.counter.zoomPercent);
  const pxPerMm = useTill((state) => (state.panel?.name === 'bankCard' ? state.panel.pxPerMm : null));
  if (pxPerMm === null) return null;
  const then = zoomFor(pxPerMm, room);
  // What is drawn is enlarged by the zoom there is; the card in the hand is not.
  const drawn = (mm: number) => `${(mm * pxPerMm * 100) / percent}px`;
  return (
    <Panel title={words.cardTitle} className="isWide">
      <p>{words.cardHint}</p>
      <div className="cardSizing">
        <button
          type="button"
          className="button"
          aria-label={words.cardNarrower}
          onMouseDown={keepFocus}
          onClick={() => sizeCard(till, -TAP_PIXELS)}
        >
          −
        </button>
        <div
          className="cardOutline"
          role="img"
          aria-label={words.cardOutline}
          style={{ width: drawn(cardMm.width), height: drawn(cardMm.height) }}
        >
          <Icon name="card" />
        </div>
        <button
          type="button"
          className="button"
          aria-label={words.cardWider}
          onMouseDown={keepFocus}
          onClick={() => sizeCard(till, TAP_PIXELS)}
        >
          +
        </button>
      </div>
      <dl className="sizes">
        <SizeFigure word={words.cardBefore} percent={percent} pxPerMm={pxPerMm} />
        <SizeFigure word={words.cardAfter} percent={then} pxPerMm={pxPerMm} />
      </dl>
      {then < wantedZoom(pxPerMm) && (
        <p className="caution">
          <Icon name="warning" />
          {words.cardNoRoom}
        </p>
      )}
      <div className="row isEnd">
        <ActionButton action="bankCard.cancel" />
        <ActionButton action="bankCard.use" className="button isMain" />
      </div>
    </Panel>
  );
}
