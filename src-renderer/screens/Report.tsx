// The figures of X and Z reports on the screen; the words are those of the paper.
import type { CashFigures, PeriodFigures, ShiftClosing } from '#contract/shift.ts';
import { useFormats, useTill, useWords } from '#screen/state/context.tsx';
import { ActionButton } from '#screen/components/ActionButton.tsx';
import { Figures } from '#screen/components/Figures.tsx';
import { Icon } from '#screen/components/Icon.tsx';
import { Stepper } from '#screen/components/Stepper.tsx';

interface CashProps {
  title: string;
  cash: CashFigures;
  closing?: ShiftClosing;
}

export function CashRows({ title, cash, closing }: CashProps) {
  const words = useWords().receipt;
  const { money } = useFormats();
  const rows = [
    { word: words.float, value: money(cash.float) },
    { word: words.cashTaken, value: money(cash.taken) },
    { word: words.changeGiven, value: money(cash.change) },
    ...(cash.refunds === 0 ? [] : [{ word: words.cashRefunds, value: money(cash.refunds) }]),
    { word: words.paidIn, value: money(cash.paidIn) },
    { word: words.paidOut, value: money(cash.paidOut) },
    { word: words.safeDrops, value: money(cash.safeDrops) },
    { word: words.expected, value: money(cash.expected), isStrong: true },
  ];
  if (closing !== undefined) {
    const { counted, overShort } = closing;
    const word = overShort === 0 ? words.exact : overShort > 0 ? words.over : words.short;
    rows.push({ word: words.counted, value: money(counted), isStrong: true });
    rows.push({ word, value: money(overShort), isStrong: true });
  }
  return <Figures title={title} rows={rows} />;
}

function PeriodRows({ period }: { period: PeriodFigures }) {
  const words = useWords().receipt;
  const language = useTill((state) => state.language);
  const { money } = useFormats();
  const returnRows = [
    { word: words.sold, value: money(period.sold) },
    { word: words.returnCount, value: String(period.returns.count) },
    { word: words.returnTotal, value: money(period.returns.total) },
  ];
  return (
    <>
      <Figures
        title={words.sales}
        rows={[
          { word: words.receipts, value: String(period.receiptCount) },
          ...(period.returns.count === 0 ? [] : returnRows),
          { word: words.net, value: money(period.net) },
          ...period.taxes.map((tax) => ({
            word: tax.names[language],
            value: money(tax.amount),
          })),
          { word: words.salesTotal, value: money(period.total), isStrong: true },
          { word: words.rounding, value: money(period.rounding) },
          ...period.tenders.map((tender) => ({ word: words[tender.kind], value: money(tender.amount) })),
        ]}
      />
      <Figures
        title={words.events}
        rows={[
          { word: words.voidedSales, value: String(period.voidedSales) },
          { word: words.voidedLines, value: String(period.voidedLines) },
          { word: words.noSales, value: String(period.noSales) },
          { word: words.copies, value: String(period.copies) },
          { word: words.priceOverrides, value: String(period.priceOverrides) },
        ]}
      />
    </>
  );
}

export function ZFigures() {
  const words = useWords();
  const { money } = useFormats();
  const place = useTill((state) => state.place);
  if (place.name !== 'zReport') return null;
  const { report } = place;
  return (
    <div className="close isReport">
      <Stepper at="done" />
      <div className="report">
        <section className="reportSide">
          <h1>{words.screen.zTitle({ number: report.zNumber })}</h1>
          <p>{words.receipt.tradingDay({ date: report.businessDate })}</p>
          <p>{words.receipt.closedBy({ name: report.closedBy })}</p>
          <p className="verdict isGood">
            <Icon name="ready" />
            <span>{words.screen.zHint}</span>
          </p>
          <ActionButton action="zReport.lock" className="button isMain" />
        </section>
        {/* More rows than the screen holds scroll here, with the keyboard as well. */}
        <div className="reportBody" tabIndex={0} role="region" aria-label={words.receipt.zReport}>
          <div className="reportColumns">
            <PeriodRows period={report.period} />
            {report.shifts.map((shift) => (
              <CashRows
                key={shift.shiftId}
                title={words.receipt.shift({ name: shift.staffName })}
                cash={shift.cash}
                closing={shift}
              />
            ))}
            <Figures
              title={words.receipt.perpetual}
              rows={[
                { word: words.receipt.perpetualBefore, value: money(report.perpetualSalesBefore) },
                {
                  word: words.receipt.perpetualAfter,
                  value: money(report.perpetualSalesAfter),
                  isStrong: true,
                },
                { word: words.screen.sealed, value: report.seal, isStrong: true },
              ]}
            />
          </div>
        </div>
      </div>
    </div>
  );
}

export function XFigures() {
  const words = useWords();
  const place = useTill((state) => state.place);
  if (place.name !== 'xReport') return null;
  const { report } = place;
  return (
    <div className="report">
      <section className="reportSide">
        <h1>{words.screen.xReport}</h1>
        <p>{words.receipt.xNote}</p>
        <p>{words.receipt.openZ({ number: report.zNumber })}</p>
        <ActionButton action="xReport.back" className="button isMain" />
      </section>
      <div className="reportBody" tabIndex={0} role="region" aria-label={words.receipt.xReport}>
        <div className="reportColumns">
          <PeriodRows period={report.period} />
          {report.cash !== null && <CashRows title={words.receipt.cashInDrawer} cash={report.cash} />}
        </div>
      </div>
    </div>
  );
}
