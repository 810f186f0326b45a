import {
  type Constitution,
  type Currency,
  type Epoch,
  type Governance,
  type Hash,
  type KeyPair,
  type SignedConstitution,
  type SignedEpoch,
  type Signers,
  constitutionCodec,
  encode,
  epochCodec,
  epochHash,
  hash,
  signingContext,
} from '@tallystick/protocol';
import { OPERATING_SUITE, ROOT_SUITE } from './keys.ts';
import type { CreateSovereignOptions, FoundingPorts, ParameterOptions } from './options.ts';

export const DEFAULT_PARAMETERS: Required<ParameterOptions> = {
  heartbeatMs: 60_000,
  closureAfterMs: 300_000,
  validityMs: 86_400_000,
  freshnessMs: 172_800_000,
  quorum: 0,
  stateRootEvery: 65_536,
};
/** How long one log key may sign: ten years. It is replaced by a new epoch before. */
const EPOCH_MS = 10 * 365 * 86_400_000;
/** A clock that is a little ahead of the node's still finds the epoch begun. */
const EPOCH_MARGIN_MS = 3_600_000;

/** The founding document; what the options leave open gets its default. */
export function draftConstitution(
  options: CreateSovereignOptions,
  root: KeyPair,
  treasuries: readonly Signers[],
  governance: Governance | null,
  ports: FoundingPorts,
): Constitution {
  const salt = ports.random(16);
  return {
    version: 1,
    name: options.name,
    country: options.country,
    createdAt: ports.now(),
    salt,
    root: { suite: root.suite, publicKey: root.publicKey },
    origin: options.origin ?? defaultOrigin(options.name, salt),
    suites: {
      roots: [1, 2, 3, ROOT_SUITE],
      devices: [OPERATING_SUITE, 2, 3],
      log: [OPERATING_SUITE],
    },
    currencies: options.currencies.map((currency, index): Currency => {
      const { code, decimals, name = code } = currency;
      return { code, decimals, name, treasury: treasuries[index] as Signers };
    }),
    registrars: null,
    parameters: { ...DEFAULT_PARAMETERS, ...options.parameters },
    witnesses: [],
    validators: [],
    governance,
  };
}

export function signConstitution(
  constitution: Constitution,
  root: KeyPair,
  ports: FoundingPorts,
): { signed: SignedConstitution; sovereign: Hash } {
  const bytes = encode(constitutionCodec, constitution);
  const sovereign = hash('constitution', bytes);
  const signature = ports.crypto.sign(root, sovereign, signingContext('constitution', null));
  return { signed: { constitution: bytes, signature }, sovereign };
}

/** In ms since 1970: by the machine's clock, and the newest time in the log that the epoch goes on from. */
interface EpochTimes {
  readonly now: number;
  readonly logged: number;
}

/**
 * The epoch that follows `succeeds`, or the first one. Its log key signs from an hour before the newest logged time on, which
 * the log goes on from: with a clock that was somewhat ahead, wallets would else believe nothing until that time comes.
 */
export function draftEpoch(
  sovereign: Hash,
  number: number,
  origin: string,
  log: KeyPair,
  succeeds: Epoch['succeeds'],
  { now, logged }: EpochTimes,
): Epoch {
  return {
    sovereign,
    number,
    origin,
    log: { suite: log.suite, publicKey: log.publicKey },
    notBefore: Math.max(0, Math.min(now, logged) - EPOCH_MARGIN_MS),
    notAfter: Math.max(now, logged) + EPOCH_MS,
    succeeds,
  };
}

export function signEpoch(epoch: Epoch, root: KeyPair, ports: FoundingPorts): SignedEpoch {
  const context = signingContext('epoch', epoch.sovereign);
  const signature = ports.crypto.sign(root, epochHash(epoch), context);
  return { epoch: encode(epochCodec, epoch), signature };
}

/** A name that two sovereigns do not share by accident: the sovereign's own, and eight digits of the salt. */
function defaultOrigin(name: string, salt: Uint8Array): string {
  const words = name.toLowerCase().match(/[a-z0-9]+/g) ?? ['sovereign'];
  return `tallystick/${words.join('-')}-${Buffer.from(salt.subarray(0, 4)).toString('hex')}`;
}
