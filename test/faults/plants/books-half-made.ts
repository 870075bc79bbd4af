// The bug: new books are made under their own name, so that whoever comes after a cut takes half of them for books in use.
import { plant } from './plant.ts';

plant('books-half-made', [
  {
    file: 'src-main/store/books.ts',
    find: '`${booksOf(dataFolder, number)}.new`',
    put: 'booksOf(dataFolder, number)',
  },
]);
