import {
  type Constitution,
  type CryptoProvider,
  type Currency,
  type Epoch,
  type FoundingFault,
  type Hash,
  type SignedConstitution,
  type SignedEpoch,
  decode,
  equalBytes,
  hash,
  signedConstitutionCodec,
  signedEpochCodec,
  toHex,
  verifyFounding,
} from '@tallystick/protocol';
import { stop } from '../stop.ts';
import { NOTHING_VOTED, type Voted, foundingCurrencies } from './changes.ts';
import { chainFault } from './epochs.ts';

/** A currency of the constitution, by what its amounts and holds name it. */
export interface KnownCurrency {
  readonly id: Hash;
  readonly declared: Currency;
}

/**
 * What a wallet believes of its sovereign: the pinned constitution, the epochs that its root has signed,
 * and what votes have made of it, as far as the log has proven it.
 */
export interface Trust {
  readonly sovereign: Hash;
  readonly signed: SignedConstitution;
  /** The founding's. */
  readonly constitution: Constitution;
  /** Of the founding and voted, those to come included. */
  readonly currencies: readonly KnownCurrency[];
  readonly voted: Voted;
  readonly epochs: readonly Epoch[];
}

/**
 * Checks a signed constitution and the epochs of its log, oldest first, at least one, each in canonical bytes. `pin` is the
 * sovereign id that is expected, null to believe what is shown (trust on first use). What does not hold ends the operation
 * with `tampering`, or with `usage` where this program cannot read the constitution.
 */
export function establishTrust(
  crypto: CryptoProvider,
  constitutionBytes: Uint8Array,
  epochs: readonly Uint8Array[],
  pin: Hash | null,
): Trust {
  const signed = decode(signedConstitutionCodec, constitutionBytes);
  if (!signed.ok) return distrust('constitution-encoding', signed.reason);
  const sovereign = hash('constitution', signed.value.constitution);
  if (pin !== null && !equalBytes(pin, sovereign)) {
    const what = `it shows the constitution ${toHex(sovereign)}, and ${toHex(pin)} is pinned`;
    return distrust('other-sovereign', what);
  }
  const founded = epochs.map((bytes) => {
    const epoch = decode(signedEpochCodec, bytes);
    if (!epoch.ok) return distrust('epoch-encoding', epoch.reason);
    return checkFounding(crypto, signed.value, epoch.value, sovereign);
  });
  const constitution = founded[0]?.constitution;
  if (constitution === undefined) return distrust('epoch-encoding', 'it shows no epoch of its log');
  const fault = chainFault(founded.map(({ epoch }) => epoch));
  if (fault !== undefined) return distrust('epoch-chain', `its epochs are no chain: ${fault}`);
  const named = founded.map(({ epoch }) => epoch);
  return foundedTrust({ sovereign, signed: signed.value, constitution, epochs: named });
}

/** What is believed of documents that were verified, before anything was voted. */
export function foundedTrust(
  founding: Pick<Trust, 'sovereign' | 'signed' | 'constitution' | 'epochs'>,
): Trust {
  const { sovereign, constitution } = founding;
  const currencies = foundingCurrencies(sovereign, constitution.currencies);
  return { ...founding, currencies, voted: NOTHING_VOTED };
}

function checkFounding(
  crypto: CryptoProvider,
  constitution: SignedConstitution,
  epoch: SignedEpoch,
  sovereign: Hash,
): { constitution: Constitution; epoch: Epoch } {
  const checked = verifyFounding(constitution, epoch, sovereign, crypto);
  if (checked.ok) return checked;
  if (checked.fault === 'constitution-encoding') {
    // A pinned one has the right hash by now, so nobody has altered it; without a pin there is nobody yet to distrust.
    const message =
      'The sovereign’s constitution cannot be read. It is of another version of this program, or malformed: use the version that it was founded with.';
    return stop('usage', 'other-version', message);
  }
  return distrust(checked.fault, FAULTS[checked.fault]);
}

const FAULTS: Readonly<Record<Exclude<FoundingFault, 'constitution-encoding'>, string>> = {
  'other-sovereign': 'its constitution is not the pinned one',
  'constitution-signature': 'its root has not signed the constitution that it shows',
  'epoch-encoding': 'an epoch of its log is malformed',
  'epoch-of-another-sovereign': 'it shows an epoch of another sovereign',
  'epoch-origin': 'an epoch of its log has the wrong origin',
  'epoch-suite': 'its log is signed with a suite that the constitution does not admit',
  'epoch-signature': 'its root has not signed an epoch that it shows',
};

function distrust(code: FoundingFault | 'epoch-chain', what: string): never {
  return stop('tampering', code, `The sovereign cannot be trusted: ${what}.`);
}
