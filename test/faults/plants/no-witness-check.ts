// The bug: the second copy is read and never compared.
import { plant } from './plant.ts';

plant('no-witness-check', [
  {
    file: 'src-main/store/audit.ts',
    find: 'own ?? witness.check(row);',
    put: 'own ?? (witness.check(row) === null ? null : null);',
  },
]);
