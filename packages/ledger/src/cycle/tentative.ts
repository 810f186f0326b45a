import { deviceId, equalBytes, type Genesis, type Hash, type State } from '@tallystick/protocol';
import { firstHead } from '../admit/admit-open.ts';
import type { DecodedTransition } from '../admit/decode-transition.ts';

/** A chain that a pending `open` would bring. */
export interface TentativeChain {
  readonly kind: 'identity' | 'device';
  readonly genesis: Genesis;
  /** The head that a pending successor may build upon when no other is pending. */
  readonly head: Hash;
}

interface Counted<T> {
  readonly value: T;
  count: number;
}

/**
 * The transitions between precheck and admission, so that one request can carry a run of one chain.
 * None
 * of them takes a place: their signatures are not verified yet, and any number may claim to follow
 * the same state. The first that is admitted wins.
 */
export class Tentative {
  readonly #states = new Map<string, Counted<State>>();
  readonly #chains = new Map<string, Counted<TentativeChain>>();

  /** Transitions under way. */
  get size(): number {
    return this.#states.size;
  }

  add(transition: DecodedTransition): void {
    count(this.#states, transition.id.toHex(), () => transition.state);
    for (const [chain, tentative] of chainsOf(transition)) {
      count(this.#chains, chain, () => tentative);
    }
  }

  remove(transition: DecodedTransition): void {
    discount(this.#states, transition.id.toHex());
    for (const [chain] of chainsOf(transition)) discount(this.#chains, chain);
  }

  /** Whether `next` follows a pending transition of its chain. */
  precedes(next: State): boolean {
    const before = this.#states.get(next.previous.toHex())?.value;
    if (before === undefined) return false;
    return equalBytes(before.chain, next.chain) && next.sequence === before.sequence + 1;
  }

  /** The chain that a pending `open` would bring. */
  chain(id: Hash): TentativeChain | undefined {
    if (this.#chains.size === 0) return undefined;
    return this.#chains.get(id.toHex())?.value;
  }
}

function chainsOf(transition: DecodedTransition): [string, TentativeChain][] {
  const { operation, state, id } = transition;
  if (operation.kind !== 'open') return [];
  const { genesis } = operation;
  const first = firstHead(state.chain, genesis.device, state.operation);
  return [
    [state.chain.toHex(), { kind: 'identity', genesis, head: id }],
    [deviceId(state.chain, genesis.device).toHex(), { kind: 'device', genesis, head: first.id }],
  ];
}

function count<T>(map: Map<string, Counted<T>>, key: string, create: () => T): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, { value: create(), count: 1 });
  else known.count += 1;
}

function discount<T>(map: Map<string, Counted<T>>, key: string): void {
  const known = map.get(key);
  if (known === undefined) throw new RangeError('not a pending transition');
  known.count -= 1;
  if (known.count === 0) map.delete(key);
}
