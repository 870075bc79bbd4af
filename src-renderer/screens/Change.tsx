// The change to give, as large as it fits. Yields to the next scan or digit by itself; nobody has to dismiss it.
import type { SaleId } from '#contract/ids.ts';
import type { PrintState } from '#contract/receipt.ts';
import { useFormats, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton } from '#screen/components/ActionButton.tsx';
import { Icon } from '#screen/components/Icon.tsx';
import { isAskedWhetherPrinted } from '#screen/verbs/printed.ts';

const troubled: ReadonlySet<PrintState> = new Set(['blocked', 'uncertain', 'held']);

/** What became of the receipt. The sale is done and stays done, whatever the printer says. */
function ReceiptState({ saleId }: { saleId: SaleId }) {
  const words = useWords();
  const print = useTill((state) => state.print);
  const trouble = useTill(
    (state) => state.devices.find((device) => device.role === 'printer')?.trouble ?? null,
  );
  const printState = print?.saleId === saleId ? print.state : 'queued';
  const needsLook = troubled.has(printState);
  const isNamed = printState === 'blocked' && trouble !== null;
  return (
    <p className={needsLook ? 'receiptState isWarning' : 'receiptState'} role="status">
      <Icon name={needsLook ? 'warning' : printState === 'printed' ? 'ready' : 'printer'} />
      <span>
        {isNamed
          ? words.screen.receiptBlocked({ trouble: words.trouble.deviceTrouble[trouble] })
          : words.trouble.print[printState]}
      </span>
    </p>
  );
}

export function Change() {
  const { screen: words, returns } = useWords();
  const { money } = useFormats();
  const place = useTill((state) => state.place);
  const isAsked = useTill(isAskedWhetherPrinted);
  if (place.name !== 'change') return null;
  const { completed } = place;
  const isBack = completed.refunded > 0;
  const change = money(isBack ? completed.refunded : completed.change);
  // A long amount keeps to the frame's width: about six tenths of an em for each figure.
  const widest = Math.floor(150 / change.length);
  const size = `min(clamp(120px, 17cqw, 240px), ${widest}cqw)`;
  const amounts = { received: money(completed.received), total: money(completed.sale.total) };
  return (
    <div className="change">
      <h1>{isBack ? returns.giveBack : words.change}</h1>
      <p className="figure changeFigure" style={{ fontSize: size }}>
        {change}
      </p>
      <p className="changeSummary">
        {isBack ? returns.summary({ amount: money(completed.sale.returned) }) : words.changeSummary(amounts)}{' '}
        · {words.receiptOf({ number: completed.receiptNumber })}
      </p>
      <ReceiptState saleId={completed.sale.saleId} />
      <div className="changeButtons">
        {isAsked && <ActionButton action="change.printed" />}
        <ActionButton action="change.reprint" />
        <ActionButton action="change.gift" />
        <ActionButton action="change.next" className="button isMain" />
      </div>
      <p>{words.nextSaleHint}</p>
    </div>
  );
}
