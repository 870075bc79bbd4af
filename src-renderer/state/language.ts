// The screen's own language: asked for in the address, else chosen here before, else the machine's. Kept on this
// machine only; the language of receipts is the register's.
import { language } from '#contract/text.ts';
import type { Language } from '#contract/text.ts';

const KEY = 'counterfoil.language';

function known(value: string | null | undefined): Language | null {
  const read = language.safeParse(value);
  return read.success ? read.data : null;
}

export function firstLanguage(): Language {
  const asked = known(new URLSearchParams(location.search).get('lang'));
  const machine = navigator.language.startsWith('zh') ? 'zh' : 'en';
  return asked ?? known(localStorage.getItem(KEY)) ?? machine;
}

export function keepLanguage(chosen: Language): void {
  localStorage.setItem(KEY, chosen);
  document.documentElement.lang = chosen === 'zh' ? 'zh-CN' : 'en';
}
