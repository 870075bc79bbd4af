// Quick keys: selling with them, arranging them with keys alone and by touch alone, and finding articles by name and by
// the initials of their pinyin.
import { article, barcode } from '#test/support/catalogue.ts';
import { expectAccessible, expectAccessibleInThemes, expectToFit, wordsOn } from '#test/support/look.ts';
import { QuickKeys } from '#test/support/quick-keys.ts';
import { expect, test as base } from '#test/support/till.ts';

const bag = article('Carrier Bag, Small').sku;
const eggs = article('Tea Egg').sku;
const bananas = article('Bananas').sku;
const milk = article('Fresh Whole Milk 950 ml').sku;
const water = article('Spring Water 550 ml').sku;

/** What stands in Latin letters on a Chinese screen all the same: the shop's and people's names, keys. */
const latin = /Counterfoil Demo|Li Na|Wang Wei|Chen Jing|\bF\d+\b|\bEsc\b|English/g;

const test = base.extend<{ keys: QuickKeys }>({
  keys: async ({ till }, use) => use(new QuickKeys(till)),
});

test.describe('at the counter', () => {
  test.beforeEach(({ till }) => till.startWork('cashier'));

  test('a tap adds, and the key counts what is in the basket', async ({ till, keys }) => {
    await expect(keys.tiles).toHaveCount(18);
    await expect(keys.badge(bag)).toHaveCount(0);
    await till.pickArticle(bag);
    await expect(till.line(bag)).toBeVisible();
    await expect(keys.badge(bag)).toHaveText('1');
    await till.pickArticle(bag);
    await expect(keys.badge(bag)).toHaveText('2');
    await till.press('-');
    await expect(keys.badge(bag)).toHaveCount(0);
  });

  test('the quantity typed before counts', async ({ till, keys }) => {
    await till.type('12*');
    await till.pickArticle(eggs);
    await expect(keys.badge(eggs)).toHaveText('12');
    await expect(till.total).toHaveText('¥24.00');
    await till.type('0.842*');
    await till.pickArticle(bananas);
    // The price below says per kilogram; whoever does not see it is told so with the figure.
    await expect(keys.badge(bananas)).toHaveText('0.842');
    await expect(keys.tile(bananas).locator('.tileBadge')).toContainText('kg');
    await expect(till.total).toHaveText('¥30.72');
  });

  test('a key that cannot add says why instead of its price', async ({ till, keys }) => {
    await till.type('1.5*');
    await expect(keys.tile(eggs)).toBeDisabled();
    await expect(keys.tile(eggs)).toContainText('Whole pieces only');
    await expect(keys.tile(bananas)).toBeEnabled();
    await till.press('Escape');
    await till.pickArticle(eggs);
    await expect(till.line(eggs)).toBeVisible();
    await till.pay();
    await till.type('1');
    await till.press('Enter');
    await expect(till.paid).toBeVisible();
    await till.press('Escape');
    await expect(keys.tile(bananas)).toBeDisabled();
    await expect(keys.tile(bananas)).toContainText('Cash is already taken');
  });

  test('tabs lead to every article, by touch and by key', async ({ till, keys }) => {
    await expect(keys.tiles).toHaveCount(18);
    const pages = await keys.pages.count();
    for (let at = 0; at < pages; at += 1) await till.press('Control+ArrowRight');
    await expect(till.page.locator('[data-category]').first()).toBeVisible();
    await till.pickCategory('drinks');
    await till.pickArticle(water);
    await expect(keys.badge(water)).toHaveText('1');
    await till.press('Control+ArrowRight');
    await expect(keys.tile(bag)).toBeVisible();
  });

  test('a cashier cannot arrange', async ({ till, keys }) => {
    await expect(keys.tiles).toHaveCount(18);
    await expect(keys.arrange).toHaveCount(0);
    await till.press('Control+k');
    await till.press('ArrowDown');
    await expect(till.panel).toHaveCount(0);
  });
});

