import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What a process asked of its disk, in the order of the calls. */
export type DiskEvent =
  | { kind: 'create'; file: string }
  /** `at` null: at the end of the file. */
  | { kind: 'write'; file: string; at: number | null; bytes: Buffer }
  | { kind: 'truncate'; file: string; length: number }
  | { kind: 'remove'; file: string }
  /**
   * The call has returned: all that was written to the file (or a folder's names) is on the disk.
   */
  | { kind: 'synced'; file: string }
  /** The process wrote this to its standard output. */
  | { kind: 'printed'; text: string };

const CALLS = 'openat,pwrite64,write,fsync,fdatasync,ftruncate,unlink,unlinkat,rename,renameat';

export const hasStrace: boolean = spawnSync('strace', ['--version']).status === 0;

/** Runs a program to its end under strace and reads what it did to its disk. */
export function traceDisk(command: readonly string[], traceFile: string): DiskEvent[] {
  const options = ['-f', '-y', '-xx', '-s', '100000000', '--seccomp-bpf', '-e', `trace=${CALLS}`];
  const { status, stderr } = spawnSync('strace', [...options, '-o', traceFile, ...command]);
  if (status !== 0) throw new Error(`strace ended with ${status}: ${stderr.toString()}`);
  return parseTrace(readFileSync(traceFile, 'latin1'));
}

/** Reads strace's lines; calls of several threads may begin and end on different lines. */
export function parseTrace(text: string): DiskEvent[] {
  const events: DiskEvent[] = [];
  const unfinished = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, thread = '', rest = ''] = /^(\d+) +(.*)$/.exec(line) ?? [];
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest);
    if (resumed === null && rest.endsWith('<unfinished ...>')) {
      const begun = rest.slice(0, -'<unfinished ...>'.length);
      unfinished.set(thread, begun);
      // From now on the bytes may reach the disk; the result is not known yet, and assumed.
      if (/^(pwrite64|write)\(/.test(begun)) events.push(...writeEvents(begun));
      continue;
    }
    const begun = resumed === null ? undefined : unfinished.get(thread);
    const whole = begun === undefined ? rest : `${begun}${resumed?.[1] ?? ''}`;
    if (!/ = \d+/.test(whole)) continue;
    if (/^(pwrite64|write)\(/.test(whole)) {
      if (begun === undefined) events.push(...writeEvents(whole));
    } else events.push(...otherEvents(whole));
  }
  return events;
}

function writeEvents(call: string): DiskEvent[] {
  const match = /^(pwrite64|write)\((\d+)<([^>]*)>, "([^"]*)", \d+(?:, (\d+))?/.exec(call);
  if (match === null) return [];
  const [, name, descriptor, path = '', hex = '', at] = match;
  const bytes = Buffer.from(hex.replaceAll('\\x', ''), 'hex');
  if (descriptor === '1') return [{ kind: 'printed', text: bytes.toString() }];
  const file = decodePath(path);
  return [{ kind: 'write', file, at: name === 'write' ? null : Number(at), bytes }];
}

function otherEvents(call: string): DiskEvent[] {
  const opened = /^openat\(.*O_CREAT.* = \d+<([^>]*)>/.exec(call)?.[1];
  if (opened !== undefined) return [{ kind: 'create', file: decodePath(opened) }];
  const synced = /^f(?:data)?sync\(\d+<([^>]*)> ?\)\s+= 0/.exec(call)?.[1];
  if (synced !== undefined) return [{ kind: 'synced', file: decodePath(synced) }];
  const [, truncated, length] = /^ftruncate\(\d+<([^>]*)>, (\d+) ?\)/.exec(call) ?? [];
  if (truncated !== undefined) {
    return [{ kind: 'truncate', file: decodePath(truncated), length: Number(length) }];
  }
  const removed = /^unlink(?:at)?\((?:[^"]*)"([^"]*)"/.exec(call)?.[1];
  if (removed !== undefined) return [{ kind: 'remove', file: decodePath(removed) }];
  return [];
}

/** With -xx strace prints paths in hexadecimal too. */
function decodePath(path: string): string {
  return path.startsWith('\\x') ? Buffer.from(path.replaceAll('\\x', ''), 'hex').toString() : path;
}
