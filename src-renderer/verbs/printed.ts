// What the cashier says of a receipt that may not have come out. Asks for the question anew, so that an answer given
// elsewhere meanwhile stands.
import type { TillState } from '#screen/state/model.ts';
import type { Till } from '#screen/state/till.ts';
import { ask, newId, once } from './ask.ts';

/** True while the till asks about the receipt of the sale whose change is being given. */
export function isAskedWhetherPrinted({ place, print }: TillState): boolean {
  return (
    place.name === 'change' && print?.saleId === place.completed.sale.saleId && print.state === 'uncertain'
  );
}

/** It came out after all: nothing is printed again. */
export async function sayPrinted(till: Till): Promise<void> {
  const { place } = till.store.getState();
  if (place.name !== 'change') return;
  const { saleId } = place.completed.sale;
  await once(till, 'printed', async () => {
    const asked = await ask(till, 'print.questions', {});
    const question = asked?.questions.findLast((one) => one.saleId === saleId);
    if (question === undefined) return;
    await ask(till, 'print.answer', { commandId: newId(), jobId: question.jobId, answer: 'printed' });
  });
}
