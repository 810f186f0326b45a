import { Council } from '@tallystick/ledger/testing/council';
import { Desk } from '@tallystick/ledger/testing/desk';
import {
  OFFICES,
  governedConstitution,
  testGovernance,
} from '@tallystick/ledger/testing/governance';
import { constitutionCodec, decode, encodeStructured } from '@tallystick/protocol';
import { Compile } from 'typebox/compile';
import { expect, test } from 'vitest';
import { inForceReader, inForceSchema } from './in-force.ts';

test('a constitution is told as it was founded until a vote has changed it, and then in full', () => {
  const procedures = testGovernance().procedures.map((procedure) => ({
    ...procedure,
    electorate: null,
    office: OFFICES.council,
    vendors: 0,
    audits: 0,
  }));
  const desk = new Desk(governedConstitution(undefined, { procedures }));
  const council = new Council(desk);
  const read = inForceReader(() => ({ ...desk.state, header: desk.header }));
  expect(read()).toBeNull();
  const [, ...others] = council.governance.offices;
  const [gates] = testGovernance().offices;
  const offices = [{ ...gates!, name: 'new-gates' }, ...others];
  const governance = { ...council.governance, offices };
  council.decide({ kind: 'governance' }, encodeStructured('governance', governance));
  expect(read()).toBeNull();
  desk.wait(1000);
  desk.person();
  const body = read() as { constitution: string };
  expect([...Compile(inForceSchema).Errors(body)]).toEqual([]);
  expect(body).toMatchObject({ governance: { gates: 'new-gates' } });
  const bytes = Buffer.from(body.constitution, 'base64url');
  expect(decode(constitutionCodec, bytes)).toMatchObject({
    ok: true,
    value: { ...desk.constitution, governance },
  });
  expect(read()).toBe(body);
});
