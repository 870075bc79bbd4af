// The bug: whoever sets the clock back leaves no trace.
import { plant } from './plant.ts';

plant('clock-never-suspect', [
  {
    file: 'src-main/store/journal.ts',
    find: 'clockSuspect: isBack ? 1 : 0,',
    put: 'clockSuspect: isBack ? 0 : 0,',
  },
]);
