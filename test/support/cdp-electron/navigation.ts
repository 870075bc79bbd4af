// Every request of a page: those of `app:` are answered by the program's own handler, with its own headers; a page that
// wants to go somewhere else is held back where the program says so; the network does not exist.
import { isOfScheme, toProgram } from './address.ts';
import type { Session } from './pipe.ts';
import { Preventable } from './surface.ts';

export type Answer = (request: Request) => Promise<Response> | Response;

/** What Chromium tells about a request that it holds back. */
export interface Held {
  requestId: string;
  frameId: string;
  resourceType: string;
  request: { url: string; method: string; headers: Record<string, string>; postData?: string };
}

export interface Gate {
  session: Session;
  mainFrame: string;
  /** Answers the requests of `app:`; null until the program has said how. */
  answer(): Answer | null;
  /** Where the program itself is taking the page at this moment. */
  destination(): string | null;
  /** Tells the program's listeners, in Electron's order. */
  tell(event: Preventable): void;
}

/** Watches over one page; call before it goes anywhere. */
export async function watchRequests(gate: Gate): Promise<void> {
  const { session, mainFrame } = gate;
  /** Where the page itself asked to go; a navigation from outside, as a test's reload, is not among them. */
  let askedByPage: string | null = null;
  session.on('Page.frameRequestedNavigation', ({ frameId, url }) => {
    if (frameId === mainFrame) askedByPage = url.replace(/#.*/, '');
  });

  const isHeldBack = async ({ frameId, resourceType, request }: Held): Promise<boolean> => {
    if (resourceType !== 'Document') return false;
    const isMainFrame = frameId === mainFrame;
    if (isMainFrame) {
      if (request.url === gate.destination()) return false;
      // That the page asked was told before its request came; the browser's own process has passed it on by the time it
      // answers this. The page's process cannot be asked: it is not spoken to while it is on its way elsewhere.
      await session.send('Target.getTargetInfo');
      const isAsked = askedByPage === request.url;
      askedByPage = null;
      if (!isAsked) return false;
    }
    const event = new Preventable(toProgram(request.url), isMainFrame);
    gate.tell(event);
    return event.defaultPrevented;
  };

  const decide = async (held: Held): Promise<void> => {
    const { requestId } = held;
    if (await isHeldBack(held)) {
      await session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
      return;
    }
    const answer = gate.answer();
    if (answer === null || !isOfScheme(held.request.url)) {
      await session.send('Fetch.failRequest', { requestId, errorReason: 'InternetDisconnected' });
      return;
    }
    await fulfil(session, held, answer);
  };

  session.on('Fetch.requestPaused', (held) => {
    // The page may be gone before its request is answered; then there is nobody left to tell.
    decide(held as Held).catch(() => {});
  });
  await session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
}

async function fulfil(session: Session, { requestId, request }: Held, answer: Answer): Promise<void> {
  const { url, method, headers, postData } = request;
  let response: Response;
  try {
    const body = postData === undefined ? {} : { body: postData };
    response = await answer(new Request(toProgram(url), { method, headers, ...body }));
    if (response.status >= 300 && response.status < 400) throw new Error('redirections are not played');
  } catch (error) {
    process.stderr.write(`the stand-in could not have ${url} answered: ${(error as Error).message}\n`);
    await session.send('Fetch.failRequest', { requestId, errorReason: 'Failed' });
    return;
  }
  await session.send('Fetch.fulfillRequest', {
    requestId,
    responseCode: response.status,
    responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
    body: Buffer.from(await response.arrayBuffer()).toString('base64'),
  });
}
