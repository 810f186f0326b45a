import { expect, test } from 'vitest';
import { newLogger } from './log.ts';

test('no secret reaches a line, wherever in an object it stands', () => {
  const lines: string[] = [];
  const log = newLogger('info', { write: (line) => void lines.push(line) });
  const secret = 'hunter2';
  log.info({ passphrase: secret, token: secret, name: 'kept' }, 'top');
  log.warn({ key: { secretKey: secret, suite: 1 } }, 'nested');
  log.error({ request: { headers: { authorization: `Bearer ${secret}` } } }, 'deep');
  log.info({ options: { unlock: secret } }, 'options');
  expect(lines.length).toBe(4);
  expect(lines.join('')).not.toContain(secret);
  expect(lines[0]).toContain('kept');
  expect(JSON.parse(lines[1]!)).toMatchObject({ key: { secretKey: '[secret]', suite: 1 } });
});