test.describe('arranging', () => {
  test.beforeEach(({ till }) => till.startWork());

  test('with keys alone; what is saved survives a restart', async ({ till, keys }) => {
    test.setTimeout(90_000);
    await till.press('Control+k');
    await expect(keys.tiles).toHaveCount(18);
    const before = await keys.skus();
    // The first key two places on, in another colour; the one after it taken off.
    await till.walkTo(keys.tiles.first());
    await till.press('ArrowRight', 'ArrowLeft', 'Control+ArrowRight', 'Control+ArrowRight');
    expect((await keys.skus()).slice(0, 3)).toEqual([before[1], before[2], before[0]]);
    await till.walkTo(keys.swatch('rose'));
    await till.press('Enter');
    await till.walkTo(keys.tile(bag));
    await till.press('ArrowRight', 'Delete');
    await expect(keys.tiles).toHaveCount(17);
    // What is looked for needs no field; Enter adds it.
    await till.press('Escape');
    await expect(keys.tool('keep')).toBeFocused();
    await till.press('Enter');
    await till.type('whole milk 9');
    await expect(keys.foundArticle(milk)).toBeVisible();
    await till.press('Enter');
    await expect(keys.tile(milk)).toBeVisible();
    // A page of its own, named in one language.
    await till.walkTo(keys.tool('addPage'));
    await till.press('Enter');
    await till.walkTo(keys.pageName('en'));
    await till.type('Morning');
    await till.walkTo(keys.tool('pageLeft'));
    await till.press('Enter', 'Enter', 'Enter', 'Enter');
    await till.scan(barcode('Spring Water 550 ml'));
    await expect(keys.tile(water)).toBeVisible();
    await till.press('F9');
    await expect(till.panel).toHaveCount(0);
    await expect(keys.pages.first()).toHaveText('Morning');
    expect(await keys.skus()).toEqual([water]);

    await till.kill();
    await till.start();
    await till.unlock('manager');
    await expect(keys.pages.first()).toHaveText('Morning');
    expect(await keys.skus()).toEqual([water]);
    await till.press('Control+ArrowRight');
    await expect(keys.tiles).toHaveCount(18);
    const after = await keys.skus();
    expect([after.slice(0, 3), after.at(-1)]).toEqual([[before[1], before[2], before[0]], milk]);
    await expect(keys.tile(bag)).toHaveAttribute('data-colour', 'rose');
    await till.switchLanguage();
    await expect(keys.pages.first()).toHaveText('Morning');
  });

  test.describe('by touch', () => {
    test.use({ contextOptions: { hasTouch: true } });

    test('alone: pages, keys, colours', async ({ till, keys }) => {
      const tap = async (name: string) => keys.tool(name).tap();
      await keys.arrange.tap();
      await expect(keys.tiles).toHaveCount(18);
      const before = await keys.skus();
      await keys.tile(eggs).tap();
      await keys.swatch('sky').tap();
      await tap('keyEarlier');
      const at = before.indexOf(eggs);
      expect((await keys.skus()).slice(at - 1, at + 1)).toEqual([eggs, before[at - 1]]);
      await tap('keyLater');
      expect(await keys.skus()).toEqual(before);
      await keys.tile(bag).tap();
      await tap('takeOff');
      await expect(keys.tiles).toHaveCount(17);
      await tap('addPage');
      await keys.found.nth(2).tap();
      await keys.found.nth(3).tap();
      await expect(keys.tiles).toHaveCount(2);
      // The same article twice on a page is told, and is no second key.
      await keys.found.nth(3).tap();
      await expect(till.notice).toContainText('is already on this page');
      await expect(keys.tiles).toHaveCount(2);
      await tap('pageLeft');
      await tap('deletePage');
      await expect(till.panel).toContainText('with 2 keys?');
      await tap('keep');
      await till.page.locator('[data-action="arrange.save"]').tap();
      await expect(till.panel).toHaveCount(0);
      await expect(keys.tiles).toHaveCount(2);
      await expect(keys.pages.nth(-2)).toHaveText('New page');
    });
  });

  test('cancelling changes nothing, after a question', async ({ till, keys }) => {
    await expect(keys.tiles).toHaveCount(18);
    const before = await keys.skus();
    const pages = await keys.pages.allInnerTexts();
    await till.tap('quick.arrange');
    await keys.tile(bag).click();
    await keys.tool('takeOff').click();
    await keys.tool('deletePage').click();
    await keys.tool('delete').click();
    await keys.tool('cancel').click();
    await expect(till.panel).toContainText('Throw away what you changed?');
    await till.press('Escape');
    await keys.tool('cancel').click();
    await keys.tool('discard').click();
    await expect(till.panel).toHaveCount(0);
    expect(await keys.pages.allInnerTexts()).toEqual(pages);
    expect(await keys.skus()).toEqual(before);
  });

  test('a key can be dragged to its place as well', async ({ till, keys }) => {
    await till.tap('quick.arrange');
    const before = await keys.skus();
    await keys.tiles.nth(0).dragTo(keys.tiles.nth(4));
    const [first, ...rest] = before;
    expect(await keys.skus()).toEqual([...rest.slice(0, 4), first, ...rest.slice(4)]);
  });

  for (const viewport of [
    { width: 1366, height: 768 },
    { width: 1024, height: 768 },
  ]) {
    for (const language of ['en', 'zh'] as const) {
      test.describe(`${viewport.width}, ${language}`, () => {
        test.use({ viewport, language });

        test('everything fits and is within reach of everybody', async ({ till, keys }) => {
          const isAccessible = async () => {
            // Colours and roles are the same at every size and in every language.
            if (viewport.width === 1366 && language === 'en') await expectAccessibleInThemes(till.page);
          };
          const expectChinese = async () =>
            expect((await wordsOn(till.page)).replace(latin, '')).not.toMatch(/[A-Za-z]{2,}/);
          test.setTimeout(90_000);
          await till.showArticles();
          await expect(keys.tiles).toHaveCount(18);
          await expectToFit(till.page);
          await till.pickArticle(bag);
          await expect(keys.badge(bag)).toBeVisible();
          await till.type('1.5*');
          await expectToFit(till.page);
          await isAccessible();
          await till.press('Escape');
          await till.press('Control+k');
          await keys.tile(bag).click();
          await expect(keys.found.first()).toBeVisible();
          await expectToFit(till.page);
          await isAccessible();
          if (language === 'zh') await expectChinese();
          await keys.tool('deletePage').click();
          await expectToFit(till.page);
          await isAccessible();
          if (language === 'zh') await expectChinese();
        });
      });
    }
  }
});

