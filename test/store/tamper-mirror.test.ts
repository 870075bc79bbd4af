// The mirror log changed, cut or lost: `till verify` must find it and name the first event that it no longer bears out.
import { readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { sha256 } from '#store/journal.ts';
import { damagedMirrorFile } from '#store/mirror.ts';
import { mirrorFolder } from '#store/open.ts';
import { copyOf, mirrorFiles } from '#test/support/books.ts';
import { changeLines, expectFound, lineOf, newVictim } from './forger.ts';
import type { Victim } from './forger.ts';

let victim: Victim;
beforeAll(async () => {
  victim = await newVictim([16, 12, 8]);
});

/** The first, a middle and the last line of every file, with the number of the event in it. */
function places(): { file: number; line: number; seq: number }[] {
  let before = 0;
  return mirrorFiles(victim.folder).flatMap((path, file) => {
    const count = readFileSync(path, 'utf8').split('\n').length - 1;
    const lines = [0, count >> 1, count - 1].map((line) => ({ file, line, seq: before + line + 1 }));
    before += count;
    return lines;
  });
}
const inFile = (
  name: string,
  expected: number | RegExp,
  file: number,
  change: (lines: string[]) => string[],
) => victim.attempt(name, expected, (_db, folder) => changeLines(mirrorFiles(folder)[file] ?? '', change));

test(
  'a byte of a line changed, a line changed with its check, a line removed or there twice: 36 of 36 found',
  { timeout: 120_000 },
  () => {
    const last = victim.rows.length;
    const cases = places().flatMap(({ file, line, seq }) => [
      inFile(`byte of ${seq}`, seq, file, (lines) =>
        lines.with(line, `${lines[line]?.replace('2026-', '2025-')}`),
      ),
      inFile(`${seq} with its check`, seq, file, (lines) => {
        const json = lines[line]?.slice(9).replace('2026-', '2025-') ?? '';
        return lines.with(line, lineOf(JSON.parse(json)));
      }),
      inFile(`${seq} removed`, seq, file, (lines) => lines.toSpliced(line, 1)),
      inFile(`${seq} twice`, seq === last ? /has lost row/ : seq + 1, file, (lines) =>
        lines.toSpliced(line, 0, lines[line] ?? ''),
      ),
    ]);
    expectFound(cases, 36);
  },
);

test("a copy's signature, key number, body or earlier hash changed under a right hash: 4 of 4 found", () => {
  const { file, line, seq } = places()[4] ?? { file: 0, line: 0, seq: 0 };
  const changes: object[] = [
    { sig: '00'.repeat(64) },
    { keyNo: 2 },
    { body: '{"postings":[]}' },
    { prev: '00'.repeat(32) },
  ];
  const cases = changes.map((change) =>
    inFile(JSON.stringify(change).slice(0, 20), seq, file, (lines) =>
      lines.with(line, lineOf({ ...(JSON.parse(lines[line]?.slice(9) ?? '') as object), ...change })),
    ),
  );
  expectFound(cases, 4);
});

test('lines that are none, with a right check: 4 of 4 found', () => {
  const { file, line, seq } = places()[4] ?? { file: 0, line: 0, seq: 0 };
  const nothings = [
    '{}',
    'nonsense',
    'null',
    '{"header":{"seq":1.5},"body":"","prev":"","hash":"","sig":"","keyNo":1}',
  ];
  const cases = nothings.map((json) =>
    inFile(json, seq, file, (lines) =>
      lines.with(line, `${sha256(json).toString('hex').slice(0, 8)} ${json}`),
    ),
  );
  expectFound(cases, 4);
});

test('files cut, emptied, lost, renamed or grown: 8 of 8 found', () => {
  const starts = places()
    .filter(({ line }) => line === 0)
    .map(({ seq }) => seq);
  const [first = 0, second = 0, third = 0] = starts;
  const change = (name: string, expected: number | RegExp, work: (files: string[], folder: string) => void) =>
    victim.attempt(name, expected, (_db, folder) => work(mirrorFiles(folder), folder));
  expectFound(
    [
      change('last line cut off whole', victim.rows.length, ([, , last = '']) =>
        changeLines(last, (lines) => lines.slice(0, -1)),
      ),
      change('last line torn', victim.rows.length, ([, , last = '']) =>
        truncateSync(last, readFileSync(last).length - 7),
      ),
      change('a file emptied', second, ([, middle = '']) => truncateSync(middle, 0)),
      change('a file lost', third, ([, , last = '']) => rmSync(last)),
      change('the folder lost', first, (_files, folder) => rmSync(mirrorFolder(folder), { recursive: true })),
      change('a file renamed to the end', second, ([, middle = '']) =>
        renameSync(middle, middle.replace('z000002', 'z000009')),
      ),
      change('nonsense at the end', /something unreadable/, ([, , last = '']) =>
        writeFileSync(last, 'nonsense\n', { flag: 'a' }),
      ),
      change('a row at the end that the database never had', /has lost row/, ([, , last = '']) =>
        changeLines(last, (lines) => [
          ...lines,
          lineOf({
            ...(JSON.parse(lines.at(-1)?.slice(9) ?? '') as object),
            header: { ...victim.rows.at(-1)?.header, seq: victim.rows.length + 1 },
          }),
        ]),
      ),
    ],
    8,
  );
});

test('a damaged file is named', () => {
  const folder = copyOf(victim.folder);
  expect(damagedMirrorFile(mirrorFolder(folder))).toBeNull();
  const [, middle = ''] = mirrorFiles(folder);
  writeFileSync(middle, 'nonsense\n', { flag: 'a' });
  expect(damagedMirrorFile(mirrorFolder(folder))).toBe(middle);
});
