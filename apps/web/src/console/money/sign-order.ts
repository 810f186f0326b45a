import { underWay } from '../../frame/under-way.ts';
import type { AskFailure, Asked } from '../../sovereign/ask.ts';
import type {
  Drafted,
  KeyToOpen,
  Signed,
  SigningAnswer,
  SigningCalls,
  SigningFault,
  ToSign,
  TreasuryNamed,
} from './signing-calls.ts';
import type { HandedIn } from './treasuries.ts';

/**
 * `lost`: it is signed, and the sovereign may have taken it. `not-placed`: nothing was signed, or the sovereign keeps nothing of a
 * signature that alone does nothing. Of a fault nothing was signed.
 */
type OrderEnd =
  | { readonly kind: 'came'; readonly came: HandedIn }
  | { readonly kind: 'fault'; readonly fault: SigningFault }
  | { readonly kind: 'not-placed'; readonly failure: AskFailure }
  | { readonly kind: 'lost' };

/** What hands signed drafts in, for a treasury. */
interface HandingIn extends TreasuryNamed {
  readonly signing: Pick<SigningCalls, 'settle'>;
  readonly handIn: (transitions: string) => Promise<Asked<HandedIn>>;
  /** Nobody else has signed it, and it takes more. */
  readonly isFirstOfSeveral: boolean;
}

export interface OrderToSign extends HandingIn, Omit<ToSign, 'transitions'> {
  readonly signing: Pick<SigningCalls, 'open' | 'sign' | 'forget' | 'settle'>;
  readonly key: KeyToOpen;
  readonly drafting: () => Promise<SigningAnswer<Drafted>>;
}

/** Opens a key, takes the place, signs, and hands in; the key is forgotten, however it ends. No newer pages are loaded meanwhile. */
export function signOrder(order: OrderToSign): Promise<OrderEnd> {
  return underWay(() => signWithKey(order));
}

async function signWithKey(order: OrderToSign): Promise<OrderEnd> {
  const { signing, key, signers } = order;
  const opened = await signing.open(key, signers);
  if (!opened.ok) return { kind: 'fault', fault: opened.fault };
  try {
    return await signWithOpenKey(order);
  } finally {
    await signing.forget();
  }
}

async function signWithOpenKey(order: OrderToSign): Promise<OrderEnd> {
  const { signing, drafting, handIn, sovereign, code, signers, lines } = order;
  const drafted = await drafting();
  if (!drafted.ok) return { kind: 'fault', fault: drafted.fault };
  const { transitions } = drafted.value;
  // The place is taken, on the sovereign's disk, before anything is signed for it. Where others are to be asked it is taken for
  // hours, and only with a signature: until then this browser is what remembers.
  if (!order.isFirstOfSeveral) {
    const placed = await handIn(transitions);
    if (!placed.ok) return { kind: 'not-placed', failure: placed.failure };
  }
  const signed = await signing.sign({ sovereign, code, signers, transitions, lines });
  if (!signed.ok) return { kind: 'fault', fault: signed.fault };
  return await giveSigned(order, signed.value);
}

/** Hands in what was signed here before. */
export function handInSigned(order: HandingIn, signed: Signed): Promise<OrderEnd> {
  return underWay(() => giveSigned(order, signed));
}

async function giveSigned(
  { signing, handIn, sovereign, code, isFirstOfSeveral }: HandingIn,
  { transitions, last }: Signed,
): Promise<OrderEnd> {
  const came = await handIn(transitions);
  if (!came.ok) {
    // Whatever the failure is: it may have come after the ledger had taken it; but for a signature that cannot be enough.
    if (!isFirstOfSeveral || came.failure.kind !== 'refused') return { kind: 'lost' };
    await signing.settle({ sovereign, code, last });
    return { kind: 'not-placed', failure: came.failure };
  }
  const { isFinal, waits } = came.value;
  // What waits for other signers is the sovereign's to keep; what is sent and not final is asked of the log.
  if (isFinal || waits?.isSent === false) await signing.settle({ sovereign, code, last });
  return { kind: 'came', came: came.value };
}
