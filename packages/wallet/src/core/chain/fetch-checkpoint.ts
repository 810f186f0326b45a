import { type Context, store, storeSeen } from '../context.ts';
import { followEpochs } from '../epoch/follow.ts';
import { carryCosigners } from '../rulebook/carry-changes.ts';
import { stop } from '../stop.ts';
import { type Checked, type TrustedCheckpoint, checkCheckpoint } from '../trust/checkpoints.ts';
import { newestEpoch } from '../trust/epochs.ts';
import { keepingCheckpoint } from './checkpoint-store.ts';
import { withCheckpoint } from './ledger-time.ts';

/**
 * Asks for the newest checkpoint, checks it and keeps it; gives it. Where it is of an epoch that this wallet does not know yet,
 * the wallet follows the sovereign there first: its chains may be shorter afterwards.
 */
export async function fetchCheckpoint(context: Context): Promise<TrustedCheckpoint> {
  const { crypto } = context.ports;
  let bytes = await context.client.checkpoint();
  let checked = checkCheckpoint(crypto, context.trust, bytes);
  while (!checked.ok && checked.fault === 'origin' && (await followEpochs(context))) {
    // That one may be of an epoch that was over by then, or one more may have been declared since.
    bytes = await context.client.checkpoint();
    checked = checkCheckpoint(crypto, context.trust, bytes);
  }
  if (isShort(checked) && (await carryCosigners(context))) {
    checked = checkCheckpoint(crypto, context.trust, bytes);
  }
  const under = checked.ok ? checked.value : disbelieve(checked.fault);
  if (under.epoch < newestEpoch(context.trust).number) {
    const message =
      'The sovereign shows the log of an epoch that its root has declared to be over.';
    stop('tampering', 'epoch-over', message, { checkpoint: new TextDecoder().decode(bytes) });
  }
  const changes = await keepingCheckpoint(context, under);
  const seen = withCheckpoint(context, context.seen, under);
  if (seen === context.seen) await store(context.vault, changes);
  else await storeSeen(context, seen, changes);
  return under;
}

/**
 * As {@link fetchCheckpoint}, in the middle of an operation: after a new epoch that ends. Also asked before the sovereign is
 * accused of denying what it has certified: a root may have given that up in public, and the wallet not have heard of it yet.
 */
export async function refetchCheckpoint(context: Context): Promise<void> {
  const { epochs } = context.trust;
  await fetchCheckpoint(context);
  if (context.trust.epochs !== epochs) askAgain();
}

/**
 * The value of a check. Where it names a log that the wallet does not know, the sovereign has declared a new epoch: the wallet
 * follows it, and the operation, which built on what may be given up now, ends. Any other fault ends it too.
 */
export async function believe<T>(context: Context, check: () => Checked<T>): Promise<T> {
  const checked = await checkShown(context, check);
  return checked.ok ? checked.value : disbelieve(checked.fault);
}

/**
 * As {@link believe}, of what somebody else has brought: a fault is whoever's it is, and no proof against the sovereign, which has
 * signed nothing of the kind.
 */
export async function checkShown<T>(
  context: Context,
  check: () => Checked<T>,
): Promise<Checked<T>> {
  const checked = check();
  if (isShort(checked)) return (await carryCosigners(context)) ? check() : checked;
  if (checked.ok || checked.fault !== 'origin') return checked;
  return (await followEpochs(context)) ? askAgain() : checked;
}

/** Too few whom this wallet knows as cosigners have cosigned. */
function isShort(checked: Checked<unknown>): boolean {
  return !checked.ok && checked.fault === 'quorum';
}

/** `unreachable`: what was sent meanwhile is pending, and is settled by the next operation. */
function askAgain(): never {
  const message =
    'The sovereign has declared a new epoch of its log, and this wallet follows it: ask again.';
  return stop('unreachable', 'new-epoch', message);
}

function disbelieve(fault: Extract<Checked<never>, { ok: false }>['fault']): never {
  if (fault === 'quorum') {
    return stop('unreachable', 'quorum', 'Too few witnesses have cosigned yet: try again.');
  }
  const message = `What the sovereign shows does not prove what it says: ${fault}.`;
  return stop('tampering', `proof-${fault}`, message);
}
