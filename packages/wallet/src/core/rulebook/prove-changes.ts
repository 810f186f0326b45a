import { CHANGING, type Change, type CryptoProvider } from '@tallystick/protocol';
import type { ShownVersion } from '../client/public-client.ts';
import { type ProvenChange, withChanges } from '../trust/changes.ts';
import type { Trust } from '../trust/constitution.ts';
import { type ShownEvidence, provenContent } from './proven-content.ts';

/** A change that a sovereign shows with what proves it, or one whose content was proven before. */
export interface ShownChange {
  readonly change: Change;
  readonly shown: ShownEvidence | { readonly content: Uint8Array };
}

type ChangesProof =
  | { readonly ok: true; readonly trust: Trust; readonly proven: readonly ProvenChange[] }
  | { readonly ok: false; readonly change: Change };

/**
 * What is believed with these changes, all that there are, each item's in the order of the proposals; or
 * the first that the log does not prove. The log has to prove that each was proposed for that item, not
 * from earlier on and not for longer, and that its gates let it pass.
 */
export function proveChanges(
  crypto: CryptoProvider,
  founded: Trust,
  shown: readonly ShownChange[],
): ChangesProof {
  const contents = new Map<ShownChange, Uint8Array>();
  const proven = (): ProvenChange[] =>
    shown.flatMap((one) => {
      const content = contents.get(one);
      return content === undefined ? [] : [{ change: one.change, content }];
    });
  let trust = withChanges(founded, []) ?? founded;
  // What began earlier says who could cosign what was said later.
  for (const one of shown.toSorted((a, b) => a.change.from - b.change.from)) {
    const content = contentOf(crypto, trust, one);
    if (content !== undefined) contents.set(one, content);
    const next = content && withChanges(founded, proven());
    if (next === undefined) return { ok: false, change: one.change };
    trust = next;
  }
  return { ok: true, trust, proven: proven() };
}

/** The versions that are changes of the constitution. */
export function changesAmong(versions: readonly ShownVersion[]): Change[] {
  return CHANGING.flatMap((item) =>
    versions
      .filter(({ matter }) => matter === item)
      .map(({ proposal, from, until }) => ({ item, proposal, from, until })),
  );
}

function contentOf(
  crypto: CryptoProvider,
  trust: Trust,
  { change, shown }: ShownChange,
): Uint8Array | undefined {
  if ('content' in shown) return shown.content;
  const found = provenContent(crypto, trust, change.proposal, shown);
  const end = change.until ?? Number.POSITIVE_INFINITY;
  const isAsProposed =
    found?.matter.kind === change.item &&
    found.from <= change.from &&
    end <= (found.until ?? Number.POSITIVE_INFINITY);
  return isAsProposed ? found.content : undefined;
}
