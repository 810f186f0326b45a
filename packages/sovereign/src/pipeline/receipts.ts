import type { Answer, CurrentRulebook, Pending, Refusal } from '@tallystick/ledger';
import { decode, decisionReceiptCodec, encode, equalBytes } from '@tallystick/protocol';
import { type Facts, factsCodec } from '@tallystick/rules';
import { rateLimit } from '../http/rate-limit.ts';
import type { Ring } from '../ring/keep-ring.ts';

/** What became of a transition; of one that the rules objected to with a receipt, where there is one. */
export type ReceiptedAnswer = Answer & { readonly receipt?: Uint8Array };

/** Signs objections for those whom they concern. */
export interface Receipts {
  /** `refusal` with its receipt; as it is where there is none: too many were asked for, or no ring answers. */
  add(pending: Pending, refusal: Refusal): Promise<ReceiptedAnswer>;
}

export interface ReceiptsOptions {
  readonly ring: Pick<Ring, 'receipt'>;
  /** Number of the epoch whose log key the ring holds. */
  readonly epoch: number;
  /** The one in force. */
  readonly rulebook: () => CurrentRulebook;
  /** A steady clock, in ms. */
  readonly now: () => number;
}

/**
 * A receipt costs a signature, and a refusal nothing. So each chain has a few at once and then one
 * now and then, and all of them together no more than a core can spare. Whether there is one depends
 * on nothing that is confidential.
 */
const CHAIN = { perSecond: 0.2, burst: 10 };
const ALL = { perSecond: 50, burst: 200 };

export function newReceipts({ ring, epoch, rulebook, now }: ReceiptsOptions): Receipts {
  const ofChains = rateLimit(CHAIN.perSecond, CHAIN.burst);
  const ofAll = rateLimit(ALL.perSecond, ALL.burst);
  return {
    async add({ transition }, refusal) {
      const { objected } = refusal;
      if (objected === undefined) return refusal;
      const by = rulebook();
      if (!equalBytes(by.rulebook.hash, objected.rulebook)) return refusal; // another by now
      const at = now();
      if (ofChains.take(transition.state.chain.toHex(), at) > 0) return refusal;
      if (ofAll.take('', at) > 0) return refusal;
      const facts = decode(factsCodec, objected.facts, objected.facts.length);
      if (!facts.ok) return refusal;
      if (tellsSecrets(facts.value, by)) return refusal;
      const { item } = objected;
      const id = transition.id.slice(); // its bytes are those of a request
      const asked = { rulebook: by, transition: id, item, facts: facts.value };
      try {
        const { decision, signature } = await ring.receipt(asked);
        if (!isOf(refusal, decision)) return refusal;
        const told = { decision, epoch, signature, facts: objected.facts };
        return { ...refusal, receipt: encode(decisionReceiptCodec, told) };
      } catch {
        return refusal; // whoever keeps the ring has said why
      }
    },
  };
}

/** Facts that say who is on a confidential list would tell it: nobody is shown them, or their hash. */
function tellsSecrets({ lists }: Facts, { source }: CurrentRulebook): boolean {
  const secret = source?.lists.filter(({ confidential }) => confidential) ?? [];
  return lists.some(
    ({ list, sender, receivers }) =>
      secret.some(({ name }) => name === list) &&
      [sender, ...receivers].some((flag) => flag !== null),
  );
}

function isOf(
  { code, data }: Refusal,
  { outcome, rule }: { readonly outcome: string; readonly rule: string | null },
): boolean {
  return code === `rules-${outcome}` && 'rule' in data && data.rule === rule;
}
