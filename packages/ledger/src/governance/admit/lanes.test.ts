import { contentOf, encodeStructured, type Matter } from '@tallystick/protocol';
import { expect, it } from 'vitest';
import { Desk } from '../../testing/desk.ts';
import { governedConstitution, speak, testGovernance } from '../../testing/governance.ts';
import { START } from '../../testing/parties.ts';

it('of what wallets go by is no emergency, whatever lane the procedure has', () => {
  const procedures = testGovernance().procedures.map((one) =>
    one.office === null ? one : { ...one, emergencyMs: 9000 },
  );
  const desk = new Desk(governedConstitution(undefined, { procedures }));
  const ada = desk.person();
  const { suites, currencies, witnesses, validators } = desk.constitution;
  const declare = (matter: Matter, bytes: Uint8Array): unknown => {
    const content = contentOf(bytes, []);
    const dated = { base: null, from: START, until: null, alarms: [] } as const;
    const lane = 'emergency';
    const answer = desk.send(speak(ada, { kind: 'proposal', matter, content, lane, ...dated }));
    return answer.ok ? 'admitted' : answer.data;
  };
  const cosigners = { witnesses, validators };
  expect([
    declare({ kind: 'suites' }, encodeStructured('suites', suites)),
    declare({ kind: 'currencies' }, encodeStructured('currencies', [...currencies])),
    declare({ kind: 'cosigners' }, encodeStructured('cosigners', cosigners)),
    declare({ kind: 'peers' }, encodeStructured('peers', [])),
  ]).toEqual([{ fault: 'lane' }, { fault: 'closing' }, { fault: 'lane' }, 'admitted']);
});
