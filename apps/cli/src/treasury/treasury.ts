import { randomBytes } from 'node:crypto';
import {
  type Hold,
  MAX_HOLDS,
  type Operation,
  type Transition,
  addAmounts,
  buildTransition,
  decode,
  decodeState,
  deviceContents,
  encodeOperation,
  operationCodec,
  signingContext,
  stateId,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import type { OpenedTreasury } from '@tallystick/sovereign';
import { refused, usage } from '../stop.ts';
import type {
  AdmittedTransition,
  OperatorClient,
  PayableIdentity,
  Refusal,
} from './operator-client.ts';
import type { Outbox } from './outbox.ts';

/** One amount for one payee, in the currency's smallest unit. */
export interface Issue {
  readonly payee: PayableIdentity;
  readonly amount: bigint;
}

/** Puts money from the treasury, minting what is missing. One at a time: each call waits for its answers. */
export interface Treasury {
  /** Sends again what a former run had signed and may not have sent. Undefined when there was nothing, or when it lapsed. */
  resume(): Promise<Resumed | undefined>;
  /** Up to 256 in one transition: all or none. `signed` is told its id before anybody could send it. */
  issue(
    issues: readonly Issue[],
    signed: (id: Uint8Array) => Promise<void>,
  ): Promise<AdmittedTransition>;
}

/** A transition of a former run that is in the log now. */
export interface Resumed {
  readonly id: Uint8Array;
  readonly operation: Operation;
}

/** What a treasury works with. */
export interface TreasuryPorts {
  readonly opened: OpenedTreasury;
  /** The country record under which the treasury pays: the constitution's. */
  readonly country: string;
  readonly client: OperatorClient;
  readonly outbox: Outbox;
  /** Runs what reads the chain's head and signs after it, one at a time over all processes. */
  readonly exclusively: <T>(work: () => Promise<T>) => Promise<T>;
}

/** How long a signed transition may still be admitted. */
const VALIDITY_MS = 30_000;
/** How long a payee may take before the money returns to the treasury. */
const CLAIM_WINDOW_MS = 30 * 86_400_000;

export function createTreasury(ports: TreasuryPorts): Treasury {
  const { opened, country, client, outbox, exclusively } = ports;
  if (opened.keys.length < opened.threshold) {
    throw usage(
      `The treasury needs ${opened.threshold} signatures and this folder holds ${opened.keys.length} of its keys.`,
    );
  }

  /** Either way the treasury may go on from what the sovereign has. */
  async function send(transition: Transition): Promise<AdmittedTransition | Refusal> {
    outbox.write(transition);
    const answer = await client.submit(transition);
    await outbox.clear();
    return answer;
  }

  async function sendOrStop(transition: Transition): Promise<AdmittedTransition> {
    const answer = await send(transition);
    if ('code' in answer) throw refused(answer);
    return answer;
  }

  function sign(
    head: Uint8Array,
    operation: Operation,
    balance: bigint,
  ): Transition & { id: Uint8Array } {
    const decoded = decodeState(head);
    if (!decoded.ok) throw usage(`The treasury's state is no state: ${decoded.reason}.`);
    const { stateBytes, operationBytes, id } = buildTransition({
      head: decoded.value,
      headId: stateId(head),
      operation,
      contents: deviceContents([[opened.currency, balance]]),
    });
    const context = signingContext('transition', opened.sovereign);
    const signatures = opened.keys.map(({ by, pair }) => ({
      by,
      bytes: nodeCrypto.sign(pair, id, context),
    }));
    return { state: stateBytes, operation: operationBytes, signatures, id };
  }

  async function resume(): Promise<Resumed | undefined> {
    const left = outbox.read();
    if (left === undefined) return undefined;
    const id = stateId(left.state);
    const operation = decode(operationCodec, left.operation);
    if (await client.isAdmitted(id)) await outbox.clear();
    else if ('code' in (await send(left))) return undefined;
    return operation.ok ? { id, operation: operation.value } : undefined;
  }

  async function issue(
    issues: readonly Issue[],
    signed: (id: Uint8Array) => Promise<void>,
  ): Promise<AdmittedTransition> {
    const holds = issues.map(({ payee, amount }) => toHold(opened, payee, amount));
    const put: Operation = { kind: 'put', ...freshness(), country, holds };
    if (holds.length > MAX_HOLDS || encodeOperation(put).length > 65_536) {
      throw usage('Too many payments for one transition.');
    }
    const total = issues.reduce((sum, { amount }) => checked(sum, amount), 0n);
    await resume(); // another process may have left one since this one looked
    let { state, balance } = await client.head(opened.chain);
    if (balance < total) {
      const amount = total - balance;
      const mint: Operation = {
        kind: 'mint',
        ...freshness(),
        currency: opened.currency,
        amount,
      };
      const minted = sign(state, mint, total);
      await sendOrStop(minted);
      state = minted.state;
      balance = total;
    }
    const transition = sign(state, put, balance - total);
    // Before it is in the outbox: from there it may be sent by whoever comes next, without its caller.
    await signed(transition.id);
    return await sendOrStop(transition);
  }

  return {
    resume: () => exclusively(resume),
    issue: (issues, signed) => exclusively(() => issue(issues, signed)),
  };
}

function freshness(): { notAfter: number; salt: Uint8Array } {
  return { notAfter: Date.now() + VALIDITY_MS, salt: new Uint8Array(randomBytes(16)) };
}

function toHold({ currency }: OpenedTreasury, payee: PayableIdentity, cap: bigint): Hold {
  const { identity, country } = payee;
  return {
    currency,
    cap,
    writer: { kind: 'none' },
    note: null,
    claims: [
      {
        payee: { kind: 'identity', identity, country },
        meter: { kind: 'all' },
        condition: null,
        until: Date.now() + CLAIM_WINDOW_MS,
      },
    ],
  };
}

function checked(a: bigint, b: bigint): bigint {
  const sum = addAmounts(a, b);
  if (sum === undefined) throw usage('Together this is more than any currency can have.');
  return sum;
}
