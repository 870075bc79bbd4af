// What `npm run cases -- FILE` starts. Owns its arguments and its exit code, nothing else.
import { runCases } from './cases.ts';

const [file] = process.argv.slice(2);
if (file === undefined) process.stderr.write('Which file? npm run cases -- FILE\n');
process.exitCode = file === undefined ? 2 : runCases(file, process.stdout, process.stderr);
