// The bug: a PIN's lock is reckoned by the clock that anybody can set.
import { plant } from './plant.ts';

plant('lock-by-wall-clock', [
  {
    file: 'src-main/core.ts',
    find: 'new PinLocks(() => options.clock.monotonicMs())',
    put: 'new PinLocks(() => options.clock.now().getTime())',
  },
]);
