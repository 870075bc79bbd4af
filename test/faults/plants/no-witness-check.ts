// The bug: the second copy is read and never compared.
import { plant } from './plant.ts';

plant('no-witness-check', [
  {
    file: 'src-main/store/audit.ts',
    find: 'own ?? sameWitness(row, witness.next());',
    put: 'own ?? (witness.next().done === undefined ? sameWitness(row, witness.next()) : null);',
  },
]);
