import {
  type SayOperation,
  type Statement,
  decodeStatement,
  keyId,
  toHex,
} from '@tallystick/protocol';
import { timeText } from '../time-text.ts';

type Policy = Extract<Statement, { kind: 'policy' }>['policy'];
type CountryRecord = Extract<Statement, { kind: 'country' }>;

/** What a change does, every field of it, from the bytes that are signed, whatever anybody said about them. */
export function describeChange(operation: SayOperation): string {
  const decoded = decodeStatement(operation.statement, operation.body);
  if (!decoded.ok) return 'something that this wallet does not know';
  const { value } = decoded;
  switch (value.kind) {
    case 'add-device': {
      const { key, encryptionKey } = value.device;
      const memos = encryptionKey === null ? ', to which no memo can be sealed' : '';
      return `enrol the device with the key ${toHex(keyId(key)).slice(0, 16)}${memos}`;
    }
    case 'revoke-device':
      return `revoke device ${value.ordinal}`;
    case 'policy':
      return describePolicy(value.policy);
    case 'handle':
      return `take the handle @${value.handle}`;
    case 'country':
      return describeCountry(value);
    case 'fork-proof':
      return `state that somebody has forked the hold ${toHex(value.hold)}`;
    case 'intent':
      return `announce a payment, of which only the hash ${toHex(value.terms)} is told`;
  }
}

function describePolicy({ threshold, recovery }: Policy): string {
  const signing = `ask for the signatures of ${threshold} devices from then on`;
  if (recovery === null) return signing;
  const { delayMs, guardianThreshold, guardians } = recovery;
  const all = guardians.map((guardian) => toHex(guardian)).join(', ');
  const who = `${guardianThreshold} of the ${guardians.length} identities ${all}`;
  return `${signing}, and let ${who} take this one over after ${delayMs} ms`;
}

function describeCountry({ country, tier, validUntil, attestation }: CountryRecord): string {
  const until = validUntil === null ? '' : `, valid until ${timeText(validUntil)}`;
  const by = attestation === null ? '' : `, signed by registrar ${attestation.registrar}`;
  const self = tier === 0 && attestation === null;
  return `declare the country ${country}${self ? '' : ` with tier ${tier}`}${until}${by}`;
}
