import {
  type Constitution,
  decodeStructured,
  type Governance,
  type Hash,
  type Peer,
  type StructuredContents,
  type StructuredMatter,
  type Vendor,
} from '@tallystick/protocol';
import { type Version, versionAt } from '@tallystick/rules';
import type { Governing } from './governing.ts';
import { historyAt } from './standing.ts';

type Item = Exclude<StructuredMatter, 'settings'>;

/** What governance has made of the matters that are no rules, at an instant. */
export interface Items {
  readonly constitution: Constitution;
  readonly peers: readonly Peer[];
  readonly vendors: readonly Vendor[];
  readonly governance: Governance;
  /** The proposal that made the governance; null: the founding one. */
  readonly governedBy: Hash | null;
}

/** All of it at `time`, as decided under a header of time `now`. */
export function itemsAt(
  governing: Governing,
  founding: Constitution,
  now: number,
  time: number,
): Items {
  const at = <K extends Item>(kind: K) => itemAt(governing, kind, now, time);
  const governance = at('governance');
  const cosigners = at('cosigners')?.value;
  const decided = governance?.value ?? founding.governance;
  if (decided === null) throw new Error('a ledger without governance has nothing in force');
  return {
    constitution: {
      ...founding,
      suites: at('suites')?.value ?? founding.suites,
      currencies: at('currencies')?.value ?? founding.currencies,
      witnesses: cosigners?.witnesses ?? founding.witnesses,
      validators: cosigners?.validators ?? founding.validators,
      governance: decided,
    },
    peers: at('peers')?.value ?? [],
    vendors: at('vendors')?.value ?? [],
    governance: decided,
    governedBy: governance?.version.proposal ?? null,
  };
}

function itemAt<K extends Item>(
  governing: Governing,
  kind: K,
  now: number,
  time: number,
): { readonly version: Version; readonly value: StructuredContents[K] } | undefined {
  const version = versionAt(historyAt(governing, { kind }, now), time);
  if (version === undefined) return undefined;
  return { version, value: readItem(governing, kind, version.proposal) };
}

/** What a proposal of such a matter says. */
export function readItem<K extends StructuredMatter>(
  governing: Governing,
  kind: K,
  proposal: Hash,
): StructuredContents[K] {
  const number = governing.find(proposal)?.number;
  if (number === undefined) throw new Error('a version of no proposal');
  const known = governing.readings.get(number);
  if (known !== undefined) return known as StructuredContents[K];
  const decoded = decodeStructured(kind, governing.content(number).slice());
  // Nothing of another form is ever admitted.
  if (!decoded.ok) throw new Error(`proposal ${number} has no ${kind}: ${decoded.reason}`);
  governing.readings.set(number, decoded.value);
  return decoded.value;
}
