import {
  type Certificate,
  type Key,
  type Operation,
  type Signature,
  type Signers,
  decodeState,
  equalBytes,
  signingContext,
  stateId,
  type TreasuryHead,
  type Order,
  doesSame,
  type Draft,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import {
  type OpenedTreasury,
  type TreasuryRefusal,
  type CertifiedHead,
  type PendingDrafts,
  type TreasuryPlaceFile,
  type DraftPurpose,
} from '@tallystick/sovereign';
import { EXIT } from '../exit-status.ts';
import type { Json } from '../output/answer.ts';
import { type Stop, refused, stop, usage } from '../stop.ts';
import { draftForFolder } from './draft-for-folder.ts';
import { type OperatorClient } from './operator-client.ts';
import {
  type PlacePorts,
  freePatiently,
  isSigned,
  newestEpoch,
  operationOf,
  passFormerEpoch,
  sendPending,
} from './settle-place.ts';

/** Carries out what a treasury is ordered to do. One at a time: each call waits for its answers. */
export interface Treasury {
  /**
   * Settles what a former run had signed: sends it again, or waits until it can be admitted no more. Undefined when there was
   * nothing, or when it lapsed. Ends the command with `place-not-free` when that takes too long.
   */
  resume(): Promise<Resumed | undefined>;
  /**
   * All of the order or nothing. `signed` is told its id before anybody could send it. A refusal ends the
   * command, and binds nobody: what was signed keeps its place until `resume` has settled it.
   */
  carryOut(order: Order, signed?: (id: Uint8Array) => Promise<void>): Promise<Certificate>;
  /**
   * The same for others to sign: takes the place and signs with the folder's own keys, if it has any. Gives the proposal that
   * waits already where it does the same.
   */
  propose(order: Order, notAfter: number): Promise<readonly Draft[]>;
  /** Takes over what others have signed. Sends it when there are enough; else says who has signed, by their numbers. */
  submit(drafts: readonly Draft[]): Promise<Certificate | { readonly signed: readonly number[] }>;
  isAdmitted(id: Uint8Array): Promise<boolean>;
}

/** A transition of a former run that is in the log now. */
interface Resumed {
  readonly certificate: Certificate;
  readonly operation: Operation;
  readonly purpose: DraftPurpose;
}

/** What a treasury works with. */
export interface TreasuryPorts extends PlacePorts {
  readonly opened: OpenedTreasury;
  /** The country record under which the treasury pays: the constitution's. */
  readonly country: string;
  readonly client: OperatorClient;
  /** Of the treasury's chain, as the constitution names them. */
  readonly signers: Signers;
  /** How long what is signed and sent at once may still be admitted. */
  readonly validityMs: number;
  /** How long anything that this treasury ever signed may have been admitted: what the constitution allows. */
  readonly mostValidityMs: number;
  /** Runs what reads the chain's head and signs after it, one at a time over all processes. */
  readonly exclusively: <T>(work: () => Promise<T>) => Promise<T>;
}

/** What is refused frees its place after its validity and a heartbeat of the ledger. */
const PATIENCE_MS = 150_000;

export function createTreasury(ports: TreasuryPorts): Treasury {
  const { opened, country, client, file, trust, signers, validityMs, exclusively } = ports;
  const context = signingContext('transition', opened.sovereign);

  async function resume(): Promise<Resumed | undefined> {
    const freed = await freePatiently(ports, PATIENCE_MS);
    await passFormerEpoch(ports, PATIENCE_MS);
    if (freed.kind !== 'final') return undefined;
    const { certificate, draft, purpose } = freed;
    return { certificate, operation: operationOf(draft), purpose };
  }

  /** With the folder's keys; nothing of it leaves before it is stored. */
  function sign(draft: Draft): Draft {
    const id = stateId(draft.state);
    const own = opened.keys.map(({ by, pair }) => ({
      by,
      bytes: nodeCrypto.sign(pair, id, context),
    }));
    return { ...draft, signatures: own };
  }

  async function sendOrStop(): Promise<Certificate> {
    const answer = await sendPending(ports);
    if ('code' in answer) throw refusal(answer);
    return answer;
  }

  async function carryOut(
    order: Order,
    signed?: (id: Uint8Array) => Promise<void>,
  ): Promise<Certificate> {
    const { threshold, keys } = opened;
    if (keys.length < threshold) {
      throw usage(
        `This treasury needs ${threshold} signatures and this folder holds ${keys.length} of its keys. Write a proposal ` +
          'with --propose FILE, have it signed with `tally sovereign sign`, and hand it in with `tally sovereign submit`.',
        'too-few-signers',
      );
    }
    await resume(); // another process may have left one since this one looked
    const notAfter = Date.now() + validityMs;
    const drafts = draftForFolder(await headOf(ports), order, { opened, country, notAfter }).map(
      sign,
    );
    const last = drafts.at(-1);
    if (last === undefined) throw new RangeError('an order of nothing');
    // Before it is stored: from there it may be sent by whoever comes next, without its caller.
    await signed?.(stateId(last.state));
    take(file, drafts, signed === undefined ? 'order' : 'import', true);
    return await sendOrStop();
  }

  async function propose(order: Order, notAfter: number): Promise<readonly Draft[]> {
    const before = file.read().pending;
    if (before !== null && isSameProposal(before, order)) return before.drafts;
    await resume();
    const drafts = draftForFolder(await headOf(ports), order, { opened, country, notAfter }).map(
      sign,
    );
    take(file, drafts, 'proposal', false);
    return drafts;
  }

  async function submit(
    drafts: readonly Draft[],
  ): Promise<Certificate | { signed: readonly number[] }> {
    const given = drafts.map((draft) => withGoodSignatures(draft, signers.keys, context));
    const before = file.read().pending;
    let pending = before?.drafts ?? null;
    let purpose = before?.purpose ?? 'submitted';
    if (pending === null || !sameDrafts(pending, given)) {
      await resume();
      const id = stateId(given.at(-1)?.state ?? new Uint8Array());
      const known = await client.certificate(id);
      if (known !== undefined) return known;
      checkTerms(given, trust.constitution.parameters.validityMs);
      checkSuccession(given, (await headOf(ports)).state);
      pending = given;
      purpose = 'submitted';
    }
    const merged = pending.map((draft, at) => ({
      ...draft,
      signatures: union(draft.signatures, given[at]?.signatures ?? []),
    }));
    const enough = isSigned(signers, merged);
    take(file, merged, purpose, enough);
    if (enough) return await sendOrStop();
    return { signed: merged[0]?.signatures.map(({ by }) => by) ?? [] };
  }

  return {
    resume: () => exclusively(resume),
    carryOut: (order, signed) => exclusively(() => carryOut(order, signed)),
    propose: (order, notAfter) => exclusively(() => propose(order, notAfter)),
    submit: (drafts) => exclusively(() => submit(drafts)),
    isAdmitted: async (id) => (await client.certificate(id)) !== undefined,
  };
}

/** What the ledger has of the treasury's chain, unless this folder knows better: then the command ends. */
async function headOf({ opened, client, file, trust }: TreasuryPorts): Promise<TreasuryHead> {
  const shown = await client.head(opened.chain);
  const known = file.read().head;
  if (known === null || !isBehind(known, shown.state)) return shown;
  // A later epoch has given up, in public, what an earlier one certified; `resume` has waited until that is stale.
  if (known.epoch < newestEpoch(trust)) return shown;
  const fault = 'the sovereign shows less of this treasury’s chain than it has certified';
  throw stop(EXIT.tampering, fault, {
    ok: false,
    problems: [{ where: 'treasury', what: fault }],
  });
}

/** From here on nothing else is signed for these sequences. */
function take(
  file: TreasuryPlaceFile,
  drafts: readonly Draft[],
  purpose: DraftPurpose,
  sent: boolean,
): void {
  const { head, signedUntil } = file.read();
  const last = Math.max(signedUntil, ...drafts.map((draft) => operationOf(draft).notAfter));
  file.write({ head, pending: { drafts, refusal: null, purpose, sent }, signedUntil: last });
}

/** Whether this folder has proposed just this, and it can still be handed in. */
function isSameProposal({ drafts, refusal, purpose }: PendingDrafts, order: Order): boolean {
  const last = drafts.at(-1);
  if (last === undefined || refusal !== null || purpose !== 'proposal') return false;
  const operation = operationOf(last);
  return operation.notAfter > Date.now() && doesSame(operation, order);
}

/** Ends the command where whoever holds no key, or wants the place for longer than the ledger would let it, hands it in. */
function checkTerms(drafts: readonly Draft[], validityMs: number): void {
  if (drafts.some(({ signatures }) => signatures.length === 0)) {
    throw usage(
      'Nobody has signed this: have it signed first, `tally sovereign sign`.',
      'unsigned',
    );
  }
  const latest = Date.now() + validityMs;
  if (drafts.some((draft) => operationOf(draft).notAfter > latest)) {
    throw usage('No ledger of this constitution takes what is valid for so long.', 'bad-proposal');
  }
}

/** Whether a ledger shows less than this folder has seen certified, or something else in its place. */
function isBehind(known: CertifiedHead, shown: Uint8Array): boolean {
  const [before, now] = [decodeState(known.state), decodeState(shown)];
  if (!before.ok || !now.ok) return true;
  return now.value.sequence <= before.value.sequence && !equalBytes(known.state, shown);
}

function refusal({ code, message, data }: TreasuryRefusal): Stop {
  return refused({ code, message, data: JSON.parse(data) as Json });
}

/** Ends the command where a signature is not of the treasury's key that it names. */
function withGoodSignatures(draft: Draft, keys: readonly Key[], context: Uint8Array): Draft {
  const id = stateId(draft.state);
  for (const { by, bytes } of draft.signatures) {
    const key = keys[by];
    if (key === undefined || !nodeCrypto.verify(key, id, bytes, context)) {
      throw usage(
        `The signature of signer ${by} is not good: have it signed again.`,
        'bad-signature',
      );
    }
  }
  return draft;
}

function sameDrafts(a: readonly Draft[], b: readonly Draft[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ state }, at) => equalBytes(state, b[at]?.state ?? state.subarray(1)))
  );
}

function checkSuccession(drafts: readonly Draft[], head: Uint8Array): void {
  let before = head;
  for (const { state } of drafts) {
    const decoded = decodeState(state);
    if (!decoded.ok || !equalBytes(decoded.value.previous, stateId(before))) {
      throw usage('The treasury has gone on since this was proposed: propose it anew.', 'outdated');
    }
    before = state;
  }
}

function union(a: readonly Signature[], b: readonly Signature[]): readonly Signature[] {
  const more = b.filter(({ by }) => !a.some((known) => known.by === by));
  return [...a, ...more].sort((first, second) => first.by - second.by);
}
