// A scale on a line: asks or listens, and tells what lies there and whether it may be sold. A scale that is silent or talks
// nonsense is a status, and its weight is gone at once; it never sets anything on the scale.
import type { DeviceStatus, DeviceTrouble, ScaleReading } from '#contract/device.ts';
import type { Backoff } from '#hardware/backoff.ts';
import { keepStatus, type StatusKeeper } from '#hardware/device-status.ts';
import type { Scale } from '#hardware/ports.ts';
import { KeptLine } from '#hardware/transport/kept-line.ts';
import { Listeners, type Transport } from '#hardware/transport/transport.ts';
import type { ScaleTalk } from './protocols.ts';
import { nothingWeighed, takeWeight, weighOn, type Weighing } from './settled.ts';
import type { FigureForm, ScaleParser } from './weight.ts';

/** Toledo scales want 200 ms between two questions, the slowest of all. */
const ASK_EVERY_MS = 250;
/** An answer takes at most one cycle of weighing, for which the manuals allow a second. */
const SILENCE_MS = 2_000;

export interface SerialScaleSettings {
  readonly talk: ScaleTalk;
  readonly form: FigureForm;
  /** What it is called on the screen. */
  readonly model: string;
  readonly now: () => Date;
  readonly askEveryMs?: number;
  readonly silenceMs?: number;
  readonly backoff?: Backoff;
}

export class SerialScale implements Scale {
  readonly #line: KeptLine;
  readonly #status: StatusKeeper;
  readonly #talk: ScaleTalk;
  readonly #form: FigureForm;
  readonly #askEveryMs: number;
  readonly #silenceMs: number;
  readonly #readings = new Listeners<ScaleReading>();
  #parser: ScaleParser;
  #weighing: Weighing = nothingWeighed;
  #asking: NodeJS.Timeout | null = null;
  #silence: NodeJS.Timeout | null = null;
  /** Bytes came that nobody could read, since the last that somebody could. */
  #isNonsense = false;
  #isClosed = false;

  constructor(transport: Transport, settings: SerialScaleSettings) {
    this.#talk = settings.talk;
    this.#form = settings.form;
    this.#askEveryMs = settings.askEveryMs ?? ASK_EVERY_MS;
    this.#silenceMs = settings.silenceMs ?? SILENCE_MS;
    this.#parser = this.#talk.makeParser(this.#form);
    this.#status = keepStatus({
      role: 'scale',
      model: settings.model,
      isSimulated: false,
      now: settings.now,
    });
    const hearer = { opened: () => this.#begin(), lost: (trouble: DeviceTrouble) => this.#lose(trouble) };
    this.#line = new KeptLine(transport, hearer, settings.backoff);
    transport.onData((bytes) => this.#hear(bytes));
    this.#line.start();
  }

  reading(): ScaleReading {
    return this.#weighing.reading;
  }

  take(): void {
    this.#weigh(takeWeight(this.#weighing));
  }

  status(): DeviceStatus {
    return this.#status.read();
  }

  onChange(callback: (status: DeviceStatus) => void): () => void {
    return this.#status.onChange(callback);
  }

  onReading(callback: (reading: ScaleReading) => void): () => void {
    return this.#readings.add(callback);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#rest();
    await this.#line.close();
    this.#status.show('absent', null);
  }

  #begin(): void {
    this.#parser = this.#talk.makeParser(this.#form);
    this.#isNonsense = false;
    this.#watchSilence();
    this.#ask();
  }

  #ask(): void {
    const { question } = this.#talk;
    if (question === null || this.#isClosed) return;
    // The rest of an answer that was late must not become the beginning of the next.
    this.#parser = this.#talk.makeParser(this.#form);
    void this.#line.write(question);
    // Asked again also where no answer came: one may get lost.
    this.#asking = setTimeout(() => this.#ask(), this.#askEveryMs).unref();
  }

  #hear(bytes: Uint8Array): void {
    if (this.#isClosed) return;
    const said = this.#parser.take(bytes);
    if (said.length === 0) {
      this.#isNonsense = true;
      return;
    }
    this.#isNonsense = false;
    this.#line.ready();
    this.#watchSilence();
    for (const saying of said) this.#weigh(weighOn(this.#weighing, saying));
    // A figure that means nothing certain is a matter of how the scale was set up.
    if (said.at(-1)?.kind === 'unclear') this.#status.show('attention', 'config');
    else this.#status.show('ready', null);
  }

  #watchSilence(): void {
    if (this.#silence !== null) clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      this.#forget();
      // Bytes that nobody can read come from a wrong protocol or speed; none at all from a scale that is off.
      this.#status.show('attention', this.#isNonsense ? 'config' : 'offline');
      this.#isNonsense = false;
      this.#watchSilence();
    }, this.#silenceMs).unref();
  }

  #lose(trouble: DeviceTrouble): void {
    this.#rest();
    this.#forget();
    this.#status.lose(trouble);
  }

  #rest(): void {
    if (this.#asking !== null) clearTimeout(this.#asking);
    if (this.#silence !== null) clearTimeout(this.#silence);
  }

  /** What nobody tells any more may be gone; a load that was sold stays sold until it was seen to go. */
  #forget(): void {
    const { takenGrams } = this.#weighing;
    this.#weigh({ ...nothingWeighed, takenGrams });
  }

  #weigh(next: Weighing): void {
    const { reading } = this.#weighing;
    this.#weighing = next;
    const now = next.reading;
    const isSame =
      now.grams === reading.grams &&
      now.isStable === reading.isStable &&
      now.isTaken === reading.isTaken &&
      now.limit === reading.limit;
    if (!isSame) this.#readings.tell(now);
  }
}
