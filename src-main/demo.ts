// The demonstration shop: a register, three people whose PINs and badges everybody may see, some 200 articles, half a
// dozen promotions, three customers, four pages of quick keys. Owns only how an empty folder is filled; never touches what somebody has
// worked with.
import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import catalogue from '#assets/demo/catalogue.json' with { type: 'json' };
import customers from '#assets/demo/customers.json' with { type: 'json' };
import promotions from '#assets/demo/promotions.json' with { type: 'json' };
import quickKeys from '#assets/demo/quick-keys.json' with { type: 'json' };
import { category, item, taxGroup } from '#contract/catalog.ts';
import { quickPages } from '#contract/counter.ts';
import { customer, customerGroup } from '#contract/customer.ts';
import { commandId } from '#contract/ids.ts';
import { promotion } from '#contract/promotion.ts';
import { newStaff, registerConfig } from '#contract/register.ts';
import type { Core } from './core.ts';

const shop = z.strictObject({
  taxes: z.array(taxGroup),
  categories: z.array(category),
  items: z.array(item),
});

const regulars = z.strictObject({ groups: z.array(customerGroup), customers: z.array(customer) });

const register = registerConfig.parse({
  storeName: 'Counterfoil Demo',
  number: 1,
  currency: 'CNY',
  timeZone: 'Asia/Shanghai',
  dayStartsAt: 5,
  rounding: 'half-up',
  taxRounding: 'line',
  cashRounding: null,
  receiptLanguage: 'zh',
  isDemo: true,
});

const staff = z.array(newStaff).parse([
  { staffId: 'li-na', name: '李娜 Li Na', role: 'cashier', pin: '1111', badge: 'CF-STAFF-LINA-1111' },
  {
    staffId: 'wang-wei',
    name: '王伟 Wang Wei',
    role: 'supervisor',
    pin: '2222',
    badge: 'CF-STAFF-WANG-2222',
  },
  { staffId: 'chen-jing', name: '陈静 Chen Jing', role: 'manager', pin: '3333', badge: 'CF-STAFF-CHEN-3333' },
]);

/** A fixed id for each step, so that a start that was cut off is simply repeated. */
function stepId(step: string) {
  const hex = createHash('sha256').update(`counterfoil demo ${step}`).digest('hex');
  return commandId.parse(
    `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`,
  );
}

/** A shop that has been worked in stays as it is, whatever became of its promotions. */
async function seedPromotions(core: Core): Promise<void> {
  const { promotions: known } = await core.run('promotion.list', {});
  const { zNumber, shift } = await core.run('app.describe', {});
  if (known.length > 0 || zNumber > 1 || shift !== null) return;
  const put = z.array(promotion).parse(promotions);
  await core.run('promotion.put', { commandId: stepId('promotions'), put, removed: [] });
}

/** The group comes first, so that a filling that was cut off after it goes on with whoever is missing. */
async function seedCustomers(core: Core): Promise<void> {
  const { zNumber, shift } = await core.run('app.describe', {});
  if (zNumber > 1 || shift !== null) return;
  const { groups, customers: known } = regulars.parse(customers);
  const isGrouped = (await core.run('customer.groups', {})).groups.length > 0;
  if (!isGrouped) await core.run('customer.putGroups', { commandId: stepId('groups'), groups });
  for (const one of known) {
    const { customers: found } = await core.run('customer.find', { text: one.name, limit: 1 });
    const step = stepId(`customer ${one.customerId}`);
    if (found.length === 0) await core.run('customer.put', { commandId: step, customer: one });
  }
}

/** The last step of the filling; a folder whose pages somebody took away has done it, and is answered so. */
async function seedQuickKeys(core: Core): Promise<void> {
  const { pages } = await core.run('quick.list', {});
  const { zNumber, shift } = await core.run('app.describe', {});
  // The answers of the first period are still kept: nothing is done twice. A shop that has been worked in stays as it is.
  if (pages.length > 0 || zNumber > 1 || shift !== null) return;
  await core.run('quick.put', { commandId: stepId('quick keys'), pages: quickPages.parse(quickKeys) });
}

/** Fills a folder that has no register yet, or finishes a filling that was cut off; else does nothing. */
export async function seedDemo(core: Core): Promise<void> {
  const { mode, isSetUp, register: existing } = await core.run('app.describe', {});
  if (mode.kind !== 'ready' || (isSetUp && existing?.isDemo !== true)) return;
  if (!isSetUp) await core.run('register.setUp', { commandId: stepId('register'), register, staff });
  const { categories } = await core.run('catalog.categories', {});
  if (categories.length === 0) {
    await core.run('catalog.put', { commandId: stepId('catalogue'), ...shop.parse(catalogue) });
  }
  await seedPromotions(core);
  await seedCustomers(core);
  await seedQuickKeys(core);
}
