// The bug: a second copy that cannot be written is nobody's trouble, and selling goes on without one.
import { plant } from './plant.ts';

plant('mirror-error-swallowed', [
  {
    file: 'src-main/core.ts',
    find: '      else this.#stopSelling(detail);',
    put: '',
  },
]);
