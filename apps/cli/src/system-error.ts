const FULL: readonly unknown[] = ['ENOSPC', 'EDQUOT'];
/** SQLITE_FULL. */
const SQLITE_FULL = 13;

/**
 * What a person reads when the machine is in trouble: the system's own sentence and what to do next. Undefined for every
 * other error, which is a defect of this program.
 */
export function systemErrorText(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, syscall, path, errcode } = error as NodeJS.ErrnoException & { errcode?: unknown };
  const where = path === undefined ? '' : ` of ${path}`;
  if (FULL.includes(code) || (typeof errcode === 'number' && (errcode & 0xff) === SQLITE_FULL)) {
    return `The disk${where} is full. Make room and give the same command again: it goes on where this one ended.`;
  }
  if (typeof syscall !== 'string') return undefined;
  return `${error.message}. Mend that and give the same command again.`;
}
