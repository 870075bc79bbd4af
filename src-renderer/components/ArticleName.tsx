// An article by its name, learned from the till where it is not known yet.
import { useEffect } from 'react';
import { learnName } from '#screen/verbs/shop.ts';
import { useCounter, useTill } from '#screen/state/context.tsx';

/** What an article is called in the screen's language; its stock code until the till has said. */
export function useArticleName(sku: string): string {
  const { till } = useCounter();
  const language = useTill((state) => state.language);
  const names = useTill((state) => state.articleNames[sku]);
  useEffect(() => {
    void learnName(till, sku);
  }, [till, sku]);
  return names?.[language] ?? sku;
}
