import { ensureCurrent } from './chain/catch-up.ts';
import { fetchCheckpoint } from './chain/fetch-checkpoint.ts';
import { collectNow } from './collect/collect.ts';
import { type Context, findRecord } from './context.ts';
import type { Decisions } from './decisions/decisions-types.ts';
import { lazyDecisions } from './decisions/lazy-decisions.ts';
import type { Governance } from './governance/governance-types.ts';
import { lazyGovernance } from './governance/lazy-governance.ts';
import { heldCertificates } from './history/held-certificates.ts';
import { history } from './history/history.ts';
import { type NotedLine, annotate } from './history/own-notes.ts';
import type { Holds } from './holds/holds-types.ts';
import { lazyHolds } from './holds/lazy-holds.ts';
import { changeIdentity } from './identity/change.ts';
import { ensureOpened } from './identity/open-identity.ts';
import { checkCountry, checkHandle } from './identity/checks.ts';
import { enrolDevice } from './identity/enrol.ts';
import { proposeChange, readChange, signChange, submitChange } from './identity/joint-change.ts';
import { policyOf, statementOf } from './identity/statements.ts';
import { moveTo } from './lifecycle/move.ts';
import { lazyOffline } from './offline/lazy-offline.ts';
import type { Offline } from './offline/offline-types.ts';
import { lazyStreams } from './offline/stream/lazy-streams.ts';
import type { Streams } from './offline/stream/stream-types.ts';
import type { Outcome } from './outcome.ts';
import { pay } from './pay/pay.ts';
import { requestUri } from './pay/request.ts';
import { holdingsCodec } from './records/chain-record.ts';
import { KEYS } from './records/keys.ts';
import { guard, guardNow } from './stop.ts';
import { settle, sync } from './sync.ts';
import { compareWith } from './verify/compare.ts';
import { verify } from './verify/verify.ts';
import { amountsView, movedView, newEpochView, walletView } from './views.ts';
import type {
  Announced,
  Balances,
  ForkEvidence,
  HeldCertificate,
  HistoryEntry,
  IdentityChange,
  JointChange,
  Moved,
  PayRequest,
  Payment,
  Verified,
  Wallet,
  WalletEvent,
  WalletView,
} from './wallet-types.ts';
import { watch } from './watch.ts';

/** An open wallet: one operation at a time, in the order of the calls. */
export class QueuedWallet implements Wallet {
  readonly #context: Context;
  #last: Promise<unknown> = Promise.resolve();

  constructor(context: Context) {
    this.#context = context;
  }

