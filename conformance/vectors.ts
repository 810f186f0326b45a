import type { CryptoProvider } from '@tallystick/protocol';
import { nobleDeterministic } from '@tallystick/protocol/crypto-noble';
import type { Json } from './plain.ts';
import { addressVectors } from './sections/addresses.ts';
import { conditionVectors } from './sections/conditions.ts';
import { constitutionVectors } from './sections/constitutions.ts';
import { encodingVectors } from './sections/encodings.ts';
import { evidenceVectors } from './sections/evidence.ts';
import { frameVectors } from './sections/frames.ts';
import { governanceVectors } from './sections/governance.ts';
import { hashVectors } from './sections/hashes.ts';
import { identityVectors } from './sections/identities.ts';
import { logVectors } from './sections/log.ts';
import { offlineVectors } from './sections/offline.ts';
import { operationVectors } from './sections/operations.ts';
import { rootVectors } from './sections/roots.ts';
import { samples } from './sections/samples.ts';
import { signatureVectors } from './sections/signatures.ts';
import { stateVectors } from './sections/states.ts';
import { vaultVectors } from './sections/vaults.ts';

/** Every vector file by name, the same on every machine: fixed seeds, and signatures without randomness. */
export function allVectors(crypto: CryptoProvider = nobleDeterministic): Map<string, string> {
  const from = samples(crypto);
  const files: Record<string, Json> = {
    hashes: hashVectors(),
    encodings: encodingVectors(from),
    states: stateVectors(),
    identities: identityVectors(from),
    operations: operationVectors(from),
    constitutions: constitutionVectors(from, crypto),
    governance: governanceVectors(from),
    log: logVectors(crypto),
    roots: rootVectors(),
    evidence: evidenceVectors(from, crypto),
    signatures: signatureVectors(from, crypto),
    addresses: addressVectors(),
    offline: offlineVectors(from),
    conditions: conditionVectors(from),
    vaults: vaultVectors(crypto),
    frames: frameVectors(),
  };
  return new Map(
    Object.entries(files).map(([name, json]) => [
      `${name}.json`,
      `${JSON.stringify(json, null, 1)}\n`,
    ]),
  );
}
