import { expect, it } from 'vitest';
import { troubleOf } from './open-camera.ts';

it('why there is no picture is told in four words', () => {
  expect(troubleOf('NotAllowedError')).toBe('refused');
  expect(troubleOf('SecurityError')).toBe('refused');
  expect(troubleOf('NotFoundError')).toBe('none');
  expect(troubleOf('OverconstrainedError')).toBe('none');
  expect(troubleOf('NotReadableError')).toBe('busy');
  expect(troubleOf('AbortError')).toBe('busy');
  for (const name of ['TypeError', '', 'toString', '__proto__']) {
    expect(troubleOf(name)).toBe('unable');
  }
});
