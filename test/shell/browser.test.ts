// The loopback server against what a foreign page, a rebound name or a guessing program can send, and the good way in.
import { connect as dial } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { OutgoingHttpHeaders } from 'node:http';
import { startBrowserShell } from '#shell/browser.ts';
import { messageLimitBytes } from '#shell/connection.ts';
import { contentSecurityPolicy } from '#shell/screen-files.ts';
import { sessionChanged } from '#test/support/fake-till.ts';
import { cookieOf, forbiddenPaths, jsonType, nextMessage, startLoopback } from '#test/support/loopback.ts';
import type { Loopback } from '#test/support/loopback.ts';

let loopback: Loopback;
let till: Loopback['till'];
let port: number;
let own: string;
let ask: Loopback['ask'];
let enter: Loopback['enter'];
let open: Loopback['open'];

beforeEach(async () => {
  loopback = await startLoopback();
  ({ till, port, own, ask, enter, open } = loopback);
});

afterEach(() => loopback.close());

describe('the good way in', () => {
  test('page, code, cookie, socket: calls and events', async () => {
    const page = await ask('GET', '/', { 'sec-fetch-site': 'none' });
    expect(page).toMatchObject({ status: 200, body: '<!doctype html><title>Till</title>' });
    const entered = await enter({ origin: own, 'sec-fetch-site': 'same-origin' });
    expect(entered.status).toBe(204);
    expect(entered.headers['set-cookie']).toEqual([
      expect.stringMatching(/^counterfoil-\d+=[\w-]{43}; Path=\/till; HttpOnly; SameSite=Strict$/),
    ]);
    const socket = await open({ origin: own, cookie: cookieOf(entered) });
    if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
    socket.send('{"id":1,"command":"echo","args":{"a":1}}');
    expect(await nextMessage(socket)).toEqual({ id: 1, ok: true, result: { a: 1 } });
    till.announce(sessionChanged);
    expect(await nextMessage(socket)).toEqual({ event: 'session.changed', payload: { session: null } });
    socket.close();
  });

  test('also by the name localhost, whose page is an origin of its own', async () => {
    const name = `localhost:${port}`;
    const entered = await enter({ host: name, origin: `http://${name}` });
    const cookie = cookieOf(entered);
    const socket = await open({ host: name, origin: `http://${name}`, cookie });
    expect(socket).toBeInstanceOf(WebSocket);
    (socket as WebSocket).terminate();
  });

  test('closing the shell closes its sockets, whether or not the page plays along', async () => {
    const socket = await loopback.openGood();
    const closed = new Promise((resolve) => socket.on('close', resolve));
    socket.pause();
    await loopback.closeShell();
    socket.resume();
    await closed;
    expect(till.listeners.size).toBe(0);
    await expect(ask('GET', '/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('nobody is reached at any other address of this machine', async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter((address) => !address.internal && address.family === 'IPv4')
      .map((address) => address.address);
    // On Linux the whole of 127/8 is this machine, so there is always one to try.
    for (const host of process.platform === 'linux' ? ['127.0.0.2', ...others] : others) {
      const dialled = new Promise((resolve, reject) => {
        const socket = dial({ port, host, timeout: 500 }, () => resolve(socket.destroy()));
        socket.on('error', reject).on('timeout', () => socket.destroy(new Error('nobody answers')));
      });
      await expect(dialled).rejects.toThrow();
    }
  });

  test('a taken port and a missing screen are refusals to start', async () => {
    await expect(startBrowserShell(till, { port, staticFolder: loopback.folder })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    await expect(
      startBrowserShell(till, { port: 0, staticFolder: join(loopback.folder, 'assets') }),
    ).rejects.toThrow(/index\.html is missing/);
  });
});

describe('headers', () => {
  test('the policy allows nothing unsafe and only our own socket', async () => {
    const policy = contentSecurityPolicy([`ws://127.0.0.1:${port}`]);
    expect(policy).not.toContain('unsafe');
    expect(policy).not.toContain('*');
    expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${port};`);
    expect(policy).toContain("default-src 'none'");
    expect((await ask('GET', '/')).headers['content-security-policy']).toBe(policy);
  });

  test.each([
    ['GET', '/'],
    ['GET', '/missing'],
    ['GET', '/%zz'],
    ['POST', '/enter'],
    ['OPTIONS', '/enter'],
    ['GET', '/till'],
  ])('%s %s carries all guards and no CORS', async (method, path) => {
    for (const origin of [own, 'http://evil.test']) {
      const { headers } = await ask(method, path, { origin });
      expect(headers).toMatchObject({
        'content-security-policy': expect.stringContaining("default-src 'none'"),
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'no-store',
      });
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  test('only a hashed asset may be kept', async () => {
    const asset = await ask('GET', '/assets/index-Ab3_x9-Z.js');
    expect(asset.headers['cache-control']).toContain('immutable');
    expect(asset.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect((await ask('GET', '/index.html')).headers['cache-control']).toBe('no-store');
  });
});

describe('a foreign page or a rebound name is refused', () => {
  test.each<[string, number, (at: number) => OutgoingHttpHeaders]>([
    ['another host', 421, () => ({ host: 'evil.test' })],
    ['another host with our port', 421, (at) => ({ host: `evil.test:${at}` })],
    ['no port', 421, () => ({ host: '127.0.0.1' })],
    ['another port', 421, (at) => ({ host: `127.0.0.1:${at - 1}` })],
    ['0.0.0.0', 421, (at) => ({ host: `0.0.0.0:${at}` })],
    ['a host that begins like ours', 421, (at) => ({ host: `127.0.0.1:${at}.evil.test` })],
    ['a foreign origin', 403, () => ({ origin: 'https://evil.test' })],
    ['an opaque origin', 403, () => ({ origin: 'null' })],
    ['another program on this machine', 403, (at) => ({ origin: `http://127.0.0.1:${at - 1}` })],
    ['our address under https', 403, (at) => ({ origin: `https://127.0.0.1:${at}` })],
    ['an origin that begins like ours', 403, (at) => ({ origin: `http://127.0.0.1:${at}.evil.test` })],
    ['our other name', 403, (at) => ({ origin: `http://localhost:${at}` })],
    ['a cross-site request', 403, () => ({ 'sec-fetch-site': 'cross-site' })],
    ['a same-site request', 403, () => ({ 'sec-fetch-site': 'same-site' })],
  ])('%s', async (_name, status, headersFor) => {
    const headers = headersFor(port);
    expect((await ask('GET', '/', headers)).status).toBe(status);
    const refused = await enter(headers);
    expect(refused.status).toBe(status);
    expect(refused.headers['set-cookie']).toBeUndefined();
    expect(await open({ origin: own, ...(headers as Record<string, string>) })).toBe(status);
    // The code was not used up.
    expect((await enter()).status).toBe(204);
  });

  test('a preflight gets no permission', async () => {
    const preflight = {
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    };
    expect((await ask('OPTIONS', '/enter', { ...preflight, origin: 'https://evil.test' })).status).toBe(403);
    expect((await ask('OPTIONS', '/enter', { ...preflight, origin: own })).status).toBe(404);
  });

  test('a second Host header does not help', async () => {
    const raw = `GET / HTTP/1.1\r\nHost: evil.test\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`;
    const answer = await new Promise<string>((resolve, reject) => {
      let text = '';
      const socket = dial(port, '127.0.0.1', () => socket.write(raw));
      socket.on('data', (part) => (text += part.toString())).on('end', () => resolve(text));
      socket.on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 4(00|21)/);
  });
});

describe('the launch code', () => {
  test('works once', async () => {
    expect((await enter()).status).toBe(204);
    const again = await enter();
    expect(again).toMatchObject({ status: 403, body: expect.stringContaining('already used') });
    expect(again.headers['set-cookie']).toBeUndefined();
  });

  test('is void after five wrong ones', async () => {
    for (let i = 0; i < 5; i++) expect((await enter({}, 'A'.repeat(22))).status).toBe(403);
    expect((await enter()).status).toBe(403);
  });

  test('is not taken from a GET, which has no effects', async () => {
    for (const path of [
      `/enter?code=${loopback.code}`,
      `/?code=${loopback.code}`,
      `/till?code=${loopback.code}`,
    ]) {
      const answer = await ask('GET', path, jsonType, JSON.stringify({ code: loopback.code }));
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
    expect((await ask('HEAD', '/enter')).status).toBe(404);
    expect((await enter()).status).toBe(204);
    expect(till.calls).toEqual([]);
  });

  test.each([
    ['application/x-www-form-urlencoded', 415],
    ['multipart/form-data; boundary=x', 415],
    ['text/plain', 415],
    ['', 415],
  ])('is not taken as %s, which a form could send', async (type, status) => {
    const answer = await ask(
      'POST',
      '/enter',
      type === '' ? {} : { 'content-type': type },
      JSON.stringify({ code: loopback.code }),
    );
    expect(answer.status).toBe(status);
    expect((await enter()).status).toBe(204);
  });

  test.each([
    ['no JSON', '{', 400],
    ['nothing', '', 400],
    ['null', 'null', 400],
    ['no code', '{}', 400],
    ['a number', '{"code":1}', 400],
    ['a prototype', '{"__proto__":{"code":"x"}}', 400],
    ['more than 1 KiB', JSON.stringify({ code: 'x'.repeat(1024) }), 413],
  ])('is refused as %s', async (_name, body, status) => {
    expect((await ask('POST', '/enter', jsonType, body)).status).toBe(status);
    expect((await enter()).status).toBe(204);
  });
});

describe('files', () => {
  test.each(forbiddenPaths)('%s is not there', async (path) => {
    const answer = await ask('GET', path);
    expect([400, 404]).toContain(answer.status);
    expect(answer.body).not.toContain('signing');
  });
});

describe('the socket', () => {
  test('needs the cookie, an origin and its own path', async () => {
    const cookie = cookieOf(await enter());
    expect(await open({ origin: own })).toBe(401);
    expect(await open({ origin: own, cookie: `${cookie}x` })).toBe(401);
    expect(await open({ origin: own, cookie: cookie.replace(/=.*/, '=') })).toBe(401);
    expect(await open({ cookie })).toBe(403);
    expect(await open({ cookie, origin: 'null' })).toBe(403);
    expect(await open({ cookie, origin: own }, '/')).toBe(404);
    expect(await open({ cookie, origin: own }, '/enter')).toBe(404);
    expect((await ask('GET', '/till', { cookie, origin: own })).status).toBe(404);
    expect(till.listeners.size).toBe(0);
    const socket = await open({ cookie, origin: own });
    expect(socket).toBeInstanceOf(WebSocket);
    (socket as WebSocket).terminate();
  });

  test('refuses bytes and long messages in words, and closes on huge ones', async () => {
    const socket = await loopback.openGood();
    socket.send(Buffer.from('{"id":1,"command":"echo","args":{}}'), { binary: true });
    expect(await nextMessage(socket)).toMatchObject({ id: null, ok: false });
    socket.send('x'.repeat(messageLimitBytes + 1));
    expect(await nextMessage(socket)).toMatchObject({ id: null, refusal: { code: 'command.malformed' } });
    socket.send('{"id":2,"command":"echo","args":{}}');
    expect(await nextMessage(socket)).toMatchObject({ id: 2, ok: true });
    const closed = new Promise<number>((resolve) => socket.on('close', resolve));
    socket.send('x'.repeat(5 * messageLimitBytes));
    expect(await closed).toBe(1009);
  });

  test('drops a page that no longer reads, and only that one', async () => {
    const cookie = cookieOf(await enter());
    const stuck = (await open({ origin: own, cookie })) as WebSocket;
    const healthy = (await open({ origin: own, cookie })) as WebSocket;
    stuck.pause();
    const payload = { session: { staffId: 'x'.repeat(1024 * 1024) } } as unknown as null;
    const heard = new Promise<void>((resolve) => {
      let count = 0;
      healthy.on('message', () => (++count === 40 ? resolve() : undefined));
    });
    for (let i = 0; i < 40; i++) {
      till.announce({ event: 'session.changed', payload: payload as never });
      await new Promise(setImmediate);
    }
    await heard;
    expect(till.listeners.size).toBe(1);
    healthy.terminate();
    stuck.terminate();
  });
});