test('a shop without pages: a manager can make them, everybody has all articles', async ({ till, keys }) => {
  await till.startWork();
  await till.tap('quick.arrange');
  const pages = await keys.arrangedPages.count();
  for (let at = 0; at < pages; at += 1) {
    await keys.tool('deletePage').click();
    await keys.tool('delete').click();
  }
  await till.press('F9');
  await expect(keys.pages).toHaveCount(0);
  await expect(till.page.locator('.shelf')).toContainText('There are no quick keys yet');
  await expect(keys.arrange).toBeVisible();
  await till.pickCategory('drinks');
  await till.pickArticle(water);
  await expect(till.line(water)).toBeVisible();
  await till.tap('quick.arrange');
  await till.scan(barcode('Spring Water 550 ml'));
  await expect(till.notice).toContainText('Add a page first');
  await expect(till.line(water)).toContainText('1');
});

test.describe('search', () => {
  test.beforeEach(({ till }) => till.startWork());

  test('the initials of the pinyin find an article', async ({ till, keys }) => {
    await till.type('yytrs');
    await expect(keys.found.first()).toContainText('Spring Water 550 ml');
    await till.press('Enter');
    await expect(till.line(water)).toBeVisible();
    await till.type('qzcnn');
    await expect(keys.found.first()).toHaveAttribute('data-sku', 'D0003');
  });

  test('two hundred found are a handful of rows; the ends are one key away', async ({ till, keys }) => {
    await till.press('F2');
    await expect(till.panel).toContainText('The first 200 articles');
    expect(await keys.found.count()).toBeLessThan(40);
    await till.press('End');
    const last = till.page.locator('.found[aria-posinset="200"]');
    await expect(last).toBeVisible();
    await expect(last).toBeInViewport({ ratio: 1 });
    await expect(last).toHaveAttribute('aria-selected', 'true');
    expect(await keys.found.count()).toBeLessThan(40);
    await till.press('PageUp', 'ArrowUp');
    await expect(keys.chosenFound).toHaveAttribute('aria-posinset', '192');
    await till.press('Home', 'ArrowDown', 'PageDown');
    await expect(keys.chosenFound).toHaveAttribute('aria-posinset', '9');
    await till.press('Home', 'Enter');
    await expect(till.lines.or(till.panel)).toHaveCount(1);
  });

  test('what is not there is said in words', async ({ till }) => {
    await till.type('qqqq');
    await expect(till.panel).toContainText('Nothing is called that');
    await till.press('Enter');
    await expect(till.panel).toBeVisible();
    await expect(till.lines).toHaveCount(0);
    await expectAccessible(till.page);
  });
});
