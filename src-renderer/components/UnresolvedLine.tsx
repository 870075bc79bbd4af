// A scanned code that no article has, in its place among the lines: an icon, words and a colour say so. The first tap
// selects it, the next asks what it is.
import { memo } from 'react';
import { CircleAlert } from 'lucide-react';
import { formatQuantity } from '#contract/quantity.ts';
import type { UnresolvedScan } from '#contract/sale.ts';
import { selectRow } from '#screen/verbs/rows.ts';
import { openResolve } from '#screen/verbs/unresolved.ts';
import { useCounter, useWords } from '#screen/state/context.tsx';
import { keepFocus } from './ActionButton.tsx';

interface Props {
  scan: UnresolvedScan;
  isMeant: boolean;
}

export const UnresolvedLine = memo(function UnresolvedLine({ scan, isMeant }: Props) {
  const { till } = useCounter();
  const words = useWords().counter;
  const press = () => (isMeant ? openResolve(till, scan) : selectRow(till, scan.lineId));
  return (
    <li className="line isUnresolved" data-code={scan.code} data-line={scan.lineId}>
      <button
        type="button"
        className="lineRow"
        aria-current={isMeant}
        onMouseDown={keepFocus}
        onClick={press}
      >
        <span className="lineQuantity">{formatQuantity(scan.quantity)}</span>
        <span className="lineName">
          <span className="lineNameText">
            <CircleAlert className="icon" aria-hidden="true" /> {words.unknownCode}
          </span>
          <span className="lineCode" translate="no">
            {scan.code}
          </span>
        </span>
        <span className="lineAct">{words.unknownHint}</span>
      </button>
    </li>
  );
});
