// What a person would see wrong at once: something cut off, off the screen, too small to hit, or in the wrong language.
// Judges the page as it stands; clicks nothing.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from 'playwright/test';
import type { Page } from 'playwright/test';

/** WCAG's floor is 24; ours is what a thumb hits on a counter. */
const MIN_TARGET_PX = 48;

/** Runs in the page: one line for each thing that does not fit. */
function findMisfits(minTargetPx: number): string[] {
  const misfits: string[] = [];
  const slack = 1;
  // A panel, or the till that has stopped answering, covers the rest on purpose.
  const root = document.querySelector('dialog[open], .away') ?? document.body;
  const name = (element: Element) =>
    `${element.tagName.toLowerCase()}.${element.className} “${(element.textContent ?? '').trim().slice(0, 40)}”`;
  const page = document.documentElement;
  if (page.scrollWidth > innerWidth + slack || page.scrollHeight > innerHeight + slack) {
    misfits.push(`the page scrolls: ${page.scrollWidth} × ${page.scrollHeight}`);
  }
  const isSeen = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true }) && element.closest('.unseen') === null;
  const scroller = (element: Element): Element | null => {
    for (let at = element.parentElement; at !== null; at = at.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
    }
    return null;
  };
  const room = (element: Element) => {
    const box = scroller(element)?.getBoundingClientRect();
    // Inside a list that scrolls only the width is fixed.
    return box
      ? { left: box.left, right: box.right, top: -Infinity, bottom: Infinity }
      : { left: 0, right: innerWidth, top: 0, bottom: innerHeight };
  };
  const isWithin = (inner: DOMRect, outer: { left: number; right: number; top: number; bottom: number }) =>
    inner.left >= outer.left - slack &&
    inner.right <= outer.right + slack &&
    inner.top >= outer.top - slack &&
    inner.bottom <= outer.bottom + slack;

  /** A finger on it would press something else; what a list has scrolled away is not there to be pressed. */
  const isCovered = (target: Element, box: DOMRect) => {
    const list = scroller(target)?.getBoundingClientRect();
    // The middle and a quarter in from each corner: a neighbour may lie over the edge alone.
    const parts = [
      [0.5, 0.5],
      [0.25, 0.25],
      [0.75, 0.25],
      [0.25, 0.75],
      [0.75, 0.75],
    ] as const;
    return parts.some(([right, down]) => {
      const [x, y] = [box.left + box.width * right, box.top + box.height * down];
      if (list && (y < list.top || y > list.bottom || x < list.left || x > list.right)) return false;
      const hit = document.elementFromPoint(x, y);
      return hit !== null && !target.contains(hit) && !hit.contains(target);
    });
  };

  for (const target of root.querySelectorAll('button, input, select, a[href]')) {
    if (!isSeen(target)) continue;
    const box = target.getBoundingClientRect();
    if (box.width < minTargetPx - 0.5 || box.height < minTargetPx - 0.5) {
      misfits.push(`too small, ${Math.round(box.width)} × ${Math.round(box.height)}: ${name(target)}`);
    }
    if (!isWithin(box, room(target))) misfits.push(`off the screen: ${name(target)}`);
    if (isCovered(target, box)) misfits.push(`under something else: ${name(target)}`);
  }

  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const holder = node.parentElement;
    if (holder === null || (node.textContent ?? '').trim() === '' || !isSeen(holder)) continue;
    const style = getComputedStyle(holder);
    // Long names end in an ellipsis on purpose; figures never do.
    const mayEllipse = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none';
    const range = document.createRange();
    range.selectNodeContents(node);
    const frame = holder.closest('button, li, dt, dd, header, nav, section, dialog, main') ?? document.body;
    const outer = frame.getBoundingClientRect();
    for (const box of range.getClientRects()) {
      if (mayEllipse) continue;
      if (!isWithin(box, room(holder))) misfits.push(`text off the screen: ${name(holder)}`);
      else if (!isWithin(box, outer)) misfits.push(`text outside its box: ${name(holder)}`);
    }
  }
  return misfits;
}

/** Nothing clipped, nothing off the screen, every target large enough. */
export async function expectToFit(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  expect(await page.evaluate(findMisfits, MIN_TARGET_PX)).toEqual([]);
}

async function expectNoViolations(axe: AxeBuilder): Promise<void> {
  const { violations } = await axe.analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
  expect(found).toEqual([]);
}

/** WCAG 2.2 A and AA as far as a machine can tell. */
export async function expectAccessible(page: Page): Promise<void> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  await expectNoViolations(new AxeBuilder({ page }).withTags(tags));
}

/**
 * The same in every theme. Only colours differ between them, so only they are judged again; and what lies dimmed under
 * a panel was judged when it lay open.
 */
export async function expectAccessibleInThemes(page: Page): Promise<void> {
  await expectAccessible(page);
  const root = page.locator('html');
  const before = (await root.getAttribute('data-theme')) ?? 'light';
  const wear = (theme: string) => root.evaluate((html, name) => html.setAttribute('data-theme', name), theme);
  for (const theme of ['light', 'dark', 'contrast'].filter((name) => name !== before)) {
    await wear(theme);
    await test.step(theme, async () => {
      const axe = new AxeBuilder({ page }).withRules(['color-contrast']);
      const isPanelOpen = (await page.locator('dialog[open]').count()) > 0;
      await expectNoViolations(isPanelOpen ? axe.include('dialog[open]') : axe);
    });
  }
  await wear(before);
}

/** Every word on the screen that belongs to the program: names, codes, figures and key caps are marked in the page. */
export async function wordsOn(page: Page): Promise<string> {
  return page.evaluate(() => {
    const words: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      if (node.parentElement?.closest('[translate="no"], script, style') === null) {
        words.push(node.textContent ?? '');
      }
    }
    const labelled = [...document.querySelectorAll('[aria-label], [title]')];
    for (const element of labelled) {
      words.push(element.getAttribute('aria-label') ?? '', element.getAttribute('title') ?? '');
    }
    return words.join('\n');
  });
}
