import { type Constitution, constitutionCodec, decode } from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { buildWorld } from '@tallystick/protocol/testing/world';
import type { Ground } from '../drafting/ground.ts';

/** What a change is drafted beside: a constitution for tests with what is given, and nothing else voted. */
export function standingWith(changed: Partial<Constitution>): Ground {
  const { evidence } = buildWorld(nodeCrypto, {});
  const decoded = decode(constitutionCodec, evidence.constitution.constitution);
  if (!decoded.ok) throw new Error(decoded.reason);
  return {
    source: { modules: [], lists: [], settings: [], currencies: [] },
    time: 10_000,
    constitution: { ...decoded.value, ...changed },
    proposals: [],
    versions: [],
    circulating: [],
    vendors: 0,
    voted: { settings: [], peers: [], vendors: [] },
  };
}
