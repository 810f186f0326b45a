import { readFileSync } from 'node:fs';
import {
  type Constitution,
  type Currency,
  type Hash,
  type SignedConstitution,
  type State,
  constitutionCodec,
  currencyId,
  decode,
  decodeState,
  encode,
  encodeAddress,
  equalBytes,
  formatAmount,
  fromBase64url,
  hash,
  signedConstitutionCodec,
  signingContext,
  toBase64url,
  treasuryId,
  type Draft,
  draftsCodec,
  type DraftDoes,
  readDrafts,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { timeText } from '@tallystick/wallet';
import { replaceDurably } from '@tallystick/sovereign';
import { usage } from '../stop.ts';
import { operationOf } from './settle-place.ts';
import {
  type VotedConstitution,
  currenciesNow,
  readVoted,
  writeVoted,
} from './voted-constitution.ts';

/**
 * What is passed from signer to signer: JSON around canonical bytes. Nothing in it is believed: a reader checks the constitution
 * against its root and shows what the bytes say.
 */
export interface Proposal {
  readonly signedConstitution: SignedConstitution;
  readonly drafts: readonly Draft[];
  readonly voted: VotedConstitution;
}

/** A proposal that hangs together, and what it is about. */
export interface ReadProposal extends Proposal {
  readonly sovereign: Hash;
  readonly constitution: Constitution;
  readonly currency: Currency;
  /** One of each draft. */
  readonly states: readonly State[];
  /** What it does, line by line, from the signed bytes. */
  readonly says: readonly string[];
}

const KIND = 'tallystick treasury proposal';
const MAX_FILE_BYTES = 1 << 23;

export function writeProposal(path: string, { signedConstitution, drafts, voted }: Proposal): void {
  const content = {
    kind: KIND,
    version: 2,
    constitution: toBase64url(encode(signedConstitutionCodec, signedConstitution)),
    voted: writeVoted(voted),
    transitions: toBase64url(encode(draftsCodec, drafts)),
  };
  replaceDurably(path, `${JSON.stringify(content, null, 2)}\n`);
}

/** Ends the command where the file is no proposal, or one whose parts do not fit together. */
export function readProposal(path: string): ReadProposal {
  const content = parse(path);
  const signed = decode(signedConstitutionCodec, bytesOf(content['constitution']), MAX_FILE_BYTES);
  const drafts = decode(draftsCodec, bytesOf(content['transitions']), MAX_FILE_BYTES);
  const voted = readVoted(content['voted']);
  if (!signed.ok || !drafts.ok || voted === undefined) throw unfit(path, 'it cannot be read');
  const { constitution: bytes, signature } = signed.value;
  const constitution = decode(constitutionCodec, bytes);
  const sovereign = hash('constitution', bytes);
  const context = signingContext('constitution', null);
  if (
    !constitution.ok ||
    !nodeCrypto.verify(constitution.value.root, sovereign, signature, context)
  ) {
    throw unfit(path, 'its constitution is not signed by its root');
  }
  const currencies = currenciesNow(signed.value, voted);
  if (currencies === undefined) throw unfit(path, 'the log does not prove what it says was voted');
  const [first] = drafts.value.map(({ state }) => decodeState(state));
  const currency = currencies.find(({ code }) => {
    const chain = treasuryId(sovereign, currencyId(sovereign, code));
    return first?.ok === true && equalBytes(first.value.chain, chain);
  });
  if (currency === undefined) throw unfit(path, 'its constitution has no such treasury');
  const read = readDrafts(drafts.value, { sovereign, code: currency.code });
  if (!read.ok) throw unfit(path, read.fault);
  const { states, does } = read;
  const proposal = { signedConstitution: signed.value, drafts: drafts.value, voted };
  const { validityMs } = constitution.value.parameters;
  if (drafts.value.some((draft) => operationOf(draft).notAfter > Date.now() + validityMs)) {
    throw unfit(path, 'it is valid for longer than its constitution lets it be');
  }
  const says = does.map((one) => sayDoes(one, currency));
  return {
    ...proposal,
    sovereign,
    constitution: constitution.value,
    currency,
    states,
    says,
  };
}

function sayDoes(does: DraftDoes, { code, decimals }: Currency): string {
  const until = timeText(does.notAfter);
  const amount = `${formatAmount(does.amount, decimals)} ${code}`;
  const what = `sequence ${does.sequence}:`;
  switch (does.kind) {
    case 'mint':
    case 'burn':
      return `${what} ${does.kind} ${amount}, until ${until}`;
    case 'return': {
      const from = `${does.count} ${does.count === 1 ? 'payment' : 'payments'} not taken`;
      return `${what} take back ${amount} from ${from}, until ${until}`;
    }
    case 'pay': {
      const to = `${encodeAddress(does.payee)} in ${does.country}`;
      const taken = `who can take it until ${timeText(does.until)}`;
      return `${what} pay ${amount}, from ${does.from}, to ${to}, ${taken}; until ${until}`;
    }
  }
}

function parse(path: string): Readonly<Record<string, unknown>> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw usage(`The proposal cannot be read: ${(error as Error).message}.`);
  }
  if (text.length > MAX_FILE_BYTES) throw unfit(path, 'it is too long');
  try {
    const content: unknown = JSON.parse(text);
    if (typeof content === 'object' && content !== null) {
      const known = content as Record<string, unknown>;
      if (known['kind'] === KIND && known['version'] === 2) return known;
    }
  } catch {
    // said below
  }
  throw unfit(path, 'it is something else');
}

function bytesOf(value: unknown): Uint8Array {
  const decoded = typeof value === 'string' ? fromBase64url(value, MAX_FILE_BYTES) : undefined;
  return decoded ?? new Uint8Array();
}

function unfit(path: string, what: string): Error {
  return usage(`${path} is no treasury’s proposal: ${what}.`, 'bad-proposal');
}
