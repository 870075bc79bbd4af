// A clock that stands still until a test moves it.
import type { Clock } from '#main/clock.ts';

/** A clock that a test sets; it starts on a Friday afternoon in Shanghai. */
export class TestClock implements Clock {
  at = new Date('2026-11-20T08:00:00.000Z');
  monoMs = 1000;
  now(): Date {
    return this.at;
  }
  monotonicMs(): number {
    return this.monoMs;
  }
  /** Lets time pass, in milliseconds, on both clocks. */
  pass(ms: number): void {
    this.at = new Date(this.at.getTime() + ms);
    this.monoMs += ms;
  }
}
