/** Parts of contents: whoever says them takes room of the log, and of what is kept, that somebody has to be entitled to. */

import { contentOf } from '@tallystick/protocol';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Desk } from '../../testing/desk.ts';
import { governedConstitution, speak } from '../../testing/governance.ts';
import { type Person, START } from '../../testing/parties.ts';
import { unproposedParts } from '../speaker.ts';

const people = { name: 'people', countries: ['KE'], minTier: 0 };
/** protocol.md section 4. */
const MOST = 256;

function founded(electorates: readonly (typeof people)[] = [people]): Desk {
  return new Desk(governedConstitution(undefined, { electorates: [...electorates] }));
}

function sayPart(desk: Desk, by: Person): string {
  const answer = desk.send(speak(by, { kind: 'part', bytes: Uint8Array.of(1) }));
  return answer.ok ? 'admitted' : answer.code;
}

function propose(desk: Desk, by: Person, text: string): boolean {
  const content = contentOf(new TextEncoder().encode(text), []);
  const proposal = { kind: 'proposal', matter: { kind: 'global' }, base: null, content } as const;
  const dates = { from: START + 60_000, until: null, lane: 'ordinary', alarms: [] } as const;
  return desk.send(speak(by, { ...proposal, ...dates })).ok;
}

it('are said by members of an electorate, 256 at most until they propose something', () => {
  const who = fc.nat(3);
  const turn = fc.record({ who, parts: fc.integer({ min: 0, max: 300 }), proposes: fc.boolean() });
  const turns = fc.array(turn, { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(turns, (said) => {
      const desk = founded();
      // The first two are members; one lives elsewhere, and one has no country record at all.
      const all = [['KE'], ['DE', 'KE'], ['DE'], []].map((countries) => desk.person(countries));
      const since = [0, 0, 0, 0];
      for (const { who: at, parts, proposes } of said) {
        const by = all[at] as Person;
        const isMember = at < 2;
        for (let part = 0; part < parts; part += 1) {
          const isRoom = (since[at] as number) < MOST;
          const expected = isRoom ? 'admitted' : 'limit-reached';
          expect(sayPart(desk, by)).toBe(isMember ? expected : 'not-entitled');
          if (isMember && isRoom) since[at] = (since[at] as number) + 1;
        }
        if (proposes && propose(desk, by, `text of ${at}`)) since[at] = 0;
      }
      const { governing } = desk.state;
      for (const [at, by] of all.entries()) {
        const slot = desk.state.identities.find(by.id);
        const speaker = governing!.speaker(slot);
        expect(unproposedParts(speaker)).toBe(since[at]);
        expect(speaker.said.length).toBeLessThanOrEqual(64);
      }
    }),
    { numRuns: 25 },
  );
}, 60_000);

it('are said by anybody where nobody votes on anything', () => {
  const { procedures } = governedConstitution().governance!;
  const desk = new Desk(
    governedConstitution(undefined, {
      electorates: [],
      procedures: procedures.filter(({ electorate }) => electorate === null),
    }),
  );
  expect(sayPart(desk, desk.person([]))).toBe('admitted');
});

it('are said again once something was proposed, whatever became of it', () => {
  const desk = founded();
  const ada = desk.person(['KE']);
  for (let part = 0; part < MOST; part += 1) sayPart(desk, ada);
  expect(sayPart(desk, ada)).toBe('limit-reached');
  expect(propose(desk, ada, 'anything')).toBe(true);
  expect(sayPart(desk, ada)).toBe('admitted');
});
