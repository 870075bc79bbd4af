// The change to give, as large as it fits. Yields to the next scan or digit by itself; nobody has to dismiss it.
import { useFormats, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton } from '#screen/components/ActionButton.tsx';

export function Change() {
  const words = useWords();
  const { money } = useFormats();
  const place = useTill((state) => state.place);
  const print = useTill((state) => state.print);
  if (place.name !== 'change') return null;
  const { completed } = place;
  const printState = print?.saleId === completed.sale.saleId ? print.state : 'queued';
  const needsLook = ['blocked', 'uncertain', 'held'].includes(printState);
  const change = money(completed.change);
  // A long amount keeps to the screen's width: about six tenths of an em for each figure.
  const size = `clamp(72px, min(17vw, ${Math.floor(150 / change.length)}vw), 240px)`;
  const amounts = { received: money(completed.received), total: money(completed.sale.total) };
  return (
    <div className="change">
      <h1>{words.screen.change}</h1>
      <p className="figure changeFigure" style={{ fontSize: size }}>
        {change}
      </p>
      <p className="changeSummary">
        {words.screen.changeSummary(amounts)} · {words.screen.receiptOf({ number: completed.receiptNumber })}
      </p>
      <p className={needsLook ? 'pill isWarning' : 'pill isGood'}>{words.trouble.print[printState]}</p>
      <div className="changeButtons">
        <ActionButton action="change.reprint" />
        <ActionButton action="change.next" className="button isMain" />
      </div>
      <p>{words.screen.nextSaleHint}</p>
    </div>
  );
}