  view(): WalletView {
    return walletView(this.#context);
  }

  async pay(request: PayRequest): Promise<Outcome<Payment>> {
    const paid = await this.payMany([request]);
    return paid.ok ? { ok: true, value: paid.value[0] as Payment } : paid;
  }

  payMany(requests: readonly PayRequest[]): Promise<Outcome<readonly Payment[]>> {
    return this.#run(async (context) => {
      await ready(context);
      return await pay(context, requests);
    });
  }

  announce(request: PayRequest): Promise<Outcome<Announced>> {
    return this.#run(async (context) => {
      await ready(context);
      // Few payments are announced: what it takes is loaded when one is.
      const { announce } = await import('./pay/announce.ts');
      return await announce(context, request);
    });
  }

  announced(request: PayRequest): Promise<Outcome<Announced | null>> {
    return this.#run(async (context) => {
      const { announced } = await import('./pay/announce.ts');
      return await announced(context, request);
    });
  }

  collect(): Promise<Outcome<Moved>> {
    return this.#run(async (context) => {
      await ready(context);
      return movedView(context.trust, await collectNow(context, 'receivables'));
    });
  }

  returnUnclaimed(): Promise<Outcome<Moved>> {
    return this.#run(async (context) => {
      await ready(context);
      return movedView(context.trust, await collectNow(context, 'returnables'));
    });
  }

  sync(): Promise<Outcome<Moved>> {
    return this.#run(async (context) => {
      const { waitsUntil, clockOff, reminders, ...collected } = await sync(context);
      const { followed, trust } = context;
      context.followed = null;
      return {
        ...movedView(trust, collected),
        ...(waitsUntil === null ? {} : { waitsUntil }),
        ...(clockOff === 0 ? {} : { clockOff }),
        ...(reminders.length === 0 ? {} : { reminders }),
        ...(followed === null ? {} : { newEpoch: newEpochView(trust, followed) }),
      };
    });
  }

  settle(patienceMs = 0): Promise<Outcome<boolean>> {
    return this.#run((context) => settle(context, patienceMs));
  }

  balances(): Promise<Outcome<Balances>> {
    return this.#run(async ({ chains, trust, vault }) => ({
      balances: amountsView(trust, chains.device.balances),
      incoming: amountsView(trust, (await findRecord(vault, KEYS.incoming, holdingsCodec)) ?? []),
      outgoing: amountsView(trust, chains.device.outgoing),
    }));
  }

  history(): Promise<Outcome<readonly HistoryEntry[]>> {
    return this.#run((context) => history(context));
  }

  annotate(entry: NotedLine, note: string): Promise<Outcome<null>> {
    return this.#run(async (context) => annotate(context, await history(context), entry, note));
  }

  request(amount?: string, currency?: string, memo?: string): Outcome<string> {
    return guardNow(() => requestUri(this.#context, { amount, currency, memo }));
  }

  verify(): Promise<Outcome<Verified>> {
    return this.#run((context) => verify(context));
  }

  certificates(): Promise<Outcome<readonly HeldCertificate[]>> {
    return this.#run((context) => heldCertificates(context));
  }

  checkpoints(): Promise<Outcome<readonly string[]>> {
    return this.#run(async ({ vault }) => {
      const text = new TextDecoder();
      const listed = await vault.list(KEYS.allCheckpoints);
      return listed.map(([, note]) => text.decode(note));
    });
  }

  compareCheckpoints(theirs: readonly string[]): Promise<Outcome<readonly ForkEvidence[]>> {
    return this.#run((context) => compareWith(context, theirs));
  }

  addDevice(request: string): Promise<Outcome<{ id: string; invitation: string }>> {
    return this.#run(async (context) => {
      await ready(context);
      return await enrolDevice(context, request);
    });
  }

  revokeDevice(ordinal: number): Promise<Outcome<{ id: string }>> {
    return this.#change(() => ({ kind: 'revoke-device', ordinal }));
  }

  setThreshold(threshold: number): Promise<Outcome<{ id: string }>> {
    return this.#run(async (context) => {
      await ready(context);
      return { id: await changeIdentity(context, policyOf(context, threshold)) };
    });
  }

  proposeChange(change: IdentityChange, validMs: number): Promise<Outcome<JointChange>> {
    return this.#run(async (context) => {
      await ready(context);
      return await proposeChange(context, statementOf(context, change), validMs);
    });
  }

  signChange(change: string): Promise<Outcome<JointChange>> {
    return this.#run(async (context) => {
      await ready(context);
      return await signChange(context, change);
    });
  }

  readChange(change: string): Promise<Outcome<JointChange>> {
    return this.#run((context) => Promise.resolve(readChange(context, change)));
  }

  submitChange(
    changes: readonly string[],
  ): Promise<Outcome<{ id: string; invitation: string } | JointChange>> {
    return this.#run(async (context) => {
      await ready(context);
      return await submitChange(context, changes);
    });
  }

  addCountry(country: string): Promise<Outcome<{ id: string }>> {
    return this.#change(() => ({
      kind: 'country',
      country: checkCountry(country),
      tier: 0,
      validUntil: null,
      attestation: null,
    }));
  }

  claimHandle(handle: string): Promise<Outcome<{ id: string }>> {
    return this.#change(() => ({ kind: 'handle', handle: checkHandle(handle) }));
  }

  moveTo(sovereign: string): Promise<Outcome<WalletView>> {
    return this.#run(async (context) => {
      await moveTo(context, sovereign);
      return walletView(context);
    });
  }

  watch(tell: (event: WalletEvent) => void, signal: AbortSignal, everyMs?: number): Promise<void> {
    return watch(this, this.#context, tell, signal, everyMs);
  }

  offline(): Offline {
    return lazyOffline((work, isOnline) => this.#runOffline(work, isOnline));
  }

  streams(): Streams {
    return lazyStreams((work, isOnline) => this.#runOffline(work, isOnline));
  }

  holds(): Holds {
    return lazyHolds((work, isOnline) => this.#runOffline(work, isOnline));
  }

  governance(): Governance {
    const { clock } = this.#context.ports;
    return lazyGovernance((work, isOnline) => this.#runOffline(work, isOnline), clock);
  }

  decisions(): Decisions {
    return lazyDecisions((work, isOnline) => this.#runOffline(work, isOnline));
  }

  async close(): Promise<void> {
    await this.#last;
    await guard(() => this.#context.ports.storage.close());
  }

  #runOffline<T>(work: (context: Context) => Promise<T>, isOnline: boolean): Promise<Outcome<T>> {
    return this.#run(async (context) => {
      if (isOnline) await ready(context);
      return await work(context);
    });
  }

  #change(statement: () => Parameters<typeof changeIdentity>[1]): Promise<Outcome<{ id: string }>> {
    return this.#run(async (context) => {
      const checked = statement();
      await ready(context);
      return { id: await changeIdentity(context, checked) };
    });
  }

  #run<T>(work: (context: Context) => Promise<T>): Promise<Outcome<T>> {
    const result = this.#last.then(async () => {
      const outcome = await guard(() => work(this.#context));
      // Nothing more is signed for a sovereign that was caught before it was asked again.
      if (!outcome.ok && outcome.failure.kind === 'tampering') this.#context.isCurrent = false;
      return outcome;
    });
    this.#last = result.catch(() => undefined);
    return result;
  }
}

/** Before the first signature: the identity is open, and nobody else has moved this wallet's chains on. */
async function ready(context: Context): Promise<void> {
  if (context.isCurrent && context.identity !== null) return;
  // First that it is the pinned sovereign at all, in which epoch, and what time it has: a session needs none of these.
  if (!context.isCurrent) await fetchCheckpoint(context);
  await ensureOpened(context);
  if (!context.isCurrent) await ensureCurrent(context);
}
