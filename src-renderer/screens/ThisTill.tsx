// What the till says of itself, for whoever helps: what is wrong at the top, then every figure. Asks anew while it lies
// open.
import { useEffect } from 'react';
import { useCounter, useTill, useWords } from '#screen/state/context.tsx';
import { diagnose } from '#screen/verbs/machine.ts';
import { ActionButton } from '#screen/components/ActionButton.tsx';
import { DiagnosisFigures } from '#screen/components/DiagnosisFigures.tsx';
import { Ladder } from '#screen/components/Ladder.tsx';
import { Panel } from '#screen/components/Panel.tsx';
import { Problems } from '#screen/components/Problems.tsx';
import { SavedReport } from '#screen/components/SavedReport.tsx';
import { UpdateLine } from '#screen/components/UpdateLine.tsx';

const EVERY_MS = 5000;

export function ThisTill() {
  const { till } = useCounter();
  const words = useWords().machine;
  const found = useTill(({ panel }) => (panel?.name === 'thisTill' ? panel.found : null));
  useEffect(() => {
    void diagnose(till);
    const timer = setInterval(() => void diagnose(till), EVERY_MS);
    return () => clearInterval(timer);
  }, [till]);
  return (
    <Panel title={words.thisTill} className="isTall isThisTill">
      {/* More than the panel holds scrolls here, with the keyboard as well. */}
      <div className="thisTill" tabIndex={0} role="region" aria-label={words.thisTill}>
        {found === null ? <p role="status">{words.asking}</p> : <Problems found={found} />}
        <UpdateLine />
        <div className="reportColumns">
          <Ladder />
          {found !== null && <DiagnosisFigures found={found} />}
        </div>
      </div>
      <SavedReport />
      <div className="row isEnd">
        <ActionButton action="thisTill.saveReport" />
        <ActionButton action="thisTill.close" />
      </div>
    </Panel>
  );
}
