import type { Answer, Ledger, Pending, Store } from '@tallystick/ledger';
import { type Hash, MAX_CURRENCIES, type Operation, holdId, toHex } from '@tallystick/protocol';
import type { WebhookStore } from '../webhooks/webhook-store.ts';
import { openEntry, openOperation } from '../reads/entries.ts';
import { type EventSource, type HoldOrigin, deriveEvents, isRevocation } from './derive-events.ts';
import type { EventHub } from './event-hub.ts';
import type { NodeEvent } from './node-event.ts';

/** Tells streams and webhooks of what is admitted. Costs nothing while nobody wants to know. */
export interface Announcer {
  /** Before a batch is admitted: who owns the holds that it takes from, which it may close. */
  before(batch: readonly Pending[]): void;
  /** When it is durable and signed. */
  after(batch: readonly Pending[], answers: readonly Answer[]): void;
  /** Queues for webhooks what was logged, but not queued, before a crash. */
  catchUp(): void;
}

export interface AnnouncerOptions {
  readonly ledger: Ledger;
  readonly store: Store;
  readonly hub: EventHub;
  readonly webhooks: WebhookStore;
  readonly now: () => number;
  /** Something waits to be delivered. */
  readonly onQueued: () => void;
}

/** Entries read at once while the log is searched for a hold's origin. */
const CHUNK = 1024;

export function newAnnouncer(options: AnnouncerOptions): Announcer {
  const { ledger, store, hub, webhooks } = options;
  let origins = new Map<string, HoldOrigin>();

  const isWanted = (): boolean => !hub.isIdle || webhooks.list().length > 0;
  const wants = (identity: Hash): boolean =>
    hub.wants(identity) || webhooks.list().some(({ identity: only }) => isFor(only, identity));

  function originsOf(batch: readonly Pending[]): Map<string, HoldOrigin> {
    const found = new Map<string, HoldOrigin>();
    for (const { transition } of batch) {
      const { operation } = transition;
      const opened = holdsOf(operation);
      const owner = opened === 0 ? undefined : ownerOf(transition.state.chain);
      for (let number = 0; owner !== undefined && number < opened; number += 1) {
        found.set(toHex(holdId(transition.id, number)), { owner, put: transition.id });
      }
      if (operation.kind !== 'take') continue;
      for (const { hold } of operation.takings) {
        const open = ledger.state.holds.find(hold);
        if (open === undefined) continue;
        found.set(toHex(hold), { owner: holderOf(open.owner), put: open.put });
      }
    }
    return found;
  }

  function ownerOf(chain: Hash): Hash {
    const slot = ledger.state.devices.find(chain);
    const owner = slot < 0 ? -1 : ledger.state.devices.owner(slot);
    return owner < 0 ? chain : ledger.state.identities.id(owner);
  }

  /** The identity in a slot, or a treasury's chain. */
  function holderOf(owner: number): Hash {
    const { devices, identities, currencies } = ledger.state;
    return owner < 0 ? devices.id(currencies.treasuries[-1 - owner] ?? -1) : identities.id(owner);
  }

  function derive(source: EventSource, known: ReadonlyMap<string, HoldOrigin>): NodeEvent[] {
    const originOf = (hold: Hash): HoldOrigin | undefined => known.get(toHex(hold));
    return deriveEvents(source, { state: ledger.state, wants, originOf });
  }

  function announce(events: readonly NodeEvent[]): void {
    hub.publish(events);
    if (webhooks.list().length === 0) return;
    webhooks.enqueue(events, ledger.size, options.now());
    if (events.length > 0) options.onQueued();
  }

  return {
    before(batch) {
      origins = isWanted() ? originsOf(batch) : new Map();
    },
    after(batch, answers) {
      if (!isWanted()) return;
      const events: NodeEvent[] = [];
      for (const [i, { transition }] of batch.entries()) {
        const answer = answers[i];
        if (answer === undefined || !answer.ok) continue;
        const { id, state, operation } = transition;
        const { index, effects } = answer.certificate;
        const { chain, sequence } = state;
        events.push(...derive({ index, id, chain, sequence, operation, effects }, origins));
      }
      announce(events);
    },
    catchUp() {
      if (webhooks.list().length === 0 || webhooks.progress >= ledger.size) return;
      const sources = sourcesFrom(store, webhooks.progress, ledger.size);
      const known = findOrigins(store, sources, ownerOf);
      announce(sources.flatMap((source) => derive(source, known)));
    },
  };
}

function isFor(only: Uint8Array | null, identity: Hash): boolean {
  return only === null || Buffer.compare(only, identity) === 0;
}

function sourcesFrom(store: Store, from: number, to: number): EventSource[] {
  const sources: EventSource[] = [];
  for (const entry of store.exportEntries(from, to)) {
    const opened = openEntry(entry);
    if (opened === undefined) continue;
    const { index, id, effects, state } = opened;
    const { chain, sequence } = state;
    sources.push({ index, id, chain, sequence, effects, operation: openOperation(opened) });
  }
  return sources;
}

/** Where the holds that are taken from were put: searched backwards, since most are taken soon. */
function findOrigins(
  store: Store,
  sources: readonly EventSource[],
  ownerOf: (chain: Hash) => Hash,
): Map<string, HoldOrigin> {
  const sought = new Set<string>();
  for (const { operation } of sources) for (const hold of takenBy(operation)) sought.add(hold);
  const found = new Map<string, HoldOrigin>();
  let end = (sources.at(-1)?.index ?? -1) + 1;
  while (sought.size > 0 && end > 0) {
    const from = Math.max(0, end - CHUNK);
    for (const { id, chain, operation } of sourcesFrom(store, from, end)) {
      for (let number = 0; number < holdsOf(operation); number += 1) {
        const hold = toHex(holdId(id, number));
        if (sought.delete(hold)) found.set(hold, { owner: ownerOf(chain), put: id });
      }
    }
    end = from;
  }
  return found;
}

/** How many holds a transition may have opened. */
function holdsOf(operation: Operation): number {
  if (operation.kind === 'put') return operation.holds.length;
  return isRevocation(operation) ? MAX_CURRENCIES : 0;
}

function takenBy(operation: Operation): string[] {
  return operation.kind === 'take' ? operation.takings.map(({ hold }) => toHex(hold)) : [];
}
