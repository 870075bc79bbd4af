// The thread in which a backup is made. Owns nothing but its beginning and end.
import { workerData } from 'node:worker_threads';
import { backUpInPortions } from './backup.ts';

const { books, dataFolder } = workerData as { books: string; dataFolder: string };
await backUpInPortions(books, dataFolder);
