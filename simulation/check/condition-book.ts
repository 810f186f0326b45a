import {
  claimStatement,
  type Condition,
  decode,
  equalBytes,
  type Hash,
  hash,
  signingContext,
  type Taking,
  toHex,
  type Witness,
  witnessCodec,
} from '@tallystick/protocol';
import type { HoldBook, HoldScene } from './hold-book.ts';
import { Violation } from './violation.ts';

/** What one taking shows of one claim. */
interface Shown {
  readonly scene: HoldScene;
  readonly hold: HoldBook;
  /** What a signature for the claim is of. */
  readonly message: Hash;
  readonly witnesses: readonly Witness[];
}

/** Whether a claim's condition is true by what a taking shows, under the newest header (protocol.md section 11). */
export function isMet(
  scene: HoldScene,
  hold: HoldBook,
  condition: Condition,
  { claim, proof }: Taking,
): boolean {
  const message = claimStatement(hold.id, claim ?? 0);
  const witnesses = (proof?.witnesses ?? []).map((bytes) => {
    const witness = decode(witnessCodec, bytes);
    if (!witness.ok) throw new Violation('only what was agreed is taken', 'a witness of nothing');
    return witness.value;
  });
  return walk({ scene, hold, message, witnesses }, condition, 0).isTrue;
}

/** Conditions are counted depth first: gives the number of the one that follows, too. */
function walk(
  shown: Shown,
  condition: Condition,
  node: number,
): { readonly isTrue: boolean; readonly next: number } {
  if (condition.kind !== 'some') {
    return { isTrue: isLeafTrue(shown, condition, node), next: node + 1 };
  }
  let next = node + 1;
  let count = 0;
  for (const inner of condition.conditions) {
    const walked = walk(shown, inner, next);
    next = walked.next;
    if (walked.isTrue) count += 1;
  }
  return { isTrue: count >= condition.threshold, next };
}

function isLeafTrue(
  { scene, hold, message, witnesses }: Shown,
  leaf: Exclude<Condition, { kind: 'some' }>,
  node: number,
): boolean {
  const { crypto, sovereign } = scene;
  const context = signingContext('attestation', sovereign);
  const here = witnesses.filter((one) => one.node === node).map(({ proof }) => proof);
  const bytes = here.flatMap((proof) => (proof.kind === 'bytes' ? [proof.bytes] : []));
  switch (leaf.kind) {
    case 'after':
      return scene.time() >= leaf.time;
    case 'before':
      return !scene.hasPassed(leaf.time, hold);
    case 'preimage':
      return bytes.some((one) => equalBytes(hash('preimage', one), leaf.hash));
    case 'attested':
      return bytes.some((one) => crypto.verify(leaf.oracle, leaf.statement, one, context));
    case 'signed': {
      const by = here.flatMap((proof) => {
        const key = proof.kind === 'signature' ? leaf.keys[proof.key] : undefined;
        if (proof.kind !== 'signature' || key === undefined) return [];
        return crypto.verify(key, message, proof.signature, context) ? [proof.key] : [];
      });
      return new Set(by).size >= leaf.threshold;
    }
    case 'admitted':
      return scene.closedUnder(toHex(leaf.sovereign), toHex(leaf.hold)) === leaf.outcome;
    case 'fork':
      return scene.isForked(toHex(leaf.hold));
  }
}
