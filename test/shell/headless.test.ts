// JSON lines: how they are cut, and that neither a slow nor a vanished reader does harm.
import { PassThrough, Readable, Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { inFlightLimit, messageLimitBytes } from '#shell/connection.ts';
import { runHeadless } from '#shell/headless.ts';
import { fakeTill, sessionChanged } from '#test/support/fake-till.ts';

const echo = (id: number, args: unknown = {}) => JSON.stringify({ id, command: 'echo', args });

async function answersTo(input: (string | Buffer)[], till = fakeTill()) {
  const written: string[] = [];
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written.push(chunk.toString());
      done();
    },
  });
  await runHeadless(till, Readable.from(input, { objectMode: true }), output);
  const lines = written.join('').split('\n');
  expect(lines.pop()).toBe('');
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('cuts lines', () => {
  test('on line feeds only, with CR tolerated, blank lines left out and the last one unfinished', async () => {
    const answers = await answersTo([`${echo(1)}\r\n\n \r\n${echo(2, '\u2028\r')}\n${echo(3)}`]);
    expect(answers).toEqual([
      { id: 1, ok: true, result: {} },
      { id: 2, ok: true, result: '\u2028\r' },
      { id: 3, ok: true, result: {} },
    ]);
  });

  test('whatever the chunks, even inside a character', async () => {
    const bytes = Buffer.from(`${echo(1, '收银台 €')}\n${echo(2)}\n`);
    const answers = await answersTo(Array.from(bytes, (byte) => Buffer.from([byte])));
    expect(answers).toEqual([
      { id: 1, ok: true, result: '收银台 €' },
      { id: 2, ok: true, result: {} },
    ]);
  });

  test('a line that is not UTF-8 is refused, not repaired', async () => {
    const answers = await answersTo([Buffer.from([0x22, 0xff, 0x22, 0x0a]), `${echo(1)}\n`]);
    expect(answers).toMatchObject([
      { id: null, refusal: { details: { problem: expect.stringMatching(/UTF-8/) } } },
      { id: 1, ok: true },
    ]);
  });

  test('an overlong line is refused once, without being held', async () => {
    const piece = Buffer.alloc(1024 * 1024, 'x');
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    async function* endless() {
      for (let i = 0; i < 200; i++) {
        most = Math.max(most, process.memoryUsage().arrayBuffers - before);
        yield Buffer.from(piece);
        if (i % 20 === 0) await new Promise(setImmediate);
      }
      yield `\n${echo(1)}\n`;
    }
    const written: string[] = [];
    const output = new Writable({
      write(chunk: Buffer, _encoding, done) {
        written.push(chunk.toString());
        done();
      },
    });
    await runHeadless(fakeTill(), Readable.from(endless()), output);
    expect(
      written
        .join('')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toMatchObject([
      {
        id: null,
        refusal: { code: 'command.malformed', details: { problem: expect.stringMatching(/256 KiB/) } },
      },
      { id: 1, ok: true },
    ]);
    // Held pieces would be 200 MiB; the collector's own delay is far below.
    expect(most).toBeLessThan(150 * 1024 * 1024);
  });

  test('a line at the limit passes with its CR', async () => {
    const room = messageLimitBytes - echo(1, '').length;
    const answers = await answersTo([
      `${echo(1, 'a'.repeat(room))}\r\n`,
      `${echo(2, 'a'.repeat(room + 1))}\n`,
    ]);
    expect(answers).toMatchObject([
      { id: 1, ok: true },
      { id: 2, ok: false },
    ]);
  });
});

describe('flows', () => {
  test('a script piped in at once is answered in full, beyond the cap of requests in flight', async () => {
    const script = Array.from({ length: 1000 }, (_unused, id) => `${echo(id)}\n`).join('');
    const answers = await answersTo([script]);
    expect(answers.filter((answer) => answer['ok'])).toHaveLength(1000);
  });

  test('lines wait outside while the connection is full, and none is refused', async () => {
    const till = fakeTill();
    const lines = Array.from({ length: 100 }, (_unused, id) => `{"id":${id},"command":"hold","args":0}\n`);
    const run = answersTo([lines.join('')], till);
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(till.calls).toHaveLength(inFlightLimit);
    const releasing = setInterval(() => till.release(), 0);
    const answers = await run;
    clearInterval(releasing);
    expect(answers.filter((answer) => answer['ok'])).toHaveLength(100);
  });

  test('the end of the input waits for the answers in flight', async () => {
    const till = fakeTill();
    setTimeout(() => till.release(), 20);
    const answers = await answersTo(['{"id":1,"command":"hold","args":"late"}\n'], till);
    expect(answers).toEqual([{ id: 1, ok: true, result: 'late' }]);
    expect(till.listeners.size).toBe(0);
  });

  test('events are pushed between the answers', async () => {
    const till = fakeTill();
    const input = new PassThrough();
    const output = new PassThrough();
    const run = runHeadless(till, input, output);
    till.announce(sessionChanged);
    input.end(`${echo(1)}\n`);
    await run;
    expect(String(output.read())).toBe(
      '{"event":"session.changed","payload":{"session":null}}\n{"id":1,"ok":true,"result":{}}\n',
    );
  });

  test('a slow reader slows the reading down', async () => {
    const till = fakeTill();
    const input = new PassThrough();
    const output = new PassThrough({ highWaterMark: 100 });
    const run = runHeadless(till, input, output);
    for (let id = 0; id < 500; id++) input.write(`${echo(id)}\n`);
    input.end();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(till.calls.length).toBeLessThan(20);
    output.resume();
    await run;
    expect(till.calls).toHaveLength(500);
  });
});

describe('a reader that goes away', () => {
  const failing = (code: string) =>
    new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error(code), { code })) });

  test('ends it quietly, even while it waits for input', async () => {
    const till = fakeTill();
    const input = new PassThrough();
    const run = runHeadless(till, input, failing('EPIPE'));
    input.write(`${echo(1)}\n`);
    await run;
    expect(till.listeners.size).toBe(0);
  });

  test('ends it quietly while it waits for room', async () => {
    const input = new PassThrough();
    const output = new PassThrough({ highWaterMark: 1 });
    const run = runHeadless(fakeTill(), input, output);
    input.write(`${echo(1)}\n${echo(2)}\n`);
    await new Promise((resolve) => setTimeout(resolve, 10));
    output.destroy();
    await run;
  });

  test('is told when the output breaks in any other way', async () => {
    const input = new PassThrough();
    const run = runHeadless(fakeTill(), input, failing('ENOSPC'));
    input.write(`${echo(1)}\n`);
    await expect(run).rejects.toMatchObject({ code: 'ENOSPC' });
  });

  test('is told when the input breaks', async () => {
    const input = new PassThrough();
    const run = runHeadless(fakeTill(), input, new PassThrough());
    input.destroy(new Error('unplugged'));
    await expect(run).rejects.toThrow('unplugged');
  });
});
