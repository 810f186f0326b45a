import { setTimeout as sleep } from 'node:timers/promises';
import { type GovernanceStatement, fromBase64url, fromHex } from '@tallystick/protocol';
import type { Wallet } from '@tallystick/wallet';
import type { Call } from '../command.ts';
import { valueOf } from '../failure.ts';
import { usage } from '../stop.ts';
import { postJson } from './post-json.ts';
import { type OpenedProposal, askProposal } from './read-proposals.ts';
import { gatesText } from './status-text.ts';

interface GatesAnswer {
  readonly verdict: 'failed' | 'passed' | 'tightens';
  readonly report: { readonly hash: string };
  readonly word: {
    readonly officeIndex: number;
    readonly by: number;
    readonly signature: string;
  } | null;
}

const MAX_SIGNATURE_BYTES = 17_088;
/** The gates of five thousand rules take ten seconds, and others may be before. */
const PATIENCE_MS = 300_000;
const PAUSE_MS = 1000;

/** Asks the node for what its gates have signed, and brings it to the log; gives the proposal as it is then. */
export async function bringGatesWord(
  call: Call,
  wallet: Wallet,
  proposal: OpenedProposal,
): Promise<OpenedProposal> {
  if (proposal.offices.some(({ said }) => said === 'gates')) return proposal;
  const { url } = wallet.view().sovereign;
  call.note('Waiting for the gates of the node …');
  const answer = await askGates(url, proposal.id);
  if (answer === undefined) {
    call.note('The time in which the gates are heard on this is over.');
    return proposal;
  }
  const { word, verdict } = answer;
  call.note(`The gates: ${gatesText(verdict)}.`);
  if (word === null) {
    call.note(
      'The office of the gates keeps its key elsewhere: its people say this with tally rules approve.',
    );
    return proposal;
  }
  valueOf(await wallet.governance().carry(statementOf(proposal.id, answer, word)));
  return await askProposal(url, proposal.id);
}

/** Undefined where no word could count any more. */
async function askGates(url: string, id: string): Promise<GatesAnswer | undefined> {
  const since = Date.now();
  for (;;) {
    const { status, body } = await postJson(url, `/v1/rules/proposals/${id}/gates`);
    if (status === 200) return body as unknown as GatesAnswer;
    if (status === 409) return undefined;
    const isPassing = status === 429 || status === 503;
    if (!isPassing || Date.now() - since > PATIENCE_MS) {
      const detail = typeof body['detail'] === 'string' ? body['detail'] : `status ${status}`;
      throw usage(
        `The gates of ${url} did not report: ${detail} Give the same command again later.`,
        'no-report',
      );
    }
    await sleep(PAUSE_MS);
  }
}

function statementOf(
  id: string,
  { verdict, report }: GatesAnswer,
  { officeIndex, by, signature }: NonNullable<GatesAnswer['word']>,
): Extract<GovernanceStatement, { kind: 'approval' }> {
  const proposal = fromHex(id, 32);
  const hash = fromHex(report.hash, 32);
  const bytes = fromBase64url(signature, MAX_SIGNATURE_BYTES);
  if (proposal === undefined || hash === undefined || bytes === undefined) {
    throw usage('The gates answered with something that is no word.', 'bad-answer');
  }
  return {
    kind: 'approval',
    proposal,
    office: officeIndex,
    word: { kind: 'gates', report: hash, verdict },
    signatures: [{ by, bytes }],
  };
}
