// Catches a fault of the screen itself: says that nothing was lost and draws everything anew. The till's own faults are
// notices and never come here.
import { Component } from 'react';
import type { ReactNode } from 'react';
import { wordsFor } from '#contract/words/index.ts';
import { firstLanguage } from '#screen/state/language.ts';

export class Boundary extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override componentDidCatch(error: unknown): void {
    console.error('The screen failed.', error);
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children;
    const words = wordsFor(firstLanguage()).trouble;
    return (
      <main className="message">
        <h1>{words.screenFault}</h1>
        <button type="button" className="button isMain" onClick={() => location.reload()}>
          {words.startAgain}
        </button>
      </main>
    );
  }
}
