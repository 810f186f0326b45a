import { constitutionCodec, decode, encode } from '@tallystick/protocol';
import { noObjection } from '@tallystick/rules';
import { describe, expect, it } from 'vitest';
import { Desk } from '../testing/desk.ts';
import { governedConstitution } from '../testing/governance.ts';
import {
  constitutionInForce,
  readAppeal,
  readProposal,
  readProposals,
  readVersions,
  readVotingKey,
  rulebookInForce,
} from './read.ts';

describe('a sovereign with governance, of which nobody has said anything', () => {
  const constitution = governedConstitution();
  const { state } = new Desk(constitution);
  const nobody = new Uint8Array(32);

  it('has a constitution that can be founded', () => {
    const encoded = encode(constitutionCodec, constitution);
    expect(decode(constitutionCodec, encoded)).toMatchObject({ ok: true });
    expect(constitutionInForce(state, Number.MAX_SAFE_INTEGER)).toEqual(constitution);
  });

  it('has no proposals, versions, voting keys, appeals', () => {
    expect(readProposals(state)).toEqual([]);
    expect(readProposal(state, nobody)).toBeUndefined();
    expect(readVersions(state, { kind: 'global' })).toEqual({ versions: [], failed: [] });
    expect(readVotingKey(state, nobody)).toBeUndefined();
    expect(readAppeal(state, nobody)).toBeUndefined();
  });

  it('has a rulebook that objects to nothing, and that is always the same', () => {
    const { rulebook, source } = rulebookInForce(state);
    expect(rulebook).toBe(noObjection);
    expect(source.currencies.map(({ code }) => code)).toEqual(['HRB', 'GLD']);
    expect(rulebookInForce(state).rulebook).toBe(rulebook);
    expect(rulebookInForce(state).source).toBe(source);
  });
});
