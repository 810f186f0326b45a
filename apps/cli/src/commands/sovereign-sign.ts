import {
  type KeyPair,
  sameKey,
  signingContext,
  stateId,
  toHex,
  type Draft,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { openSignerKey } from '@tallystick/sovereign';
import { InvalidArgumentError } from 'commander';
import { type CommandSpec, defineCommand } from '../command.ts';
import {
  type PassphraseOptions,
  givePassphrase,
  passphraseFile,
} from '../passphrase/passphrase.ts';
import { onFolder } from '../sovereign/problems.ts';
import { usage } from '../stop.ts';
import { exclusivelyOn } from '../treasury/exclusively.ts';
import { type ReadProposal, readProposal, writeProposal } from '../treasury/proposal-file.ts';
import { placeTaken, proveStale } from '../treasury/prove-stale.ts';
import { type SignedRecord, openSignedRecord } from '../treasury/signed-record.ts';

interface Options extends PassphraseOptions {
  readonly key?: string;
  readonly show?: boolean;
  readonly sequence?: number;
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
    { flags: '--key <file>', what: 'the key of `tally sovereign key`' },
    { flags: '--show', what: 'only show what the proposal does, and sign nothing' },
    {
      flags: '--sequence <number>',
      what: 'state that the treasury has come so far, where this key signs again after a long time',
      parse: readSequence,
    },
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
    const { sovereign, constitution, currency, says, states } = proposal;
    call.note(`${constitution.name}, constitution ${toHex(sovereign)}`);
    for (const line of says) call.note(`  ${line}`);
    const sequence = states[0]?.sequence ?? 0;
    if (options.show === true) {
      return { json: { proposal: file, sequence, does: says }, text: 'Nothing was signed.' };
    }
    if (options.key === undefined) throw usage('Say whose key signs: --key FILE.');
    const passphrase = await givePassphrase(call, options.key, options);
    const key = options.key;
    const pair = await onFolder(() => openSignerKey(key, Buffer.from(passphrase)));
    const by = currency.treasury.keys.findIndex((known) => sameKey(known, pair));
    if (by === -1) throw usage(`${key} is no key of this treasury.`, 'not-a-signer');
    // Two that sign at once with one key would not know of each other.
    await exclusivelyOn(`${key}.lock`)(async () => {
      const record = openSignedRecord(key);
      await checkRecord(record, proposal, options);
      record.add(proposal);
    });
    const signed = withSignature(proposal, by, pair);
    const { signedConstitution, voted } = proposal;
    writeProposal(file, { signedConstitution, voted, drafts: signed });
    const { threshold } = currency.treasury;
    const signatures = signed[0]?.signatures.length ?? 0;
    const next =
      signatures < threshold
        ? 'The next signer signs the same file, or a copy of it.'
        : `Hand it in: tally sovereign submit DIR ${file}`;
    return {
      json: { proposal: file, signer: by, signatures, threshold, sequence, does: says },
      text: `Signed: ${signatures} of ${threshold} signatures. ${next}`,
    };
  },
});

/** Sequences that others may have signed since this key last did. */
const USUAL_GAP = 16;

/** Ends the command where the key has signed something else in the place, or where the place is suspiciously far ahead. */
async function checkRecord(
  record: SignedRecord,
  proposal: ReadProposal,
  { sovereign: url, sequence: stated }: Options,
): Promise<void> {
  const earlier = record.conflicts(proposal);
  if (earlier.length > 0) {
    if (url === undefined) throw placeTaken(earlier);
    await proveStale(url, proposal, earlier);
  }
  const sequence = proposal.states[0]?.sequence ?? 0;
  if (record.gap(proposal) <= USUAL_GAP || stated === sequence) return;
  throw usage(
    `This is for sequence ${sequence}, far beyond the last that this key has signed: once signed, it signs nothing below that for ` +
      `a while. Ask the others whether the treasury has come so far, and say so with --sequence ${sequence}.`,
    'far-ahead',
  );
}

function withSignature(
  { sovereign, drafts }: ReadProposal,
  by: number,
  pair: KeyPair,
): readonly Draft[] {
  const context = signingContext('transition', sovereign);
  return drafts.map((draft) => {
    const own = { by, bytes: nodeCrypto.sign(pair, stateId(draft.state), context) };
    const others = draft.signatures.filter((signature) => signature.by !== by);
    return { ...draft, signatures: [...others, own].sort((a, b) => a.by - b.by) };
  });
}

function readSequence(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Write the sequence that the proposal shows.');
}
