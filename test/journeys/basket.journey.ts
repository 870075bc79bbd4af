// A basket of two hundred lines: each scan draws one line, counted in React's own record of what it rendered, and the
// newest is in view.
import type { Page } from 'playwright/test';
import { barcode, someBarcodes } from '#test/support/catalogue.ts';
import { Keys } from '#test/support/scanner.ts';
import { expect, test } from '#test/support/till.ts';

const LINES = 200;

interface Fiber {
  alternate: Fiber | null;
  child: Fiber | null;
  sibling: Fiber | null;
  flags: number;
  memoizedProps: { line?: { lineId?: string } } | null;
}

/** What React calls after each commit, if it is there when React starts: the hook of its own developer tools. */
function watchReact(): void {
  /** React's mark on a component whose function ran in this commit. */
  const PERFORMED_WORK = 1;
  const drawn: string[] = [];
  const visit = (fiber: Fiber) => {
    const lineId = fiber.memoizedProps?.line?.lineId;
    if (lineId !== undefined && (fiber.flags & PERFORMED_WORK) !== 0) drawn.push(lineId);
    // The same children as before the commit: nothing below was looked at, and their marks are old ones.
    if (fiber.alternate !== null && fiber.alternate.child === fiber.child) return;
    for (let child = fiber.child; child !== null; child = child.sibling) visit(child);
  };
  Object.assign(window, {
    drawnLines: drawn,
    __REACT_DEVTOOLS_GLOBAL_HOOK__: {
      supportsFiber: true,
      inject: () => 1,
      onCommitFiberUnmount: () => {},
      onCommitFiberRoot: (_id: number, root: { current: Fiber }) => visit(root.current),
    },
  });
}

/** The lines drawn since the last time this was asked. */
async function drawnLines(page: Page): Promise<string[]> {
  return page.evaluate(() => (window as unknown as { drawnLines: string[] }).drawnLines.splice(0));
}

test('two hundred lines: one scan draws one line, and it is in view', async ({ till }) => {
  test.setTimeout(120_000);
  await till.page.addInitScript(watchReact);
  await till.page.reload();
  await till.startWork();
  const codes = someBarcodes(150);
  // As fast as a scanner can, one after the other, with nobody looking at the screen.
  const scanner = await Keys.on(till.page);
  for (let at = 0; at < LINES; at += 1) scanner.scan(codes[at % codes.length] ?? '', 0.05);
  await scanner.detach();
  await expect(till.lines).toHaveCount(LINES);
  await expect(till.lines.last()).toBeInViewport({ ratio: 1 });
  const newestBefore = await till.lines.last().getAttribute('data-line');
  await drawnLines(till.page);

  await till.scan(barcode('Spring Water 550 ml'));
  await expect(till.lines).toHaveCount(LINES + 1);
  await expect(till.lines.last()).toBeInViewport({ ratio: 1 });
  const newest = await till.lines.last().getAttribute('data-line');
  // The new one; and the one that was the newest until now, which is no longer what the keys mean.
  expect(new Set(await drawnLines(till.page))).toEqual(new Set([newestBefore, newest]));

  // Typing for the next one draws no line at all.
  await till.type('40');
  await expect(till.entry).toContainText('40');
  expect(await drawnLines(till.page)).toEqual([]);
});
