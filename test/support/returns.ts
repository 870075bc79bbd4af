// Bringing goods back, in a cashier's words: which receipt, what of it, the money. Knows the selectors of these panels as
// till.ts knows the rest.
import { expect } from 'playwright/test';
import type { Locator } from 'playwright/test';
import type { Till } from './till.ts';

/** The lines of the receipt that lies open, by their article. */
export function soldLine({ panel }: Till, sku: string): Locator {
  return panel.locator(`.soldLine[data-sku="${sku}"]`);
}

/** How much of a line comes back, as it is marked. */
export function markOf(till: Till, sku: string): Locator {
  return soldLine(till, sku).locator('.soldMark');
}

/** What comes back, among the rows of the basket. */
export function returnsIn({ page }: Till): Locator {
  return page.locator('.line.isReturn');
}

/** F7, the number, Enter: as whoever has no scanner. */
export async function openReceipt(till: Till, number: string): Promise<void> {
  await till.press('F7');
  await expect(till.panel).toBeVisible();
  await till.type(number);
  await till.press('Enter');
  await expect(till.panel.locator('.soldLine').first()).toBeVisible();
}

/** Sells for exact cash, to have something to bring back; the counter is free again after it. */
export async function sell(till: Till, ...codes: string[]): Promise<void> {
  for (const code of codes) await till.scan(code);
  await expect(till.lines).toHaveCount(new Set(codes).size);
  await till.payCash();
  await till.press('Enter');
  await till.expectScreen('sell');
}

/** Waits until the money stands on the screen that is to be given back. */
export async function expectRefund(till: Till, amount: string): Promise<void> {
  await till.expectScreen('tender');
  await expect(till.due).toHaveText(amount);
}

/** The signed code at the end of the receipt that was printed last, asked for over a wire of its own. */
export function codeOnPaper({ page }: Till): Promise<string> {
  return page.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/till`);
        const ask = (id: number, command: string, args: object) =>
          socket.send(JSON.stringify({ id, command, args }));
        socket.addEventListener('error', () => reject(new Error('no wire')));
        socket.addEventListener('open', () => ask(1, 'sale.last', {}));
        socket.addEventListener('message', ({ data }) => {
          const answer = JSON.parse(String(data)) as {
            id?: number;
            result?: {
              last?: { sale: { saleId: string } };
              paper?: { blocks: { kind: string; data?: string }[] };
            };
          };
          if (answer.id === 1) ask(2, 'receipt.show', { saleId: answer.result?.last?.sale.saleId });
          if (answer.id !== 2) return;
          socket.close();
          const code = answer.result?.paper?.blocks.find(({ kind }) => kind === 'code');
          if (code?.data === undefined) reject(new Error('no code on the paper'));
          else resolve(code.data);
        });
      }),
  );
}
