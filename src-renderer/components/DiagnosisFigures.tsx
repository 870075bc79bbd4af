// The figures of a diagnosis in their groups. Shows what the till says of itself and leaves out nothing of it; what is
// wrong in it is said above (Problems.tsx).
import type { Diagnostics } from '#contract/machine.ts';
import type { Words } from '#contract/words/index.ts';
import { useFormats, useWords } from '#screen/state/context.tsx';
import type { Formats } from '#screen/state/context.tsx';
import { deviceWords } from './DevicePills.tsx';
import { Figures } from './Figures.tsx';
import type { Figure } from './Figures.tsx';

type Rows = (found: Diagnostics, words: Words, formats: Formats) => Figure[];

const programRows: Rows = ({ program }, { machine }, { bytes, span }) => {
  const { row } = machine;
  const electron = program.electron === null ? '' : ` · Electron ${program.electron}`;
  return [
    { word: row.version, value: program.version, isStrong: true },
    { word: row.shell, value: machine.shell[program.shell] },
    { word: row.runtime, value: `Node ${program.node}${electron}` },
    { word: row.storage, value: program.sqlite === null ? machine.unknown : `SQLite ${program.sqlite}` },
    { word: row.system, value: program.system },
    { word: row.running, value: span(program.upSeconds) },
    { word: row.memory, value: bytes(program.memoryBytes) },
  ];
};

const booksRows: Rows = ({ books }, { machine }, { moment, bytes }) => {
  const { row, unknown } = machine;
  const { current } = books;
  const size = (count: number | null) => (count === null ? unknown : bytes(count));
  const count = (number: number | null) => (number === null ? unknown : String(number));
  const made = current.follows;
  return [
    { word: row.mode, value: machine.mode[books.mode.kind], isStrong: true },
    { word: row.booksNumber, value: machine.booksOf({ number: current.number, epoch: current.epoch }) },
    ...(made === null
      ? []
      : [{ word: row.follows, value: `${machine.wayShort[made.way]}, ${moment(made.at)}, ${made.by}` }]),
    // The first books lie in the data folder itself.
    ...(books.folder === '.' ? [] : [{ word: row.folder, value: books.folder }]),
    { word: row.register, value: books.register ?? machine.none },
    { word: row.rows, value: count(books.rows) },
    { word: row.receipts, value: count(books.receipts) },
    { word: row.lastRow, value: books.lastRowAt === null ? machine.none : moment(books.lastRowAt) },
    { word: row.database, value: `${size(books.databaseBytes)} + ${size(books.walBytes)}` },
    { word: row.mirror, value: size(books.mirrorBytes) },
    { word: row.backup, value: books.lastBackupAt === null ? machine.never : moment(books.lastBackupAt) },
    { word: row.keys, value: machine.keysBy[books.keysKeptBy] },
    {
      word: row.settings,
      value: books.pragmas.map(({ name, value }) => `${name} ${value}`).join(', ') || unknown,
    },
  ];
};

const machineRows: Rows = ({ disk, clock }, { machine }, { bytes }) => [
  { word: machine.row.free, value: disk.freeBytes === null ? machine.unknown : bytes(disk.freeBytes) },
  {
    word: machine.row.timeZone,
    value: [...new Set([clock.shopTimeZone, clock.timeZone])].filter((zone) => zone !== null).join(' / '),
  },
  { word: machine.row.clock, value: clock.isSuspect ? machine.problem.clock : machine.clockGood },
];

const deviceRows: Rows = ({ devices, queue }, { machine, trouble }) => [
  ...devices.map((device) => ({ word: deviceWords(trouble, device), value: device.model })),
  { word: machine.row.printWaiting, value: String(queue.waiting) },
  { word: machine.row.printUncertain, value: String(queue.uncertain) },
];

function updateText({ update }: Diagnostics, { machine }: Words): string {
  switch (update.kind) {
    case 'fetching':
      return machine.updateFetching(update);
    case 'ready':
      return update.version;
    default:
      return machine.update[update.kind];
  }
}

const logRows: Rows = (found, words, { moment }) => {
  const { row, milliseconds } = words.machine;
  const { start, log } = found;
  return [
    { word: row.startedAt, value: `${moment(start.at)}, ${milliseconds({ count: start.tookMs })}` },
    { word: row.restored, value: String(start.restoredRows) },
    { word: row.warnings, value: String(log.warnings) },
    { word: row.errors, value: String(log.errors) },
    { word: row.logFolder, value: log.folder },
    { word: row.update, value: updateText(found, words) },
  ];
};

export function DiagnosisFigures({ found }: { found: Diagnostics }) {
  const words = useWords();
  const formats = useFormats();
  const { group } = words.machine;
  return (
    <>
      <Figures title={group.books} rows={booksRows(found, words, formats)} />
      <Figures title={group.machine} rows={machineRows(found, words, formats)} />
      <Figures title={group.devices} rows={deviceRows(found, words, formats)} />
      <Figures title={group.log} rows={logRows(found, words, formats)} />
      <Figures title={group.program} rows={programRows(found, words, formats)} />
    </>
  );
}
