import type { Failure, Outcome } from '@tallystick/wallet';
import {
  type Context,
  createContext,
  useContext,
  useEffect,
  useMemo,
  useReducer,
  useRef,
} from 'react';
import type { Snapshot } from './calls.ts';
import { type ProcessNews, type WalletProcess, startProcess } from './process.ts';

/** Where a wallet is: not looked at yet, absent, locked, open elsewhere, not to be read, or open here. */
type Door =
  | { readonly kind: 'starting' }
  | { readonly kind: 'none' }
  | { readonly kind: 'locked' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'open'; readonly snapshot: Snapshot };

interface WalletState {
  readonly door: Door;
  /** Whether the sovereign answered last. */
  readonly isReached: boolean;
  /** What came in last while this page was open: amounts by currency. */
  readonly received: Readonly<Record<string, string>> | null;
}

/** An open wallet, for the pages behind the door. */
export interface OpenWallet extends Snapshot, Pick<WalletState, 'isReached' | 'received'> {
  readonly call: WalletProcess['call'];
  /** Shows what has changed. */
  readonly refresh: () => Promise<void>;
  readonly lock: () => void;
}

export const OpenWalletContext: Context<OpenWallet | null> = createContext<OpenWallet | null>(null);

export function useOpenWallet(): OpenWallet {
  const wallet = useContext(OpenWalletContext);
  if (wallet === null) throw new Error('no open wallet around this');
  return wallet;
}

type Change = Partial<WalletState>;
const START: WalletState = { door: { kind: 'starting' }, isReached: true, received: null };
/** A wallet that nobody touches is locked. */
const IDLE_MS = 15 * 60_000;
const LOOK_MS = 10_000;

export interface WalletDoorControl {
  readonly state: WalletState;
  readonly process: () => WalletProcess;
  /** The wallet has been opened. */
  readonly opened: (snapshot: Snapshot) => void;
  /** It could not be: what stands at the door instead. */
  readonly refused: (failure: Failure) => void;
  readonly refresh: () => Promise<void>;
  readonly lock: () => void;
  readonly look: () => void;
}

/** Keeps the process of the one wallet of this browser, and what it has told. */
export function useWalletDoor(): WalletDoorControl {
  const [state, change] = useReducer(
    (old: WalletState, next: Change) => ({ ...old, ...next }),
    START,
  );
  const kept = useRef<WalletProcess | null>(null);
  const control = useMemo(() => {
    const refresh = async (): Promise<void> => {
      const outcome = await process().call('snapshot');
      if (outcome.ok) change({ door: { kind: 'open', snapshot: outcome.value } });
    };
    const heard = (news: ProcessNews): void => {
      if (news.kind === 'reached') return change({ isReached: news.isReached });
      change({ received: news.amounts });
      void refresh();
    };
    const process = (): WalletProcess => (kept.current ??= startProcess(heard));
    const look = (): void => {
      change({ door: { kind: 'starting' } });
      void process()
        .call('exists')
        .then((outcome) => change({ door: doorOf(outcome) }));
    };
    const lock = (): void => {
      const ending = process();
      kept.current = null;
      change({ door: { kind: 'locked' }, received: null });
      void ending.call('lock').finally(() => ending.end());
    };
    return {
      process,
      refresh,
      look,
      lock,
      opened: (snapshot: Snapshot) => change({ door: { kind: 'open', snapshot } }),
      refused: ({ code }: Failure) => {
        if (code === 'wallet-locked') change({ door: { kind: 'busy' } });
      },
    };
  }, []);
  useEffect(() => {
    control.look();
    return () => kept.current?.end();
  }, [control]);
  useIdleLock(state.door.kind === 'open', control.lock);
  return { state, ...control };
}

function doorOf(outcome: Outcome<boolean>): Door {
  if (outcome.ok) return { kind: outcome.value ? 'locked' : 'none' };
  const { failure } = outcome;
  return failure.code === 'wallet-locked' ? { kind: 'busy' } : { kind: 'failed', failure };
}

function useIdleLock(isOpen: boolean, lock: () => void): void {
  useEffect(() => {
    if (!isOpen) return undefined;
    let touched = Date.now();
    const touch = (): void => {
      touched = Date.now();
    };
    const timer = setInterval(() => {
      if (Date.now() - touched > IDLE_MS) lock();
    }, LOOK_MS);
    addEventListener('pointerdown', touch);
    addEventListener('keydown', touch);
    return () => {
      clearInterval(timer);
      removeEventListener('pointerdown', touch);
      removeEventListener('keydown', touch);
    };
  }, [isOpen, lock]);
}
