// Carries the till to a browser on this machine: the built screen, the exchange of the launch code, the WebSocket.
// Listens on 127.0.0.1 only and treats every request as hostile; never answers another page or another machine.
import cookie from '@fastify/cookie';
import websocket from '@fastify/websocket';
import { fastify } from 'fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AddressInfo } from 'node:net';
import type { WebSocket } from 'ws';
import { connect, messageLimitBytes, silent, Unreadable } from './connection.ts';
import type { Carried, Carrier, ShellLog } from './connection.ts';
import { Entrance, judgeHosts, judgeOrigin, newCode } from './entrance.ts';
import type { Rejection } from './entrance.ts';
import { guardHeaders, listScreenFiles, readScreenFile } from './screen-files.ts';
import type { ScreenFiles } from './screen-files.ts';

export interface BrowserShellOptions {
  /** 0 picks a free one. */
  port: number;
  /** Where the built screen is; read once, at start. */
  staticFolder: string;
  /** What the customer's window is told; left out where there is none. */
  customer?: Carried | undefined;
  log?: ShellLog | undefined;
}

export interface BrowserShell {
  /** `http://127.0.0.1:PORT/#CODE`; the code opens one session, once. */
  readonly address: string;
  /** An address of the customer's window; its code opens one session, once, and ends the one before. */
  openCustomer(): string;
  close(): Promise<void>;
}

/** The only body there is holds a code of 22 characters. */
const bodyLimitBytes = 1024;
/** Above this the socket is closed (1009); between the message's limit and this it is refused in words. */
const frameLimitBytes = 4 * messageLimitBytes;
/** A page that has stopped reading is dropped; it comes back and asks for the whole. */
const unsentLimitBytes = 8 * 1024 * 1024;
/** Enough for a few windows; a flood of connections must not use up the till's files. */
const connectionLimit = 64;
/** How long open pages may take to say goodbye when the shell closes. */
const goodbyeMs = 250;

/** Starts listening. Rejects when the port is taken or there is no built screen. */
export async function startBrowserShell(till: Carried, options: BrowserShellOptions): Promise<BrowserShell> {
  const files = await listScreenFiles(options.staticFolder);
  const log = options.log ?? silent;
  const code = newCode();
  const doors: Doors = { till: new Entrance(code), customer: null };
  const server = fastify({
    bodyLimit: bodyLimitBytes,
    forceCloseConnections: true,
    requestTimeout: 10_000,
    keepAliveTimeout: 5_000,
    http: { headersTimeout: 5_000, connectionsCheckingInterval: 1_000, maxHeaderSize: 8 * 1024 },
    // A URL that cannot be decoded reaches no hook; it gets the same headers all the same.
    frameworkErrors: (_error, _request, reply) => void refuse(reply, 400, 'This address cannot be read.'),
  });
  server.server.maxConnections = connectionLimit;
  await server.register(cookie);
  await server.register(websocket, {
    options: { maxPayload: frameLimitBytes, perMessageDeflate: false },
    errorHandler: (error, socket) => {
      log.warn({ err: error }, 'a page connection broke');
      socket.terminate();
    },
  });
  guard(server, doors, log);
  // JSON only: what a form can send without asking first (text/plain) is not read at all.
  server.removeContentTypeParser('text/plain');
  answerEnter(server, 'till', doors, log);
  answerEnter(server, 'customer', doors, log);
  answerPage(server, files);
  server.get(ways.till.socket, { websocket: true }, (socket) => {
    connect(till, webSocketCarrier(socket), log);
  });
  const { customer } = options;
  if (customer !== undefined) {
    server.get(ways.customer.socket, { websocket: true }, (socket) => {
      connect(customer, webSocketCarrier(socket), log);
    });
  }
  await server.listen({ host: '127.0.0.1', port: options.port });
  return {
    address: `http://127.0.0.1:${portOf(server)}/#${code}`,
    openCustomer() {
      const once = newCode();
      doors.customer = new Entrance(once);
      return `http://127.0.0.1:${portOf(server)}/customer.html#${once}`;
    },
    close: () => closeServer(server),
  };
}

function portOf(server: FastifyInstance): number {
  return (server.server.address() as AddressInfo).port;
}

type Way = 'till' | 'customer';

/**
 * The two ways in. Each has a code, a cookie and a socket of its own, and a cookie's path is the only one that asks for it:
 * who holds the customer's may look at what the customer may see, and nothing else.
 */
