// The bug: nobody looks at signatures; whoever has read how the chain is made can chain it anew.
import { plant } from './plant.ts';

plant('no-signature-check', [
  {
    file: 'src-main/store/verify.ts',
    find: 'if (!crypto.verify(null, row.hash, keyFor(publicKey), row.sig))',
    put: 'if (!crypto.verify(null, row.hash, keyFor(publicKey), row.sig) && row.sig.length !== 64)',
  },
]);
