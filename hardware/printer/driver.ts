// The receipt printer over a connection: one job at a time, looked at before, proved after. It reports what is known and
// never prints a second time by itself.
import type { DeviceStatus, DeviceTrouble } from '#contract/device.ts';
import { makeBackoff } from '#hardware/backoff.ts';
import { keepStatus, type KeptDevice, type StatusKeeper } from '#hardware/device-status.ts';
import { troubleOf } from '#hardware/errors.ts';
import type { PrintJob, PrintOutcome, ReceiptPrinter } from '#hardware/ports.ts';
import { Listeners } from '#hardware/transport/transport.ts';
import { makeTurns } from '#hardware/turns.ts';
import { LONGEST_COMMAND } from './connection.ts';
import type { AwaitedProof, Look, PrinterConnection } from './connection.ts';
import { encodeLines, partTornPaper, processIdRequest, proofRequest } from './encode.ts';
import { layPaper } from './layout.ts';
import { changeProfile, PROFILES, type PrinterProfile, type ProfileChanges } from './profiles.ts';
import type { Raster } from './raster.ts';
import { doesBlock } from './replies.ts';

export interface PrinterSettings extends Omit<KeptDevice, 'role'>, ProfileChanges {
  /** What is known of the printer; an 80 mm printer for Chinese where nothing is said. */
  readonly profile?: PrinterProfile;
  /** The shop's own sign, in dots that fit on the paper. */
  readonly logo?: Raster;
  /** How long a working printer may take for a usual paper once it has all of it, in milliseconds. */
  readonly proofTimeoutMs?: number;
  /** How often to look while a proof is due or trouble lasts, in milliseconds. */
  readonly lookEveryMs?: number;
}

/** The profile with a shop's own changes. */
export function profileOf(settings: Pick<PrinterSettings, 'profile'> & ProfileChanges): PrinterProfile {
  const {
    profile = PROFILES['generic-80'],
    columns,
    cutter,
    qr,
    barcode,
    charset,
    pageNumber,
    drawerPin,
  } = settings;
  return changeProfile(profile, { columns, cutter, qr, barcode, charset, pageNumber, drawerPin });
}

const PROOF_TIMEOUT_MS = 15_000;
const LOOK_EVERY_MS = 2_000;
/** The lines that any printer prints within that time; one of needles prints four a second. */
const USUAL_LINES = 60;

export class PrinterDriver implements ReceiptPrinter {
  readonly #connection: PrinterConnection;
  readonly #settings: PrinterSettings;
  readonly #profile: PrinterProfile;
  readonly #status: StatusKeeper;
  readonly #backoff = makeBackoff();
  readonly #takePrintTurn = makeTurns();
  readonly #lateProofs = new Listeners<string>();
  readonly #closing = new AbortController();
  /** What was wrong when the printer was last heard of. */
  #trouble: DeviceTrouble | null = null;
  #jobNumber = 0;
  /** Of papers that were begun and may still come out by themselves. */
  readonly #late = new Set<AwaitedProof>();
  /** The connection broke inside a job: half a receipt hangs out of the printer, or lies in its buffer. */
  #isPaperTorn = false;
  #nextLook: NodeJS.Timeout | null = null;

  constructor(connection: PrinterConnection, settings: PrinterSettings) {
    this.#connection = connection;
    this.#settings = settings;
    this.#profile = profileOf(settings);
    this.#status = keepStatus({ ...settings, role: 'printer' });
    connection.onGone((error) => this.#show(troubleOf(error)));
    connection.onSaidByItself((trouble) => {
      // A job on its way finds out for itself what it means for it.
      if (this.status().state === 'busy') this.#trouble = trouble;
      else this.#show(trouble);
    });
  }

  status(): DeviceStatus {
    return this.#status.read();
  }

  onChange(callback: (status: DeviceStatus) => void): () => void {
    return this.#status.onChange(callback);
  }

  render({ paper, marks }: Pick<PrintJob, 'paper' | 'marks'>): Uint8Array {
    const { logo } = this.#settings;
    const form = logo === undefined ? this.#profile : { ...this.#profile, logo };
    return encodeLines(layPaper(paper, form, marks).lines, this.#profile);
  }

  onLateProof(callback: (jobId: string) => void): () => void {
    return this.#lateProofs.add(callback);
  }

  print(job: PrintJob, signal: AbortSignal): Promise<PrintOutcome> {
    const either = AbortSignal.any([signal, this.#closing.signal]);
    return this.#takePrintTurn(async () => {
      const outcome = await this.#printNow(job, either);
      if (this.status().state === 'busy') this.#show(this.#trouble);
      return outcome;
    });
  }

  /** Opens the connection if need be and brings the status up to date; while there is trouble, again and again. */
  async look(): Promise<void> {
    const { signal } = this.#closing;
    await this.#connection.takeTurn(async () => {
      if (signal.aborted) return;
      const failure = await this.#connection.open(signal);
      this.#show(failure === null ? (await this.#lookBetweenJobs()).trouble : troubleOf(failure));
    });
  }

