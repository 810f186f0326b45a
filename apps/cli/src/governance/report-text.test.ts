import { expect, it } from 'vitest';
import { type GatesFound, proposedText } from './report-text.ts';

const FOUND: GatesFound = {
  mistakes: [],
  differences: [
    {
      kind: 'newly-refused',
      module: 'DE',
      rule: 'DE-1',
      message: 'DE-1 refuses it',
      witness: '6.00 HRB from DE',
    },
  ],
  overruled: [],
  undecided: [],
  findings: [],
  examples: 0,
  leftOut: 0,
};

it('what is proposed is told word for word, and what it changes with an example', () => {
  const text = 'module DE version 2\n\nrule DE-1 "Cap"\n';
  expect(proposedText(text, FOUND).join('\n')).toBe(
    [
      'What is proposed:',
      '  module DE version 2',
      '',
      '  rule DE-1 "Cap"',
      'What the gates found:',
      '  It newly refuses:',
      '    DE-1 refuses it',
      '      for example 6.00 HRB from DE',
      '  0 worked examples hold.',
    ].join('\n'),
  );
  expect(proposedText(null, undefined)).toEqual([
    'What the gates found:',
    '  Nobody has asked the gates here yet.',
  ]);
});

it('a text moves nobody’s cursor', () => {
  expect(proposedText('a\u001B[2Jb', undefined).join('\n')).not.toContain('\u001B');
});
