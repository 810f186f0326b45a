import type { AskFailure, Asked } from '../../sovereign/ask.ts';
import type {
  Drafted,
  KeyToOpen,
  SigningAnswer,
  SigningCalls,
  SigningFault,
  ToSign,
} from './signing-calls.ts';
import type { HandedIn } from './treasuries.ts';

/** `lost`: it is signed, and the sovereign may have taken it. Of all others but `came` nothing was signed. */
type OrderEnd =
  | { readonly kind: 'came'; readonly came: HandedIn }
  | { readonly kind: 'fault'; readonly fault: SigningFault }
  | { readonly kind: 'not-placed'; readonly failure: AskFailure }
  | { readonly kind: 'lost' };

export interface OrderToSign extends Omit<ToSign, 'transitions'> {
  readonly signing: Pick<SigningCalls, 'open' | 'sign' | 'forget' | 'settle'>;
  readonly key: KeyToOpen;
  readonly drafting: () => Promise<SigningAnswer<Drafted>>;
  readonly handIn: (transitions: string) => Promise<Asked<HandedIn>>;
}

/** Opens a key, takes the place, signs, and hands in; the key is forgotten, however it ends. */
export async function signOrder(order: OrderToSign): Promise<OrderEnd> {
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
  // The place is taken, on the sovereign's disk, before anything is signed for it.
  const placed = await handIn(transitions);
  if (!placed.ok) return { kind: 'not-placed', failure: placed.failure };
  const signed = await signing.sign({ sovereign, code, signers, transitions, lines });
  if (!signed.ok) return { kind: 'fault', fault: signed.fault };
  const { last } = signed.value;
  const came = await handIn(signed.value.transitions);
  // Whatever the failure is: it may have come after the ledger had taken it.
  if (!came.ok) return { kind: 'lost' };
  const { isFinal, waits } = came.value;
  // What waits for other signers is the sovereign's to keep; what is sent and not final is asked of the log.
  if (isFinal || waits?.isSent === false) await signing.settle({ sovereign, code, last });
  return { kind: 'came', came: came.value };
}
