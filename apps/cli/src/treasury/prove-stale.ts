import {
  decode,
  equalBytes,
  hash,
  signedConstitutionCodec,
  signedEpochCodec,
  verifyFounding,
} from '@tallystick/protocol';
import type { Epoch } from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { checkCheckpoint, foundedTrust, proveChanges, timeText } from '@tallystick/wallet';
import { readPublicSovereign } from '../sovereign/public-sovereign.ts';
import { refused, unreachable, usage } from '../stop.ts';
import { newestEpoch } from './settle-place.ts';
import type { ReadProposal } from './proposal-file.ts';
import type { SignedTransition } from './signed-record.ts';

/**
 * Ends the command unless the sovereign at `url` proves that none of these can be admitted any more: its log has signed a time
 * after their last, and, asked after that, it has none of them (0002, point 4).
 */
export async function proveStale(
  url: string,
  { signedConstitution, sovereign, constitution, voted }: ReadProposal,
  earlier: readonly SignedTransition[],
): Promise<void> {
  const shown = await readPublicSovereign(url);
  const { signedConstitution: bytes, signedEpochs } = await shown.founding();
  const signed = decode(signedConstitutionCodec, bytes);
  if (!signed.ok || !equalBytes(hash('constitution', signed.value.constitution), sovereign)) {
    throw usage(`At ${url} is another sovereign than the proposal’s.`, 'other-sovereign');
  }
  const epochs = signedEpochs.map((epochBytes): Epoch => {
    const epoch = decode(signedEpochCodec, epochBytes);
    const founding =
      epoch.ok && verifyFounding(signedConstitution, epoch.value, sovereign, nodeCrypto);
    if (founding === false || !founding.ok) {
      throw unreachable(`${url} shows an epoch that its root has not signed.`, 'bad-answer');
    }
    return founding.epoch;
  });
  const note = await shown.file('/checkpoint');
  const founded = foundedTrust({ sovereign, signed: signedConstitution, constitution, epochs });
  const proof = proveChanges(nodeCrypto, founded, voted.changes);
  const trust = proof.ok ? proof.trust : founded;
  const checkpoint = checkCheckpoint(nodeCrypto, trust, note ?? new Uint8Array());
  if (!checkpoint.ok) {
    throw unreachable(`${url} shows no checkpoint to believe: ${checkpoint.fault}.`, 'bad-answer');
  }
  const { epoch, signedTime } = checkpoint.value;
  const time = epoch === newestEpoch(trust) ? signedTime : 0;
  for (const { id, notAfter, sequence } of earlier) {
    if (time <= notAfter) throw placeTaken(earlier);
    if (!(await shown.isAdmitted(id))) continue;
    const message = `What this key signed for sequence ${sequence} is in the log: this proposal comes too late.`;
    throw refused({ code: 'outdated', message });
  }
}

/** Why a key does not sign: it has signed something else that could still be admitted. */
export function placeTaken(earlier: readonly SignedTransition[]): Error {
  const until = timeText(Math.max(...earlier.map(({ notAfter }) => notAfter)));
  const message =
    `This key has signed something else in the same place, which could be admitted until ${until}. After that, and with ` +
    '--sovereign URL, so that the log itself proves it, it signs this.';
  return refused({
    code: 'place-not-free',
    message,
    data: { earlier: earlier.map(({ id }) => id) },
  });
}
