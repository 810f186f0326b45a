import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { explainTally } from '@tallystick/rules';
import { countAgain } from '@tallystick/wallet/votes';
import { type CommandSpec, defineCommand } from '../command.ts';
import { EXIT } from '../exit-status.ts';
import { valueOf } from '../failure.ts';
import { askVote, readVote, shownOf, writeVote } from '../governance/vote-record.ts';
import { noteText, problemOf } from '../governance/vote-text.ts';
import { usage } from '../stop.ts';
import { problemsText } from '../wallet/problems-text.ts';

interface Options {
  readonly from: string;
  readonly save?: string;
  readonly pin?: string;
}

const UNPINNED = 'By a constitution that you did not name: pass --pin.';
const NOTE_EVERY_MS = 2000;

export const voteVerify: CommandSpec = defineCommand<[proposal: string], Options>({
  details: [
    'What is proposed is proven to be what you named. Every ballot’s entry is opened, and proven against the signed log: what it says, whose it is, and when it came. Then they are',
    'counted by the constitution’s procedure, also without those of each vendor, and compared with what the sovereign says. With',
    '--save the proofs are kept in a file, which --from reads again without a network. Status 5 where something does not fit.',
  ].join('\n'),
  args: [{ name: 'PROPOSAL', what: 'its name, such as DE-15, or the first digits of its id' }],
  options: [
    { flags: '--from <url|file>', what: 'the sovereign, or a vote that was saved', required: true },
    { flags: '--save <file>', what: 'keep what it was counted from' },
    { flags: '--pin <digits>', what: 'the constitution that is expected, 64 digits' },
  ],
  examples: ['tally vote verify KE-1 --from http://127.0.0.1:7610'],
  async run(call, [typed], { from, save, pin }) {
    let last = Date.now();
    const heard = (ballots: number): void => {
      if (Date.now() - last < NOTE_EVERY_MS) return;
      last = Date.now();
      call.note(`${ballots} ballots`);
    };
    const isUrl = /^https?:\/\//.test(from);
    const record = isUrl ? await askVote(from.replace(/\/+$/, ''), typed, heard) : readVote(from);
    const { proposal } = record;
    const isTyped =
      proposal.name.toUpperCase() === typed.toUpperCase() ||
      proposal.id.startsWith(typed.toLowerCase());
    if (!isTyped) {
      throw usage(`${from} is the vote on ${proposal.name}, not on ${typed}.`);
    }
    const counted = valueOf(await countAgain(shownOf(record), { crypto: nodeCrypto }));
    const pinned = pin === undefined || pin.toLowerCase() === counted.sovereign;
    const problems = [
      ...counted.problems.map(problemOf),
      ...(pinned ? [] : [{ where: 'the constitution', what: 'is not the one that is expected' }]),
    ];
    if (save !== undefined) writeVote(save, record);
    const { tally, procedure, ballots, sovereign, sovereignName, content } = counted;
    const known = counted.notes.map(noteText);
    const notes = pin === undefined ? [UNPINNED, ...known] : known;
    const ok = problems.length === 0;
    const json = {
      ok,
      problems: problems.map((problem) => ({ ...problem })),
      proposal: proposal.id,
      name: proposal.name,
      content,
      sovereign,
      sovereignName,
      ballots,
      passes: tally?.passes ?? null,
      yes: Number(tally?.whole.yes ?? 0),
      no: Number(tally?.whole.no ?? 0),
      abstain: Number(tally?.whole.abstain ?? 0),
      notes,
    };
    if (!ok) return { json, text: '', complaint: problemsText(problems), status: EXIT.tampering };
    const words =
      tally === null || procedure === null
        ? []
        : explainTally(tally, procedure, (id) => id.slice(0, 8));
    return {
      json,
      text: [
        `${proposal.name}: ${ballots} ${ballots === 1 ? 'ballot' : 'ballots'}, each opened and proven.`,
        `Proposal   ${proposal.id}`,
        `Content    ${content}`,
        `Sovereign  ${sovereignName}, ${sovereign}`,
        ...(counted.isOpen ? ['The vote is not over.', ...words.slice(1)] : words),
        ...notes,
      ].join('\n'),
    };
  },
});
