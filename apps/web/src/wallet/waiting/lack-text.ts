import type { ClaimLack } from '@tallystick/wallet';
import type { Formats } from '../../frame/formats.ts';
import type { WaitingWords } from '../../words/english/wallet/waiting.ts';

/** What a condition lacks, of which a claim that waits for one tells. */
type Lack = Extract<ClaimLack, { readonly kind: 'condition' }>['lack'];

type Write = Pick<Formats, 'moment' | 'number'>;

/** What keeps a claim from being taken, in a sentence. */
export function lackText(lacks: ClaimLack, say: WaitingWords, write: Write): string {
  const missing = (what: string): string => `${say.missing}: ${what}`;
  switch (lacks.kind) {
    case 'ended':
      return say.lacks.ended;
    case 'first-period':
      return missing(say.lacks.firstPeriod);
    case 'next-period':
      return missing(say.lacks.nextPeriod);
    case 'condition': {
      const what = wordsOf(lacks.lack, say, write);
      return lacks.isPossible ? missing(what) : say.lacks.impossible(what);
    }
  }
}

function wordsOf(lack: Lack, words: WaitingWords, write: Write): string {
  const { lacks: say } = words;
  switch (lack.kind) {
    case 'after':
      return say.after(write.moment(lack.time));
    case 'before':
      return say.before(write.moment(lack.time));
    case 'preimage':
      return say.preimage(lack.hash);
    case 'signed':
      return lack.more === 1
        ? say.oneSignature(lack.by.join(say.or))
        : say.signatures(write.number(lack.more), lack.by.join(', '));
    case 'attested':
      return say.attested(lack.by, lack.statement);
    case 'admitted':
      return lack.claim === null
        ? say.returned(lack.hold, lack.sovereign)
        : say.taken(lack.hold, lack.sovereign, String(lack.claim));
    case 'fork':
      return say.fork(lack.hold);
    case 'some': {
      // Bracketed, so that one list within another is not misread.
      const of = lack.of.map((one) => {
        const text = wordsOf(one, words, write);
        return one.kind === 'some' ? `(${text})` : text;
      });
      if (lack.needed === of.length) return of.join(say.and);
      const list = of.join('; ');
      return lack.needed === 1 ? say.oneOf(list) : say.someOf(write.number(lack.needed), list);
    }
  }
}
