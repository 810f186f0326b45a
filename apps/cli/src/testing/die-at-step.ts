/**
 * To be imported by a process before its program (`node --import`): ends it with SIGKILL at a durable step, counted from 1. A step
 * is a commit of a database, or a file that takes its place. `DIE=before:3`, `DIE=after:1`.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { DatabaseSync } from 'node:sqlite';

const [when = '', number = ''] = (process.env['DIE'] ?? '').split(':');
let steps = 0;

function step(effect: () => void): void {
  steps += 1;
  const isLast = steps === Number(number);
  if (isLast && when === 'before') process.kill(process.pid, 'SIGKILL');
  effect();
  if (isLast && when === 'after') process.kill(process.pid, 'SIGKILL');
}

// eslint-disable-next-line typescript/unbound-method
const exec = DatabaseSync.prototype.exec;
DatabaseSync.prototype.exec = function counted(this: DatabaseSync, sql: string): void {
  if (sql === 'COMMIT') step(() => exec.call(this, sql));
  else exec.call(this, sql);
};

const rename = fs.renameSync;
fs.renameSync = (from, to): void => step(() => rename(from, to));
syncBuiltinESMExports();
