import { type CommandSpec, defineCommand } from '../command.ts';
import { askAlarms, raisedLines } from '../governance/alarm-text.ts';
import { listText, nextSteps, proposalText } from '../governance/status-text.ts';
import {
  askGatesFound,
  askProposal,
  askProposals,
  askShadow,
  resolveProposal,
} from '../governance/read-proposals.ts';
import { proposedText } from '../governance/report-text.ts';
import { sovereignOf } from '../governance/sovereign-of.ts';
import type { Json } from '../output/answer.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';

type Args = [where: string, proposal: string | undefined];

export const rulesStatus: CommandSpec = defineCommand<Args, PassphraseOptions>({
  details:
    'Where each proposal is, what comes next and when, and who has to do what; with a name such as DE-15, or the first digits of\n' +
    'an id, all about that one: how the vote stands, the text, and what it changes. By the sovereign’s word: tally vote verify counts again.',
  args: [
    { name: 'DIR|URL', what: 'a wallet’s folder, or the address of a sovereign' },
    { name: '[PROPOSAL]', what: 'its name, such as DE-15, or the first digits of its id' },
  ],
  options: [passphraseFile],
  examples: ['tally rules status ./ada', 'tally rules status http://127.0.0.1:7600'],
  async run(call, [where, typed], options) {
    const url = await sovereignOf(call, where, options);
    const { proposals, time } = await askProposals(url);
    const dir = url === where ? 'DIR' : where;
    const alarms = await askAlarms(url);
    if (typed === undefined) {
      const json = {
        time,
        proposals: proposals as unknown as Json,
        alarms: alarms as unknown as Json,
      };
      const lines = [listText(proposals, time), ...raisedLines(alarms, proposals, dir)];
      return { json, text: lines.join('\n') };
    }
    const found = resolveProposal(proposals, typed);
    const opened = await askProposal(url, found.id);
    const shadow = await askShadow(url, opened);
    const gates = await askGatesFound(url, found.id);
    const steps = nextSteps(opened, dir);
    return {
      json: {
        ...(opened as unknown as Record<string, Json>),
        shadow: shadow as unknown as Json,
        watched: alarms.filter(({ proposal }) => proposal === opened.id) as unknown as Json,
        differences: (gates?.differences ?? null) as Json,
        next: steps,
      },
      text: [
        proposalText(opened, { all: proposals, time: opened.time, dir, shadow, alarms }),
        ...proposedText(opened.text, gates),
      ].join('\n'),
    };
  },
});
