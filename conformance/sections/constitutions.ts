import {
  type CryptoProvider,
  constitutionCodec,
  currencyId,
  encode,
  epochCodec,
  epochHash,
  epochOrigin,
  signingContext,
  treasuryId,
} from '@tallystick/protocol';
import { type Json, bytesFor, plain } from '../plain.ts';
import type { Samples } from './samples.ts';

/** A constitution and two epochs, their ids and the root's signatures; currencies and treasuries. */
export function constitutionVectors(from: Samples, crypto: CryptoProvider): Json {
  const { constitution, sovereign, epoch, pairs } = from;
  const root = bytesFor('lost root');
  const later = {
    ...epoch,
    number: 1,
    origin: epochOrigin(constitution.origin, 1),
    succeeds: { origin: epoch.origin, size: 70_000, root, reason: 'Die Platte ist zerstört' },
  };
  return plain({
    constitution: {
      value: constitution,
      bytes: encode(constitutionCodec, constitution),
      sovereign,
      signature: crypto.sign(pairs.founding, sovereign, signingContext('constitution', null)),
    },
    currencies: constitution.currencies.map(({ code }) => {
      const currency = currencyId(sovereign, code);
      return { code, currency, treasury: treasuryId(sovereign, currency) };
    }),
    epochs: [epoch, later].map((value) => ({
      value,
      bytes: encode(epochCodec, value),
      hash: epochHash(value),
    })),
    epochSignature: crypto.sign(
      pairs.founding,
      epochHash(epoch),
      signingContext('epoch', sovereign),
    ),
  });
}
