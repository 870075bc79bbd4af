// What lies over the counter: a native dialog that holds the focus itself, so that no button inside takes Enter from the
// key router. Closing is the router's business.
import { useId, useLayoutEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { NoticeBar } from './NoticeBar.tsx';

interface Props {
  title: string;
  className?: string;
  children: ReactNode;
}

export function Panel({ title, className = '', children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  // Closed while it still stands in the page: only then does the browser give the focus back to where it was.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element === null) return undefined;
    element.showModal();
    // A field inside asks for the focus with its own marker; else the dialog itself has it.
    (element.querySelector<HTMLElement>('[data-first-focus]') ?? element).focus();
    return () => element.close();
  }, []);
  // A step that goes takes its field along; the focus then falls to the page behind, which nobody can reach.
  useLayoutEffect(() => {
    if (document.activeElement === document.body) dialog.current?.focus();
  });
  return (
    <dialog ref={dialog} className={`panel ${className}`} tabIndex={-1} aria-labelledby={titleId}>
      <h2 id={titleId}>{title}</h2>
      {children}
      <NoticeBar />
    </dialog>
  );
}
