// A till that is new: the shop, the register, the first manager. A plain form; the main process judges it.
import { useState } from 'react';
import type { FormEvent } from 'react';
import { currency } from '#contract/money.ts';
import type { Currency } from '#contract/money.ts';
import type { CashRounding } from '#contract/register.ts';
import type { StaffId } from '#contract/ids.ts';
import type { Money } from '#contract/money.ts';
import type { Language } from '#contract/text.ts';
import { useCounter, useTill, useWords } from '#screen/state/context.tsx';
import { setUp } from '#screen/verbs/staff.ts';

const currencies = Object.values(currency.def.entries);
const zones = [
  'Asia/Shanghai',
  'Asia/Hong_Kong',
  'Asia/Singapore',
  'Asia/Tokyo',
  'Asia/Seoul',
  'Asia/Kuwait',
  'Europe/London',
  'Europe/Berlin',
  'Europe/Zurich',
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'UTC',
];

/** Where the smallest coin is larger than the smallest unit, cash is settled in its steps. */
const cashSteps: Partial<Record<Currency, CashRounding>> = {
  AUD: { increment: 5 as Money, mode: 'half-up' },
  CAD: { increment: 5 as Money, mode: 'half-up' },
  CHF: { increment: 5 as Money, mode: 'half-up' },
  HKD: { increment: 10 as Money, mode: 'half-up' },
  TWD: { increment: 100 as Money, mode: 'half-up' },
};

/** Sales after midnight belong to the evening they end. */
const DAY_STARTS_AT = 5;

function zoneName(zone: string, locale: string): string {
  const parts = new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    timeZoneName: 'longGeneric',
  }).formatToParts();
  return `${parts.find((part) => part.type === 'timeZoneName')?.value ?? zone} (${zone})`;
}

function firstForm(language: Language) {
  return {
    storeName: '',
    number: '1',
    currency: language === 'zh' ? 'CNY' : 'EUR',
    timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    manager: '',
    pin: '',
  };
}

type Form = ReturnType<typeof firstForm>;

/** What the till is asked: what the form says, and what a new shop is not asked yet. */
function argsOf(form: Form, language: Language): Parameters<typeof setUp>[1] {
  const code = currency.parse(form.currency);
  return {
    register: {
      storeName: form.storeName.trim(),
      number: Number(form.number),
      currency: code,
      timeZone: form.timeZone,
      dayStartsAt: DAY_STARTS_AT,
      rounding: 'half-up',
      taxRounding: 'line',
      cashRounding: cashSteps[code] ?? null,
      receiptLanguage: language,
      isDemo: false,
    },
    staff: [{ staffId: 'manager' as StaffId, name: form.manager.trim(), role: 'manager', pin: form.pin }],
  };
}

/** The props of the control that writes this part of the form. */
type FieldOf = (name: keyof Form) => {
  name: string;
  value: string;
  onChange: (event: { target: { value: string } }) => void;
};

function ShopFields({ field, language }: { field: FieldOf; language: Language }) {
  const words = useWords().screen;
  const locale = language === 'zh' ? 'zh-CN' : 'en';
  const currencyNames = new Intl.DisplayNames(locale, { type: 'currency' });
  const here = firstForm(language).timeZone;
  return (
    <>
      <label className="field">
        <span>{words.storeName}</span>
        <input required maxLength={60} autoFocus {...field('storeName')} />
      </label>
      <label className="field">
        <span>{words.registerNumber}</span>
        <input required type="number" min={1} max={99} {...field('number')} />
      </label>
      <label className="field">
        <span>{words.currency}</span>
        <select {...field('currency')}>
          {currencies.map((code) => (
            <option key={code} value={code}>
              {currencyNames.of(code)} ({code})
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>{words.timeZone}</span>
        <select {...field('timeZone')}>
          {[...new Set([here, ...zones])].map((zone) => (
            <option key={zone} value={zone}>
              {zoneName(zone, locale)}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

export function SetUp() {
  const { till } = useCounter();
  const { screen: words, look } = useWords();
  const language = useTill((state) => state.language);
  const [form, setForm] = useState(() => firstForm(language));
  const field: FieldOf = (name) => ({
    name,
    value: form[name],
    onChange: (event) => setForm({ ...form, [name]: event.target.value }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void setUp(till, argsOf(form, language));
  };
  return (
    <form className="setUp" onSubmit={submit}>
      <h1>{words.setUpTitle}</h1>
      <p>{words.setUpHint}</p>
      <div className="fields">
        <ShopFields field={field} language={language} />
        <label className="field">
          <span>{words.managerName}</span>
          <input required maxLength={60} {...field('manager')} />
        </label>
        <label className="field">
          <span>{words.managerPin}</span>
          <input
            required
            type="password"
            inputMode="numeric"
            pattern="[0-9]{4,8}"
            maxLength={8}
            autoComplete="new-password"
            {...field('pin')}
          />
        </label>
      </div>
      <p className="aside">{look.sizeLater}</p>
      <button type="submit" className="button isMain">
        {words.setUp}
      </button>
    </form>
  );
}
