// What the counter sounds like, made from plain tones: no files, nothing to load. Each sound is also shown: the page's
// root carries its name, for the eye and for tests. A machine without loudspeakers changes nothing.

export type Sound = 'ok' | 'error' | 'paid';

interface Tone {
  hertz: number;
  /** From the beginning of the sound, in seconds. */
  at: number;
  lasts: number;
  loudness: number;
}

const tones: Record<Sound, readonly Tone[]> = {
  ok: [{ hertz: 1320, at: 0, lasts: 0.05, loudness: 0.12 }],
  // Twice and low: heard in a shop, and never taken for the tick.
  error: [
    { hertz: 220, at: 0, lasts: 0.14, loudness: 0.3 },
    { hertz: 185, at: 0.18, lasts: 0.2, loudness: 0.3 },
  ],
  paid: [
    { hertz: 784, at: 0, lasts: 0.12, loudness: 0.15 },
    { hertz: 1047, at: 0.1, lasts: 0.22, loudness: 0.15 },
  ],
};

let context: AudioContext | null = null;

function sing(sound: Sound): void {
  if (typeof AudioContext === 'undefined') return;
  context ??= new AudioContext();
  if (context.state === 'suspended') void context.resume().catch(() => {});
  const from = context.currentTime;
  for (const tone of tones[sound]) {
    const voice = context.createOscillator();
    const gain = context.createGain();
    voice.frequency.value = tone.hertz;
    gain.gain.setValueAtTime(tone.loudness, from + tone.at);
    gain.gain.exponentialRampToValueAtTime(0.001, from + tone.at + tone.lasts);
    voice.connect(gain).connect(context.destination);
    voice.start(from + tone.at);
    voice.stop(from + tone.at + tone.lasts);
  }
}

/** The flash: `data-sound` names it, `data-beat` changes with each, so that two of a kind are seen as two. */
function show(sound: Sound): void {
  if (typeof document === 'undefined') return;
  const { dataset } = document.documentElement;
  dataset['sound'] = sound;
  dataset['beat'] = dataset['beat'] === 'even' ? 'odd' : 'even';
}

/** Plays a sound unless the counter is muted; shows it always. Never throws. */
export function playSound(sound: Sound, isMuted = false): void {
  show(sound);
  if (isMuted) return;
  try {
    sing(sound);
  } catch {
    // A machine that cannot play it: the flash was seen.
    context = null;
  }
}