  /** A printer that falls silent was switched off: it has lost what it kept, and half a paper may hang out of it. */
  async #lookBetweenJobs(): Promise<Look> {
    const look = await this.#connection.look();
    if (!look.doesAnswer && look.trouble === 'offline' && this.#late.size > 0) {
      for (const proof of this.#late) proof.lose();
      this.#late.clear();
      this.#isPaperTorn = true;
    }
    return look;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    if (this.#nextLook !== null) clearTimeout(this.#nextLook);
    // Not in turn: whoever has the turn may be waiting for a device that will never answer.
    await this.#connection.close();
    this.#status.show('absent', null);
  }

  async #printNow(job: PrintJob, signal: AbortSignal): Promise<PrintOutcome> {
    const bytes = job.bytes ?? this.render(job);
    // Of a line that another opening has broken this connection knows nothing: it may still take so much for dots.
    const rest = job.followsTorn === true ? [Buffer.alloc(LONGEST_COMMAND)] : [];
    if (job.followsTorn === true) this.#isPaperTorn = true;
    const sent = await this.#connection.takeTurn(() => this.#send(bytes, rest, signal));
    if (sent === null || 'kind' in sent) return sent ?? { kind: 'unconfirmed' };
    const outcome = await this.#prove(sent, patienceFor(bytes), signal);
    // Paper that ran out lets the printer go on after the refill: then it may still be proved.
    if (outcome.kind === 'partial') {
      this.#late.add(sent);
      void sent.outcome.then((late) => {
        this.#late.delete(sent);
        if (late === 'proved') this.#lateProofs.tell(job.id);
      });
    }
    return outcome;
  }

  /** Hands the job over; answers with its end, or the proof that is still due, or null if there will be none. */
  async #send(
    bytes: Uint8Array,
    rest: readonly Uint8Array[],
    signal: AbortSignal,
  ): Promise<PrintOutcome | AwaitedProof | null> {
    if (signal.aborted) return { kind: 'notStarted', trouble: 'offline' };
    const failure = await this.#connection.open(signal);
    if (failure !== null) return this.#end('notStarted', troubleOf(failure));
    const { doesAnswer, trouble } = await this.#lookBetweenJobs();
    if (doesBlock(trouble)) return this.#end('notStarted', trouble);
    this.#show(trouble);
    this.#status.show('busy', trouble);
    // A printer that answered no question will not answer the last one either.
    const asked = doesAnswer ? this.#proofRequest() : null;
    const proof = asked === null ? null : this.#connection.expectProof(asked.signs);
    const before = this.#isPaperTorn ? [partTornPaper(this.#profile.cutter)] : [];
    const after = asked === null ? [] : [asked.request];
    const job = Buffer.concat([...rest, ...before, bytes, ...after]);
    const { error, handedBytes } = await this.#connection.send(job, signal);
    this.#isPaperTorn = error === null ? false : this.#isPaperTorn || handedBytes > 0;
    if (error === null) return proof;
    return this.#end(handedBytes === 0 ? 'notStarted' : 'partial', troubleOf(error));
  }

  #proofRequest(): { request: Uint8Array; signs: string | null } | null {
    const { proof } = this.#profile.answers;
    if (proof === 'none') return null;
    if (proof === 'gsr') return { request: proofRequest, signs: null };
    this.#jobNumber = (this.#jobNumber + 1) % 10_000;
    const signs = String(this.#jobNumber).padStart(4, '0');
    return { request: processIdRequest(signs), signs };
  }

  async #prove(proof: AwaitedProof, patience: number, signal: AbortSignal): Promise<PrintOutcome> {
    const { proofTimeoutMs = PROOF_TIMEOUT_MS, lookEveryMs = LOOK_EVERY_MS } = this.#settings;
    const deadline = performance.now() + this.#connection.lagMs + proofTimeoutMs * patience;
    let isSilent = false;
    while (performance.now() < deadline) {
      const settled = await settleWithin(proof.outcome, lookEveryMs, signal);
      if (settled === 'proved') return { kind: 'printed' };
      if (settled === 'ended') return this.#tear(this.#trouble ?? 'offline');
      if (signal.aborted) return { kind: 'unconfirmed' };
      // The printer does not answer the proof while it is offline, and goes on with the job after a refill: the late
      // proof must still find its place in the line, so it is not forgotten here.
      const { doesAnswer, trouble } = await this.#connection.takeTurn(() => this.#connection.look());
      if (doesAnswer && doesBlock(trouble)) return this.#end('partial', trouble);
      // Some answer nothing while they cut; only a silence to the end means that it was switched off.
      isSilent = !doesAnswer;
    }
    if (!isSilent) {
      proof.forget();
      return { kind: 'unconfirmed' };
    }
    proof.lose();
    return this.#tear('offline');
  }

  #tear(trouble: DeviceTrouble): PrintOutcome {
    this.#isPaperTorn = true;
    return this.#end('partial', trouble);
  }

  #end(kind: 'notStarted' | 'partial', trouble: DeviceTrouble): PrintOutcome {
    this.#show(trouble);
    return { kind, trouble };
  }

  #show(trouble: DeviceTrouble | null): void {
    if (this.#closing.signal.aborted) return;
    this.#trouble = trouble;
    const state = trouble === null ? 'ready' : trouble === 'notFound' ? 'absent' : 'attention';
    this.#status.show(state, trouble);
    if (trouble === null) {
      this.#backoff.ready();
      return;
    }
    // Without automatic status nobody says that the paper is back; so it is asked, but only while something is wrong.
    if (this.#nextLook !== null) return;
    this.#nextLook = setTimeout(
      () => {
        this.#nextLook = null;
        this.look().catch(() => undefined);
      },
      this.#settings.lookEveryMs ?? this.#backoff.next(trouble),
    ).unref();
  }
}

/** How many times the usual time a paper may take: a printer with much room in its buffer is still at it long after. */
function patienceFor(bytes: Uint8Array): number {
  const lines = bytes.reduce((count, byte) => (byte === 0x0a ? count + 1 : count), 0);
  return Math.max(1, lines / USUAL_LINES);
}

/** What the promise came to, or null after the time or when given up. */
async function settleWithin<T>(promise: Promise<T>, timeMs: number, signal: AbortSignal): Promise<T | null> {
  const { promise: ended, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), timeMs);
  const onAbort = () => resolve(null);
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) resolve(null);
  try {
    return await Promise.race([promise, ended]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}
