import { toHex } from '@tallystick/protocol';
import type { Wallet } from '@tallystick/wallet';
import { valueOf } from '../failure.ts';
import type { Answer } from '../output/answer.ts';
import { usage } from '../stop.ts';
import { type ReadWord, wordText } from './word-file.ts';

/** Brings a word to the log once enough of its office have signed it. */
export async function carryWord(wallet: Wallet, word: ReadWord): Promise<Answer> {
  const { approval, office, name, sovereign } = word;
  if (wallet.view().sovereign.id !== toHex(sovereign)) {
    throw usage(
      'This is the word of an office of another sovereign than this wallet’s.',
      'other-sovereign',
    );
  }
  const { threshold } = office.signers;
  const signed = approval.signatures.map(({ by }) => by);
  const proposal = toHex(approval.proposal);
  const base = { proposal, name, office: office.name, signed, threshold };
  if (signed.length < threshold) {
    const who = signed.length === 0 ? 'nobody yet' : `signers ${signed.join(', ')}`;
    return {
      json: { status: 'pending', ...base },
      text: `${signed.length} of ${threshold} signatures (${who}): it waits for the others.`,
    };
  }
  // As many as are needed: more are not read.
  const signatures = approval.signatures.slice(0, threshold);
  const said = valueOf(await wallet.governance().carry({ ...approval, signatures }));
  return {
    json: { status: 'final', ...base, word: said.id, index: said.index },
    text: `${office.name} on ${name}: ${wordText(approval.word)}. It is in the log, entry ${said.index}.`,
  };
}
