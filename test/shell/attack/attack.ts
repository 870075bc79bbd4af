// What an attack is and when it has failed. Owns the judgement of an answer; sends nothing.
import type { Answered, Target } from './target.ts';

export interface Attack {
  name: string;
  /** Tries it, and tells what came of it. */
  attempt: (target: Target) => Promise<Verdict>;
}

export interface Verdict {
  isRefused: boolean;
  /** What the attacker got, in a few words. */
  said: string;
}

/** Things that only whoever belongs here may ever get. */
const treasures = [/<title>Till/, /the signing key/, /sec-websocket-accept/i];

/** A refusal gives no page, no cookie, no permission for other origins, and no open socket; an empty answer is one. */
export function judge({ status, headers, body }: Answered): Verdict {
  const gifts = [...headers.keys()].filter((name) =>
    /^(set-cookie|access-control-|sec-websocket-accept)/.test(name),
  );
  const leaks = treasures.filter((treasure) => treasure.test(body)).map(String);
  const isShut = status === 0 || (status >= 400 && status < 500);
  const said = [status === 0 ? 'closed' : String(status), ...gifts, ...leaks].join(', ');
  return { isRefused: isShut && gifts.length === 0 && leaks.length === 0, said };
}

/** All of several answers are refusals. */
export function judgeAll(answers: readonly Answered[]): Verdict {
  const verdicts = answers.map(judge);
  const counts = new Map<string, number>();
  for (const { said } of verdicts) counts.set(said, (counts.get(said) ?? 0) + 1);
  const said = [...counts].map(([words, times]) => (times === 1 ? words : `${words} × ${times}`)).join('; ');
  return { isRefused: verdicts.length > 0 && verdicts.every(({ isRefused }) => isRefused), said };
}

/** One request by curl. */
export const asking = (
  name: string,
  path: string,
  argsFor: (target: Target) => readonly string[] = () => [],
): Attack => ({
  name,
  attempt: async (target) => judge(await target.curl(path, ...argsFor(target))),
});

/** Headers as curl takes them. */
export const headers = (...lines: string[]) => lines.flatMap((line) => ['-H', line]);

export const json = 'content-type: application/json';

/** The right code in a body, for whoever would know it. */
export const withCode = (target: Target) => ['-d', JSON.stringify({ code: target.code })];
