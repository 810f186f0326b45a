import { flushCompileCache } from 'node:module';
import { noObjection } from '@tallystick/rules';
import { runRing } from './run-ring.ts';

// All of the program is loaded: it is kept now, before anything is read, and never written again.
flushCompileCache();
process.permission.drop('fs.write');
if (process.permission.has('fs.write', process.env['NODE_COMPILE_CACHE'])) {
  throw new Error('files can still be written');
}
runRing([noObjection]);
