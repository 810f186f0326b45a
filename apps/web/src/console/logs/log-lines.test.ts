import { expect, it } from 'vitest';
import { logPath, prettyData } from './log-lines.ts';

it('asks for what was chosen, whatever is typed', () => {
  expect(logPath('warn', '')).toBe('/v1/operator/logs?level=warn&limit=200');
  expect(logPath('info', ' a&limit=9 ')).toBe(
    '/v1/operator/logs?level=info&limit=200&containing=a%26limit%3D9',
  );
});

it('shows what stands in a line in lines, and what is no JSON as it is', () => {
  expect(prettyData('{"err":{"stack":"Error: x\\n    at y"}}')).toContain('Error: x\n      at y');
  expect(prettyData('{"starts":2}')).toBe('{\n  "starts": 2\n}');
  expect(prettyData('{')).toBe('{');
});
