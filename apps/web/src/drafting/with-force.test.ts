import { expect, it } from 'vitest';
import { forceOf, nextVersion, withForce } from './with-force.ts';

it('a text in force becomes the draft of its next version, and nothing else of it changes', () => {
  const text = `module KE version 3 in force from 2028-01-01 until 2029-01-01

accepts treaty DE-KE version 1
`;
  expect(nextVersion(text, 4, '2030-05-01')).toBe(`module KE version 4 in force from 2030-05-01

accepts treaty DE-KE version 1
`);
  const list = 'list NEAR of countries version 1 in force from 2028-01-01\nfresh for 30 days: DE\n';
  expect(nextVersion(list, 2, '2030-05-01')).toContain('version 2 in force from 2030-05-01\nfresh');
});

it('days are read and written where the heading has them', () => {
  const text = 'module KE version 1 in force from 2028-01-01\n\nrule KE-1 "in force from"\n';
  expect(forceOf(text)).toEqual({ from: '2028-01-01', until: '' });
  const dated = withForce(text, { from: '2028-02-01', until: '2029-01-01' });
  expect(dated).toContain('in force from 2028-02-01 until 2029-01-01\n');
  expect(forceOf(dated)).toEqual({ from: '2028-02-01', until: '2029-01-01' });
  expect(withForce(dated, forceOf(text))).toBe(text);
  expect(forceOf('no heading')).toEqual({ from: '', until: '' });
});