const ways: Readonly<Record<Way, { enter: string; socket: string; path: string; cookie: string }>> = {
  till: { enter: '/enter', socket: '/till', path: '/till', cookie: 'counterfoil' },
  customer: {
    enter: '/customer/enter',
    socket: '/customer/view',
    path: '/customer',
    cookie: 'counterfoil-customer',
  },
};

/** Null until somebody has asked for an address of the customer's window. */
type Doors = Record<Way, Entrance | null>;

/** Cookies are shared by all ports of a host, so the name holds the port: two tills on a machine do not collide. */
function cookieName(server: FastifyInstance, way: Way): string {
  return `${ways[way].cookie}-${portOf(server)}`;
}

/** The checks that come before any route, for pages, the exchange and the WebSocket alike. */
function guard(server: FastifyInstance, doors: Doors, log: ShellLog): void {
  server.addHook('onRequest', async (request, reply) => {
    const rejection =
      judgeHosts(request.raw.rawHeaders) ??
      judgeOrigin(request.headers, portOf(server), request.ws) ??
      (request.ws ? judgeUpgrade(server, request, doors) : null);
    reply.headers(guardHeaders(rejection === null ? [`ws://${request.headers.host}`] : []));
    if (rejection === null) return undefined;
    const { host, origin } = request.headers;
    log.warn({ host, origin, method: request.method, status: rejection.status }, 'a request was refused');
    return refuse(reply, rejection.status, rejection.words);
  });
  server.setNotFoundHandler((_request, reply) => refuse(reply, 404, 'There is nothing here.'));
  server.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return refuse(reply, status, 'This request cannot be read.');
    log.error({ err: error, method: request.method, url: request.url }, 'a request failed');
    return refuse(reply, 500, 'Something is broken here. The log has the details.');
  });
}

function judgeUpgrade(
  server: FastifyInstance,
  { url, cookies }: FastifyRequest,
  doors: Doors,
): Rejection | null {
  const way = (['till', 'customer'] as const).find((one) => ways[one].socket === url);
  // The plugin would complete an upgrade on any route before it looks for a handler.
  if (way === undefined) return { status: 404, words: 'There is nothing here.' };
  if (doors[way]?.isInside(cookies[cookieName(server, way)])) return null;
  return { status: 401, words: 'Open the till with the address that it gave when it started.' };
}

function answerEnter(server: FastifyInstance, way: Way, doors: Doors, log: ShellLog): void {
  server.post(ways[way].enter, (request, reply) => {
    const code = (request.body as { code?: unknown } | null)?.code;
    if (typeof code !== 'string') return refuse(reply, 400, 'This request cannot be read.');
    const token = doors[way]?.enter(code) ?? null;
    if (token === null) {
      log.warn({}, 'a wrong, used or void launch code was refused');
      return refuse(
        reply,
        403,
        'This code is wrong or was already used. Start the till again for a new one.',
      );
    }
    // Not `Secure`: the loopback address has no TLS. The path is the only one that asks for it.
    const limits = { httpOnly: true, sameSite: 'strict', path: ways[way].path } as const;
    return reply.setCookie(cookieName(server, way), token, limits).code(204).send();
  });
}

function answerPage(server: FastifyInstance, files: ScreenFiles): void {
  server.get('/*', async (request, reply) => {
    const file = await readScreenFile(files, request.url.split('?', 1)[0] ?? '');
    if (file === null) return refuse(reply, 404, 'There is nothing here.');
    return reply.headers(file.headers).send(file.body);
  });
}

function refuse(reply: FastifyReply, status: number, words: string): FastifyReply {
  if (!reply.hasHeader('content-security-policy')) reply.headers(guardHeaders());
  return reply.code(status).type('text/plain; charset=utf-8').send(words);
}

function webSocketCarrier(socket: WebSocket): Carrier {
  return {
    send(message) {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > unsentLimitBytes) socket.terminate();
      else socket.send(JSON.stringify(message));
    },
    onMessage(take) {
      socket.on('message', (data, isBinary) =>
        take(isBinary ? new Unreadable('the message is not text') : (data as Buffer).toString('utf8')),
      );
    },
    onClose: (closed) => void socket.on('close', closed),
  };
}

/** Resolves when nobody can reach the till any more. */
async function closeServer(server: FastifyInstance): Promise<void> {
  const pages = [...server.websocketServer.clients];
  const gone = pages.map((page) => new Promise((resolve) => page.once('close', resolve)));
  const impatient = setTimeout(() => {
    for (const page of pages) page.terminate();
  }, goodbyeMs);
  await server.close();
  await Promise.all(gone).finally(() => clearTimeout(impatient));
}
