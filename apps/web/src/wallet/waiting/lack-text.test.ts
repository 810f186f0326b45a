import type { ClaimLack } from '@tallystick/wallet';
import { expect, it } from 'vitest';
import { formatsOf } from '../../frame/formats.ts';
import { waitingEnglish } from '../../words/english/wallet/waiting.ts';
import { waitingGerman } from '../../words/german/wallet/waiting.ts';
import { lackText } from './lack-text.ts';

type Lack = Extract<ClaimLack, { readonly kind: 'condition' }>['lack'];

const time = Date.UTC(2027, 4, 3, 12);
const german = formatsOf('de');
const say = (lacks: ClaimLack): string => lackText(lacks, waitingGerman, german);
const lacking = (lack: Lack, isPossible = true): ClaimLack => ({
  kind: 'condition',
  isPossible,
  lack,
});

/** No kind is without an example. */
const EXAMPLES: { readonly [K in Lack['kind']]: readonly [Extract<Lack, { kind: K }>, string] } = {
  after: [{ kind: 'after', time }, `der Zeitpunkt ${german.moment(time)}`],
  before: [{ kind: 'before', time }, `vor ${german.moment(time)} hätte es sein müssen`],
  preimage: [{ kind: 'preimage', hash: 'ab' }, 'das Geheimnis zum Hash ab'],
  signed: [{ kind: 'signed', more: 2, by: ['ben', 'carl'] }, '2 Zustimmungen von ben, carl'],
  attested: [{ kind: 'attested', by: 'post', statement: '"da"' }, 'das Wort von post: "da"'],
  admitted: [
    { kind: 'admitted', hold: 'ab', sovereign: 'cd', claim: null },
    'dass der Betrag ab beim Souverän cd zurückgekommen ist',
  ],
  fork: [{ kind: 'fork', hold: 'ab' }, 'der Beweis, dass über ab zweimal verfügt wurde'],
  some: [
    {
      kind: 'some',
      needed: 1,
      of: [
        { kind: 'preimage', hash: 'ab' },
        {
          kind: 'some',
          needed: 2,
          of: [
            { kind: 'preimage', hash: 'cd' },
            { kind: 'signed', more: 1, by: ['ben', 'carl'] },
          ],
        },
      ],
    },
    'eines davon: das Geheimnis zum Hash ab; (das Geheimnis zum Hash cd, und eine Zustimmung von ben oder carl)',
  ],
};

it('what is missing is said in German, whatever a condition lacks', () => {
  for (const [lack, text] of Object.values(EXAMPLES)) {
    expect(say(lacking(lack))).toBe(`Es fehlt noch: ${text}`);
    expect(say(lacking(lack, false))).toBe(`Das geht nicht mehr: ${text}`);
  }
  const taken: Lack = { kind: 'admitted', hold: 'ab', sovereign: 'cd', claim: 1 };
  expect(say(lacking(taken))).toContain('nach Anspruch 1 abgeholt');
});

it('and whatever else keeps a claim from being taken', () => {
  const others = ['ended', 'first-period', 'next-period'] as const;
  for (const words of [waitingEnglish, waitingGerman]) {
    const texts = others.map((kind) => lackText({ kind }, words, german));
    expect(new Set(texts).size).toBe(others.length);
  }
  expect(say({ kind: 'ended' })).toBe('Die Zeit zum Abholen ist vorbei.');
});
