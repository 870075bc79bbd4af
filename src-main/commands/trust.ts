// Which other tills this one believes. A manager carries the card from one till to the other; the journal says who did.
import { refuse } from '#contract/refusal.ts';
import type { RegisterCard, TrustedRegister } from '#contract/register-card.ts';
import { checkRegisterCard, signRegisterCard } from '#store/receipt-signature.ts';
import type { Register } from '#store/register.ts';
import { listTrusted } from '#store/trusted.ts';
import type { Handler } from './context.ts';
import { requireRegister } from './register.ts';

function cardOf({ id, epoch, config, publicKey }: Register): RegisterCard {
  const { number, storeName, currency } = config;
  return { registerId: id, epoch, number, storeName, currency, publicKey: publicKey.toString('hex') };
}

export const card: Handler<'register.card'> = (context) => {
  const { signer, state } = context;
  const own = cardOf(requireRegister(context));
  if (signer === null) {
    const trouble = state.mode.kind === 'viewOnly' ? state.mode.trouble : 'keyMissing';
    return refuse('store.viewOnly', { trouble });
  }
  return { text: signRegisterCard(signer, own), card: own };
};

export const trust: Handler<'register.trust'> = (context, args) => {
  const register = requireRegister(context);
  const found = checkRegisterCard(args.card) ?? refuse('registerCard.unreadable', {});
  const { currency, ...shown } = found;
  if (found.publicKey === register.publicKey.toString('hex')) refuse('registerCard.own', {});
  // What was paid in another currency could not be given back here.
  if (currency !== register.config.currency) refuse('registerCard.otherCurrency', { currency });
  const known = listTrusted(context.db).find((one) => one.publicKey === found.publicKey);
  if (known !== undefined && known.withdrawn === undefined) {
    refuse('registerCard.known', { number: found.number });
  }
  const by = context.state.session ?? refuse('session.none', {});
  const trusted: TrustedRegister = { ...shown, addedAt: context.now, addedBy: by.name };
  context.journal('register.trusted', { body: { postings: [], trusted } });
  return trusted;
};

export const distrust: Handler<'register.distrust'> = (context, { publicKey }) => {
  const known = listTrusted(context.db).find((one) => one.publicKey === publicKey);
  if (known === undefined || known.withdrawn !== undefined) return refuse('registerCard.notTrusted', {});
  const by = context.state.session ?? refuse('session.none', {});
  const distrusted: TrustedRegister = { ...known, withdrawn: { at: context.now, by: by.name } };
  context.journal('register.distrusted', { body: { postings: [], distrusted } });
  return distrusted;
};

export const trusted: Handler<'register.trusted'> = (context) => ({ trusted: listTrusted(context.db) });
