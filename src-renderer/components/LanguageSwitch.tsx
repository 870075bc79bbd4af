// The other language, in its own script, one tap away on every screen.
import { useCounter, useTill, useWords } from '#screen/state/context.tsx';
import { speak } from '#screen/verbs/settings.ts';
import { keepFocus } from './ActionButton.tsx';

export function LanguageSwitch() {
  const { till } = useCounter();
  const words = useWords().screen;
  const other = useTill((state) => (state.language === 'en' ? 'zh' : 'en'));
  return (
    <button
      type="button"
      className="languageSwitch"
      title={words.switchLanguage}
      onMouseDown={keepFocus}
      onClick={() => speak(till, other)}
    >
      <span lang={other === 'zh' ? 'zh-CN' : 'en'} translate="no">
        {words.otherLanguage}
      </span>
    </button>
  );
}
