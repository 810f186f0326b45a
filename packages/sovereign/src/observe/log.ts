import { type DestinationStream, type Logger, pino } from 'pino';

export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug';

/**
 * Where a secret could stand in something that is logged. The first line of defence is that nothing logs one: requests are
 * logged by method, route and status only. This is the second.
 */
const SECRET_PATHS = [
  'passphrase',
  'secret',
  'secretKey',
  'seed',
  'token',
  'unlock',
  'authorization',
  'cookie',
].flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** Where a node's log goes. */
export function standardError(): DestinationStream {
  return pino.destination({ fd: 2, sync: false });
}

/** Structured logs, one JSON object a line, to the standard error output unless a destination is given. */
export function newLogger(
  level: LogLevel,
  destination: DestinationStream = standardError(),
): Logger {
  return pino(
    {
      level,
      base: null,
      redact: { paths: SECRET_PATHS, censor: '[secret]' },
      serializers: { err: pino.stdSerializers.err },
    },
    destination,
  );
}
