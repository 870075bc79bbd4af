// Taking the trust of a till away without a page: it is said first what that does, it is said of the chosen till alone, and
// nothing is sent for whoever may not.
import { expect, test } from 'vitest';
import type { TrustedRegister } from '#contract/register-card.ts';
import type { Session } from '#contract/staff.ts';
import { chooseTrusted, moveTrusted, openTrusted, tillMeant, withdrawTrust } from '#screen/verbs/trusted.ts';
import { answeringTill } from '#test/support/answering-till.ts';

const cardOf = (number: number) =>
  ({
    registerId: `R${number}`,
    epoch: 1,
    number,
    storeName: 'Shop',
    publicKey: String(number).repeat(64),
    addedAt: '2026-11-20T08:00:00.000Z',
    addedBy: 'Chen Jing',
  }) as TrustedRegister;
const [second, third] = [cardOf(2), cardOf(3)];
const withdrawn = { at: second.addedAt, by: 'Chen Jing' };

async function opened(permissions: string[] = ['register.trust']) {
  const { till, asked } = answeringTill({
    'register.trusted': () => ({ trusted: [second, third] }),
    'register.card': () => ({ text: 'own', card: {} }) as never,
    'register.distrust': ({ publicKey }) => {
      const one = [second, third].find((other) => other.publicKey === publicKey);
      return { ...one, withdrawn } as TrustedRegister;
    },
  });
  till.store.setState({ session: { permissions } as unknown as Session });
  await openTrusted(till);
  return { till, asked };
}

test('the first time says what it does, the second does it, to the chosen till alone', async () => {
  const { till, asked } = await opened();
  await withdrawTrust(till);
  expect(till.store.getState().notice).toBeNull();
  chooseTrusted(till, second.publicKey);
  await withdrawTrust(till);
  expect(till.store.getState().notice).toMatchObject({ isNo: true });
  // Said of another till it has to be said again.
  moveTrusted(till, 'ArrowDown');
  await withdrawTrust(till);
  expect(asked('register.distrust')).toEqual([]);
  await withdrawTrust(till);
  expect(asked('register.distrust')).toMatchObject([{ publicKey: third.publicKey }]);
  const { panel, notice } = till.store.getState();
  expect(panel).toMatchObject({
    all: [second, { ...third, withdrawn }],
    chosen: third.publicKey,
    isWithdrawing: false,
  });
  expect(notice).not.toMatchObject({ isNo: true });
  // There is nothing left to take away from it.
  expect(tillMeant(till.store.getState())).toBeNull();
  await withdrawTrust(till);
  expect(asked('register.distrust')).toHaveLength(1);
});

test('whoever may not is told, and nothing is asked of the till', async () => {
  const { till, asked } = await opened([]);
  chooseTrusted(till, second.publicKey);
  await withdrawTrust(till);
  await withdrawTrust(till);
  expect(till.store.getState().notice).toMatchObject({ kind: 'refusal' });
  expect(asked('register.distrust')).toEqual([]);
});
