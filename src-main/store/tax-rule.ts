// The shop's tax rules as one row. Applies nothing.
import { firstTaxRules, taxRules } from '#contract/tax-rule.ts';
import type { TaxRules } from '#contract/tax-rule.ts';
import { schemaOf } from './migrate.ts';
import { prices } from './migrations/0010-prices.ts';
import type { Db } from './open.ts';
import { plucked, statement } from './statement.ts';

/** The rules; the first ones until the shop has set its own. Throws where they cannot be read: no tax is guessed. */
export function readTaxRules(db: Db): TaxRules {
  // A store that may only be looked at can be of a schema that had none yet.
  if (schemaOf(db) < prices.number) return firstTaxRules;
  const text = plucked(db, 'SELECT rules FROM tax_rule').get() as string | undefined;
  return text === undefined ? firstTaxRules : taxRules.parse(JSON.parse(text));
}

export function writeTaxRules(db: Db, rules: TaxRules): void {
  statement(db, 'INSERT OR REPLACE INTO tax_rule VALUES (1, ?)').run(JSON.stringify(rules));
}
