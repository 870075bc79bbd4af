// What pages of other origins in the same browser, a rebound name, and a script inside the till's own page can do to a till
// that is in use: nothing. A real Chromium, with the till's cookie in the same jar.
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext, Page } from 'playwright';
import { chromium } from 'playwright/test';
import { barcode } from '#test/support/catalogue.ts';
import { copyShop } from '#test/support/journey-shop.ts';
import { injections, pageAttacks } from '#test/shell/attack/from-a-page.ts';
import type { PageAttack, Prey } from '#test/shell/attack/from-a-page.ts';
import { dataFolder, startInBrowser } from '#test/support/till-process.ts';
import type { Started } from '#test/support/till-process.ts';
import { expect, test, Till } from '#test/support/till.ts';

const EVIL = 'evil.test';
let server: Server;
let context: BrowserContext;
let folder: Awaited<ReturnType<typeof dataFolder>>;
let till: Till;
let own: string;
let close: (() => Promise<void>) | null = null;

/** Serves an empty page to whoever comes; with a cookie for the till's own path, in case anybody takes it. */
async function startEvil(): Promise<Server> {
  const started = createServer((request, response) => {
    const port = new URL(request.url ?? '/', 'http://x').searchParams.get('toss');
    if (port !== null) response.setHeader('set-cookie', `counterfoil-${port}=tossed; path=/till`);
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>Evil</title><body>');
  });
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return started;
}
const evilPort = () => (server.address() as AddressInfo).port;

test.beforeEach(async ({ launchOptions, contextOptions }, info) => {
  test.skip(info.project.name !== 'browser', 'only the browser shell listens');
  server = await startEvil();
  const rules = `--host-resolver-rules=MAP ${EVIL} 127.0.0.1`;
  const browser = await chromium.launch({ ...launchOptions, args: [...(launchOptions.args ?? []), rules] });
  context = await browser.newContext(contextOptions);
  folder = await dataFolder();
  await copyShop(folder.path);
  const browsing = { browser, context, language: 'en' } as const;
  till = new Till(folder.path, (): Promise<Started> => startInBrowser(folder.path, true, browsing));
  await till.start();
  own = new URL(till.page.url()).origin;
  close = async () => {
    await till.close();
    await browser.close();
    await folder.remove();
    await new Promise((resolve) => server.close(resolve));
  };
});
test.afterEach(() => close?.());

/** Every answer that the till gives from now on; a page that is open and at work asks for nothing by HTTP. */
function watch(): string[] {
  const answers: string[] = [];
  context.on('response', (response) => {
    if (new URL(response.url()).port === new URL(own).port) answers.push(String(response.status()));
  });
  return answers;
}

async function tryAll(
  page: Page,
  attacks: readonly PageAttack[],
  prey: Prey,
  wanted: string,
): Promise<string[]> {
  const successes: string[] = [];
  for (const { name, given, run } of attacks) {
    const got = await page.evaluate(run, { ...prey, ...given } as Prey & Record<string, never>);
    if (got !== wanted) successes.push(`${name}: ${got}`);
  }
  return successes;
}

async function expectAtWork(): Promise<void> {
  await till.page.bringToFront();
  await till.scan(barcode('Spring Water 550 ml'));
  await expect(till.lines).toHaveCount(1);
  await till.page.reload();
  await till.expectScreen('sell');
  await expect(till.lines).toHaveCount(1);
}

test('another page gets nothing, whatever it tries', async () => {
  await till.startWork();
  const answers = watch();
  // A foreign site; another program on this machine, to which a browser gives the same cookies; and a page of no origin.
  for (const origin of [`http://${EVIL}:${evilPort()}`, `http://127.0.0.1:${evilPort()}`]) {
    const page = await context.newPage();
    await page.goto(origin);
    expect(await tryAll(page, pageAttacks, { own, code: 'A'.repeat(22) }, 'nothing')).toEqual([]);
    await page.close();
  }
  expect(answers.length).toBeGreaterThan(4);
  expect(answers.filter((status) => Number(status) < 400)).toEqual([]);
  await expectAtWork();
});

test('a name that is rebound to this machine leads nowhere', async () => {
  await till.startWork();
  const rebound = own.replace('127.0.0.1', EVIL);
  const page = await context.newPage();
  expect((await page.goto(`${rebound}/`))?.status()).toBe(421);
  // The refusal is a page of the attacker's origin: from it a script may ask as the attacker's own page could.
  const got = await page.evaluate(async () => {
    const answer = await fetch('/', { credentials: 'include' });
    const socket = new WebSocket(`ws://${location.host}/till`);
    const opened = await new Promise((resolve) => {
      socket.addEventListener('open', () => resolve(true));
      socket.addEventListener('error', () => resolve(false));
    });
    return { status: answer.status, text: await answer.text(), opened };
  });
  expect(got).toEqual({
    status: 421,
    text: 'This till answers only at its own address on this machine.',
    opened: false,
  });
  await page.close();
  await expectAtWork();
});

test('a cookie tossed from another port lets nobody in', async () => {
  await till.startWork();
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${evilPort()}/?toss=${new URL(own).port}`);
  await page.close();
  await till.scan(barcode('Spring Water 550 ml'));
  // The page that is open stays open. A new one may be shut out by the tossed cookie, but nobody is let in by it.
  await expect(till.lines).toHaveCount(1);
  const stranger = await context.browser()?.newContext();
  await stranger?.addCookies([
    { name: `counterfoil-${new URL(own).port}`, value: 'tossed', domain: '127.0.0.1', path: '/till' },
  ]);
  const alone = await stranger?.newPage();
  await alone?.goto(own);
  await expect(alone?.locator('.line') ?? till.lines).toHaveCount(0);
  await stranger?.close();
});

test('a script inside the page finds every way out shut', async () => {
  await till.startWork();
  const prey = { own, code: '' };
  expect(await tryAll(till.page, injections, prey, 'refused')).toEqual([]);
  // What it left lying about on the page goes with the page.
  await till.page.reload();
  await till.expectScreen('sell');
  await expectAtWork();
});
