// Says to a screen reader what the eye sees change: the last line and the total, and the change to give.
import { useFormats, useTill, useWords } from '#screen/state/context.tsx';

export function LiveRegion() {
  const words = useWords().screen;
  const language = useTill((state) => state.language);
  const { money } = useFormats();
  const sale = useTill((state) => state.sale);
  const touched = useTill((state) => state.touched);
  const place = useTill((state) => state.place);
  const line = sale?.lines.find((one) => one.lineId === touched);
  let spoken = '';
  if (place.name === 'change') {
    spoken = `${words.change} ${money(place.completed.change)}`;
  } else if (sale && line) {
    const name = line.names[language];
    const total = money(sale.sale.total);
    spoken = line.isVoided
      ? words.voidedSpoken({ name, total })
      : words.added({ name, amount: money(line.amount), total });
  }
  return (
    <div className="unseen" role="status">
      {spoken}
    </div>
  );
}
