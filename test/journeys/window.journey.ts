// What only a window of Electron has: its walls, its crash, its second start, its end. On the stand-in for Electron: the
// built program, its preload and its headers, in a Chromium and a plain Node in Electron's place.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import type { Page } from 'playwright';
import { barcode } from '#test/support/catalogue.ts';
import { startProgram } from '#test/support/cdp-electron/start.ts';
import type { StandInOptions, StandInTill } from '#test/support/cdp-electron/start.ts';
import { copyShop } from '#test/support/journey-shop.ts';
import { dataFolder, standInOptions, startInStandIn } from '#test/support/till-process.ts';
import { expect, test as base, Till } from '#test/support/till.ts';

const water = barcode('Spring Water 550 ml');
const milk = barcode('Fresh Whole Milk 950 ml');

interface Fixtures {
  /** The till in its window, and its process. */
  standIn: { till: Till; options: StandInOptions; window: () => StandInTill };
}

const test = base.extend<Fixtures>({
  standIn: async ({ launchOptions, viewport, language }, use) => {
    const data = await dataFolder();
    await copyShop(data.path);
    const options = standInOptions(data.path, true, { launchOptions, viewport, language });
    let window: StandInTill | null = null;
    const till = new Till(data.path, async () => (window = await startInStandIn(options)));
    await till.start();
    await use({
      till,
      options,
      window: () => {
        if (window === null) throw new Error('The till is not started.');
        return window;
      },
    });
    await till.close();
    await data.remove();
  },
});

/** What the till wrote into its log. */
function logOf(till: Till): string {
  const folder = join(till.folder, 'log');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.log') || name.endsWith('.json'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
}

/** As a script would that somebody got into the page: with a person's gesture, which opens more doors. */
async function runAsPage(page: Page, expression: string): Promise<unknown> {
  const session = await page.context().newCDPSession(page);
  const { result } = await session.send('Runtime.evaluate', {
    expression,
    userGesture: true,
    awaitPromise: true,
    returnByValue: true,
  });
  return result.value;
}

// That it opens no window is held in hardening.test.ts: a Chromium with two debuggers, this program's and Playwright's, stops or
// crashes now and then where one of them shuts a page that the other still holds.
test('the page cannot leave, ask for a device, or save a file', async ({ standIn: { till } }) => {
  const { page } = till;
  await till.startWork();
  await till.scan(water);
  await expect(till.lines).toHaveCount(1);
  const address = page.url();

  const heldBack = () => logOf(till).split('"what":"will-navigate"').length - 1;
  for (const there of ['https://evil.example/', '/assets/nothing', '/?lang=zh']) {
    const before = heldBack();
    await runAsPage(page, `void (location.href = ${JSON.stringify(there)})`);
    await expect.poll(heldBack).toBe(before + 1);
  }
  await runAsPage(
    page,
    `document.body.append(Object.assign(document.createElement('a'), { href: 'https://evil.example/', id: 'out' }));
     document.getElementById('out').click()`,
  );
  await expect.poll(heldBack).toBe(4);
  expect(page.url()).toBe(address);

  const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read'];
  const states = `Promise.all(${JSON.stringify(names)}.map(async (name) =>
    (await navigator.permissions.query({ name })).state))`;
  expect(await runAsPage(page, states)).toEqual(names.map(() => 'denied'));
  const asked = `Promise.all([
    new Promise((done) => navigator.geolocation.getCurrentPosition(() => done('given'), (error) => done(error.code))),
    Notification.requestPermission(),
    navigator.mediaDevices.getUserMedia({ audio: true }).then(() => 'given', (error) => error.name),
  ])`;
  expect(await runAsPage(page, asked)).toEqual([1, 'denied', 'NotAllowedError']);

  // Large, so that it is not saved before the till has said no.
  const downloading = page.waitForEvent('download');
  await runAsPage(
    page,
    `document.body.append(Object.assign(document.createElement('a'),
       { href: URL.createObjectURL(new Blob(Array(100).fill('x'.repeat(1e6)))), download: 'x.exe', id: 'file' }));
     document.getElementById('file').click()`,
  );
  expect(await (await downloading).failure()).not.toBeNull();

  await expect(till.lines).toHaveCount(1);
  await till.payCash('2');
});

