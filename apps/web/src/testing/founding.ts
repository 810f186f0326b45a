import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Hash, KeyPair } from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { type CreateSovereignOptions, createSovereign } from '@tallystick/sovereign';

const HOUR_MS = 3_600_000;
/** Long enough for a busy machine to have the gates report, and short enough to be waited for. */
const SHORT_MS = 8000;

export const COUNCIL_SEED = 7;

/** The key of an office that is made from 32 such bytes. */
export function keyOfSeed(seed: number): KeyPair {
  return nodeCrypto.keyPair(1, new Uint8Array(32).fill(seed));
}

/** The key of the council, which approves proposals. */
export const COUNCIL: KeyPair = keyOfSeed(COUNCIL_SEED);
/** Of the two keys that answer appeals together, what they are made from. */
export const JUDGES: readonly [number, number] = [11, 12];

/** The council's place among the offices. */
export const COUNCIL_OFFICE = 1;

/**
 * Rules of modules can come in an emergency; others are heard for an hour. Rules of TZ are soon voted on, peers too, with voting
 * keys; the council soon decides whose hardware those may be in, on currencies, cosigners and lists; and the judges on settings, together.
 */
function governance(councilVoteMs: number): NonNullable<CreateSovereignOptions['governance']> {
  const procedure = {
    electorate: 'residents',
    office: 'council',
    approvalPermille: 501,
    quorumPermille: 200,
    voteMs: HOUR_MS,
    timelockMs: HOUR_MS,
    vendors: 0,
    audits: 0,
  };
  const modules = { kind: 'module', owner: null } as const;
  const soon = { ...procedure, office: null, commentMs: SHORT_MS, timelockMs: 0, emergencyMs: 0 };
  const byCouncil = { electorate: null, office: 'council', voteMs: councilVoteMs };
  return {
    electorates: [{ name: 'residents', countries: ['KE'], minTier: 0 }],
    offices: [
      { name: 'gates', holder: 'ring' },
      { name: 'council', threshold: 1, signers: [COUNCIL] },
      { name: 'registrars', holder: 'ring' },
      { name: 'judges', threshold: 2, signers: JUDGES.map(keyOfSeed) },
    ],
    procedures: [
      { ...soon, scope: { kind: 'module', owner: 'TZ' } },
      { ...soon, scope: { kind: 'peers' }, vendors: 3 },
      { ...soon, ...byCouncil, quorumPermille: 0, scope: { kind: 'vendors' } },
      { ...soon, ...byCouncil, quorumPermille: 0, scope: { kind: 'currencies' } },
      { ...soon, ...byCouncil, quorumPermille: 0, scope: { kind: 'cosigners' } },
      { ...soon, ...byCouncil, office: 'judges', quorumPermille: 0, scope: { kind: 'settings' } },
      {
        ...soon,
        ...byCouncil,
        quorumPermille: 0,
        emergencyMs: HOUR_MS,
        scope: { kind: 'list', name: null },
      },
      { ...procedure, scope: { kind: 'governance' }, commentMs: HOUR_MS, emergencyMs: 0 },
      { ...procedure, scope: modules, commentMs: HOUR_MS, emergencyMs: HOUR_MS },
      { ...procedure, scope: { kind: 'global' }, commentMs: HOUR_MS, emergencyMs: 0 },
    ],
    gates: 'gates',
    registrars: 'registrars',
    appeals: 'judges',
  };
}

/** Founds a sovereign in a folder, where commands find its passphrase; the council has so long for what it alone decides. */
export async function foundHarbour(
  folder: string,
  name: string,
  councilVoteMs: number = SHORT_MS,
): Promise<Hash> {
  const passphrase = randomBytes(32).toString('hex');
  const { sovereign } = await createSovereign({
    folder,
    name,
    country: 'KE',
    currencies: [
      { code: 'HRB', decimals: 2, name: 'Harbour shilling' },
      {
        code: 'FISH',
        decimals: 0,
        name: 'Fish tokens',
        treasury: { threshold: 2, keys: 2 },
      },
    ],
    parameters: { heartbeatMs: 500, closureAfterMs: 60_000 },
    governance: governance(councilVoteMs),
    passphrase: Buffer.from(passphrase),
  });
  writeFileSync(join(folder, 'unlock.key'), passphrase);
  return sovereign;
}
