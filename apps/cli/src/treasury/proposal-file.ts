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
  operationHash,
  signedConstitutionCodec,
  signingContext,
  toBase64url,
  treasuryId,
  verifyRun,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { timeText } from '@tallystick/wallet';
import { replaceDurably } from '../durable-file.ts';
import { usage } from '../stop.ts';
import { type Draft, draftsCodec } from './place.ts';
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
  checkSignatures(path, drafts.value);
  const states = statesOf(path, drafts.value);
  const currencies = currenciesNow(signed.value, voted);
  if (currencies === undefined) throw unfit(path, 'the log does not prove what it says was voted');
  const currency = currencies.find(({ code }) => {
    const chain = treasuryId(sovereign, currencyId(sovereign, code));
    return states.every((state) => equalBytes(state.chain, chain));
  });
  if (currency === undefined) throw unfit(path, 'its constitution has no such treasury');
  const proposal = { signedConstitution: signed.value, drafts: drafts.value, voted };
  const { validityMs } = constitution.value.parameters;
  if (drafts.value.some((draft) => operationOf(draft).notAfter > Date.now() + validityMs)) {
    throw unfit(path, 'it is valid for longer than its constitution lets it be');
  }
  const from = states[0]?.sequence ?? 0;
  const says = drafts.value.map((draft, at) =>
    sayDraft(path, draft, sovereign, currency).map((line) => `sequence ${from + at}: ${line}`),
  );
  return {
    ...proposal,
    sovereign,
    constitution: constitution.value,
    currency,
    states,
    says: says.flat(),
  };
}

/** One signature a signer, as the ledger wants them: counted twice, one would stand for two. */
function checkSignatures(path: string, drafts: readonly Draft[]): void {
  for (const { signatures } of drafts) {
    if (signatures.some(({ by }, at) => by <= (signatures[at - 1]?.by ?? -1))) {
      throw unfit(path, 'its signatures are not one of each signer, in their order');
    }
  }
}

function statesOf(path: string, drafts: readonly Draft[]): State[] {
  if (!verifyRun(drafts.map(({ state }) => state)).ok) {
    throw unfit(path, 'its states do not follow one another');
  }
  return drafts.map((draft) => {
    const state = decodeState(draft.state);
    if (!state.ok || !equalBytes(state.value.operation, operationHash(draft.operation))) {
      throw unfit(path, 'a state names another operation than the one beside it');
    }
    return state.value;
  });
}

function sayDraft(path: string, draft: Draft, sovereign: Hash, currency: Currency): string[] {
  const { code, decimals } = currency;
  const id = currencyId(sovereign, code);
  const operation = operationOf(draft);
  const until = timeText(operation.notAfter);
  if (operation.kind === 'mint' && equalBytes(operation.currency, id)) {
    return [`mint ${formatAmount(operation.amount, decimals)} ${code}, until ${until}`];
  }
  if (operation.kind === 'burn' && equalBytes(operation.currency, id)) {
    return [`burn ${formatAmount(operation.amount, decimals)} ${code}, until ${until}`];
  }
  if (operation.kind === 'take') {
    const { takings } = operation;
    if (takings.some(({ claim, proof }) => claim !== null || proof !== null)) {
      throw unfit(path, 'it does more than take back');
    }
    const total = takings.reduce((sum, { amount }) => sum + amount, 0n);
    const from = `${takings.length} ${takings.length === 1 ? 'payment' : 'payments'} not taken`;
    return [`take back ${formatAmount(total, decimals)} ${code} from ${from}, until ${until}`];
  }
  if (operation.kind !== 'put') throw unfit(path, `it is a ${operation.kind}`);
  const { country } = operation;
  return operation.holds.map(({ currency: paid, cap, writer, note, claims }) => {
    const [claim] = claims;
    const plain = claims.length === 1 && claim?.meter.kind === 'all' && claim.condition === null;
    if (claim?.payee.kind !== 'identity' || !plain || writer.kind !== 'none' || note !== null) {
      throw unfit(path, 'it does more than pay');
    }
    if (!equalBytes(paid, id)) throw unfit(path, 'it pays another currency');
    const to = encodeAddress(claim.payee.identity);
    const what = `pay ${formatAmount(cap, decimals)} ${code}, from ${country}, to ${to} in ${claim.payee.country}`;
    return `${what}, who can take it until ${timeText(claim.until)}; until ${until}`;
  });
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
