import type { GatesWork, Wallet } from '@tallystick/wallet';
import type { Call } from '../command.ts';
import { valueOf } from '../failure.ts';
import { type OpenedProposal, askProposal } from './read-proposals.ts';
import { gatesText } from './status-text.ts';

const NOTE_EVERY_MS = 5000;

/** Asks the node for what its gates have signed, and brings it to the log; gives the proposal as it is then. */
export async function bringGatesWord(
  call: Call,
  wallet: Wallet,
  proposal: OpenedProposal,
): Promise<OpenedProposal> {
  if (proposal.offices.some(({ said }) => said === 'gates')) return proposal;
  call.note('Waiting for the gates of the node …');
  let told = Date.now();
  const tell = ({ before, runningMs }: GatesWork): void => {
    if (Date.now() - told < NOTE_EVERY_MS) return;
    told = Date.now();
    const seconds = Math.round(runningMs / 1000);
    call.note(before > 0 ? `${before} others are before it.` : `At it for ${seconds} s.`);
  };
  const answer = valueOf(await wallet.governance().gates(proposal.id, { tell }));
  if (answer === null) {
    call.note('The time in which the gates are heard on this is over.');
    return proposal;
  }
  call.note(`The gates: ${gatesText(answer.verdict)}.`);
  if (answer.word === null) {
    call.note(
      'The office of the gates keeps its key elsewhere: its people say this with tally rules approve.',
    );
    return proposal;
  }
  valueOf(await wallet.governance().carry(answer.word));
  return await askProposal(wallet.view().sovereign.url, proposal.id);
}
