import { sameKey, signingContext, stateId, toHex } from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { openSignerKey } from '@tallystick/sovereign';
import { type CommandSpec, defineCommand } from '../command.ts';
import {
  type PassphraseOptions,
  givePassphrase,
  passphraseFile,
} from '../passphrase/passphrase.ts';
import { onFolder } from '../sovereign/problems.ts';
import { usage } from '../stop.ts';
import { readProposal, writeProposal } from '../treasury/proposal-file.ts';
import { placeTaken, proveStale } from '../treasury/prove-stale.ts';
import { openSignedRecord } from '../treasury/signed-record.ts';

interface Options extends PassphraseOptions {
  readonly key: string;
  readonly sovereign?: string;
}

export const sovereignSign: CommandSpec = defineCommand<[file: string], Options>({
  details: [
    'Shows what the proposal does, as its bytes say it, and adds a signature to FILE. Works without a network. KEYFILE.signed',
    'remembers what was signed: the key signs nothing else in the same place before the first can be admitted no more. Keep it',
    'beside the key, and never copy the key to a second machine.',
  ].join('\n'),
  args: [
    {
      name: 'FILE',
      what: 'a proposal of `tally sovereign issue --propose`, or of `burn` or `return`',
    },
  ],
  options: [
    { flags: '--key <file>', what: 'the key of `tally sovereign key`', required: true },
    {
      flags: '--sovereign <url>',
      what: 'where to prove that what was signed before can be admitted no more',
    },
    passphraseFile,
  ],
  examples: [
    'tally sovereign sign proposal.json --key ./ada.key --passphrase-file ./ada.passphrase',
    'tally sovereign sign proposal.json --key ./ben.key --passphrase-file ./ben.passphrase',
  ],
  async run(call, [file], options) {
    const proposal = readProposal(file);
    const { sovereign, constitution, currency, drafts, says } = proposal;
    call.note(`${constitution.name}, constitution ${toHex(sovereign)}`);
    for (const line of says) call.note(`  ${line}`);
    const passphrase = await givePassphrase(call, options.key, options);
    const pair = await onFolder(() => openSignerKey(options.key, Buffer.from(passphrase)));
    const by = currency.treasury.keys.findIndex((key) => sameKey(key, pair));
    if (by === -1) {
      throw usage(`${options.key} is no key of this treasury.`, 'not-a-signer');
    }
    const record = openSignedRecord(options.key);
    const earlier = record.conflicts(proposal);
    if (earlier.length > 0) {
      if (options.sovereign === undefined) throw placeTaken(earlier);
      await proveStale(options.sovereign, proposal, earlier);
    }
    record.add(proposal);
    const context = signingContext('transition', sovereign);
    const signed = drafts.map((draft) => {
      const own = { by, bytes: nodeCrypto.sign(pair, stateId(draft.state), context) };
      const others = draft.signatures.filter((signature) => signature.by !== by);
      const signatures = [...others, own].sort((a, b) => a.by - b.by);
      return { ...draft, signatures };
    });
    writeProposal(file, { signedConstitution: proposal.signedConstitution, drafts: signed });
    const { threshold } = currency.treasury;
    const signatures = signed[0]?.signatures.length ?? 0;
    const next =
      signatures < threshold
        ? 'The next signer signs the same file, or a copy of it.'
        : `Hand it in: tally sovereign submit DIR ${file}`;
    return {
      json: { proposal: file, signer: by, signatures, threshold, does: says },
      text: `Signed: ${signatures} of ${threshold} signatures. ${next}`,
    };
  },
});