test('the page runs no script and no markup that is not its own', async ({ standIn: { till } }) => {
  const { page } = till;
  await till.expectScreen('unlock');
  const attempts = `(() => {
    const attempt = (act) => { try { act(); return 'done'; } catch (error) { return error.name; } };
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective));
    return [
      attempt(() => (document.createElement('div').innerHTML = '<img src=x onerror=alert(1)>')),
      attempt(() => setTimeout('window.ran = true', 0)),
      attempt(() => (document.createElement('script').text = 'window.ran = true')),
      attempt(() => trustedTypes.createPolicy('mine', {})),
    ];
  })()`;
  expect(await page.evaluate(attempts)).toEqual(['TypeError', 'TypeError', 'TypeError', 'TypeError']);
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.append('window.ran = true');
    const style = document.createElement('style');
    style.append('body { display: none }');
    document.body.append(script, style);
    const image = new Image();
    image.src = 'https://evil.example/x.png';
    document.body.append(image, document.createElement('iframe'));
    document.querySelector('iframe')?.setAttribute('src', 'https://evil.example/');
  });
  const reached = () =>
    page.evaluate(() => fetch('https://evil.example/').then(String, (error: Error) => error.name));
  expect(await reached()).toBe('TypeError');
  const violations = () => page.evaluate('violations.join()') as Promise<string>;
  for (const directive of [
    'style-src-elem',
    'img-src',
    'frame-src',
    'connect-src',
    'require-trusted-types-for',
  ]) {
    await expect.poll(violations).toContain(directive);
  }
  expect(await page.evaluate(`'ran' in window`)).toBe(false);
});

test('the page sees of the preload one word, and gets a port that nobody else gets', async ({
  standIn: { till },
}) => {
  const { page } = till;
  await till.expectScreen('unlock');
  const seen = await page.evaluate(`[
    Object.getOwnPropertyDescriptor(window, 'counterfoilPreload'),
    ['require', 'process', 'module', 'electron', 'ipcRenderer'].filter((name) => name in window),
  ]`);
  const word = { value: true, writable: false, enumerable: true, configurable: false };
  expect(seen).toEqual([word, []]);

  // Taken there from outside, because the page itself cannot go.
  await page.goto('data:text/html,<title>foreign</title>');
  await page.evaluate(() => {
    addEventListener('message', (event) => event.ports.length > 0 && (document.title = 'it has a port'));
  });
  await expect.poll(() => logOf(till)).toContain('a foreign page was loaded and got no port');
  expect(await page.title()).toBe('foreign');
});

test.describe('in Chinese', () => {
  test.use({ language: 'zh' });

  test('a screen that crashes comes back with the basket, in its language', async ({ standIn }) => {
    const { till, window } = standIn;
    await till.startWork();
    await till.scan(water);
    await till.scan(milk);
    await expect(till.lines).toHaveCount(2);
    const session = await till.page.context().newCDPSession(till.page);
    const crashed = till.page.waitForEvent('crash');
    // Never answered: who could?
    void session.send('Page.crash').catch(() => {});
    await crashed;
    await expect.poll(() => logOf(till)).toContain('the screen crashed and is started again');
    await window().look();
    await till.expectScreen('sell');
    await expect(till.lines).toHaveCount(2);
    await expect(till.page.locator('html')).toHaveAttribute('lang', /^zh/);
    await till.payCash('20');
    await expect(till.change).toHaveText('¥1.20');
  });
});

test('the screen can be loaded anew by its own button', async ({ standIn: { till } }) => {
  await till.startWork();
  await till.scan(water);
  await expect(till.lines).toHaveCount(1);
  const loaded = till.page.waitForEvent('load');
  await runAsPage(till.page, 'void location.reload()');
  await loaded;
  await till.expectScreen('sell');
  await expect(till.lines).toHaveCount(1);
});

test('a second start shows the first one’s window and ends', async ({ standIn: { till, options } }) => {
  await till.expectScreen('unlock');
  const session = await till.page.context().newCDPSession(till.page);
  const { windowId } = await session.send('Browser.getWindowForTarget');
  await session.send('Browser.setWindowBounds', { windowId, bounds: { windowState: 'minimized' } });
  const state = async () => (await session.send('Browser.getWindowBounds', { windowId })).bounds.windowState;
  await expect.poll(state).toBe('minimized');
  const second = startProgram(options);
  const [code] = (await once(second, 'exit')) as [number];
  expect(code).toBe(0);
  await expect.poll(state).toBe('normal');
  await till.unlock('manager');
});

test('closing the window ends the program, well, and the next start has the basket', async ({
  standIn: { till, window },
}) => {
  await till.startWork();
  await till.scan(water);
  await expect(till.lines).toHaveCount(1);
  const first = window();
  await till.page.close();
  expect(await first.ended()).toBe(0);
  expect(first.complaint).toBe('');
  // Books that were closed have nothing beside them that waits to be read in.
  const beside = join(till.folder, 'till.db-wal');
  expect(existsSync(beside)).toBe(false);
  await till.start();
  await till.unlock('manager');
  await expect(till.lines).toHaveCount(1);
  window().child.kill('SIGTERM');
  expect(await window().ended()).toBe(0);
  expect(existsSync(beside)).toBe(false);
  await till.start();
  await till.expectScreen('unlock');
});
