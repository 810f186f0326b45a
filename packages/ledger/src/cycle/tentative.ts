import { type Genesis, type Hash, type Key, type State } from '@tallystick/protocol';
import { firstHead } from '../admit/admit-open.ts';
import type { DecodedTransition } from '../admit/decode-transition.ts';

/** A chain that a pending `open` would bring: what its successors are checked with. */
export interface TentativeChain {
  readonly kind: 'identity' | 'device';
  readonly root: Key;
  readonly device: Key;
  /** How many devices sign for the identity. */
  readonly threshold: number;
  /** The head that a pending successor may build upon when no other is pending. */
  readonly head: Hash;
}

/** Where a pending transition stands. */
interface Place {
  /** In hexadecimal. */
  readonly chain: string;
  readonly sequence: number;
}

interface Counted<T> {
  readonly value: T;
  count: number;
}

/**
 * The transitions between precheck and admission, so that one request can carry a run of one chain.
 * None of them takes a place: their signatures are not verified yet, and any number may claim to
 * follow the same state. The first that is admitted wins.
 *
 * The same transition may come in several requests, and the first may be answered and its bytes
 * reused while another still waits: so what is kept here is a copy.
 */
export class Tentative {
  readonly #states = new Map<string, Counted<Place>>();
  readonly #chains = new Map<string, Counted<TentativeChain>>();

  /** Transitions under way. */
  get size(): number {
    return this.#states.size;
  }

  add(transition: DecodedTransition): void {
    const { chain, sequence } = transition.state;
    count(this.#states, transition.key, () => ({ chain: chain.toHex(), sequence }));
    for (const [id, tentative] of chainsOf(transition)) count(this.#chains, id, () => tentative);
  }

  remove(transition: DecodedTransition): void {
    discount(this.#states, transition.key);
    for (const [id] of chainsOf(transition)) discount(this.#chains, id);
  }

  /** Whether `next` follows a pending transition of its chain. */
  precedes(next: State): boolean {
    const before = this.#states.get(next.previous.toHex())?.value;
    if (before === undefined) return false;
    return before.chain === next.chain.toHex() && next.sequence === before.sequence + 1;
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
  const signers = signersOf(genesis);
  return [
    [state.chain.toHex(), { kind: 'identity', ...signers, head: id }],
    [first.chain.toHex(), { kind: 'device', ...signers, head: first.id }],
  ];
}

function signersOf(genesis: Genesis): Pick<TentativeChain, 'root' | 'device' | 'threshold'> {
  const { root, device, policy } = genesis;
  return { root: copyOf(root), device: copyOf(device.key), threshold: policy.threshold };
}

function copyOf({ suite, publicKey }: Key): Key {
  return { suite, publicKey: publicKey.slice() };
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
