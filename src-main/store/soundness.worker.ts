// The thread in which a large database is looked through. Owns nothing but its beginning and end.
import { parentPort, workerData } from 'node:worker_threads';
import { openFileReadOnly } from './open.ts';
import { problemsOf } from './soundness.ts';

const { file } = workerData as { file: string };
const db = openFileReadOnly(file);
for (const problem of problemsOf(db)) {
  if (problem === null) continue;
  parentPort?.postMessage(problem);
  break;
}
db.close();
