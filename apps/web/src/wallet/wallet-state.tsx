import type { Failure, Outcome, TabNews } from '@tallystick/wallet';
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
import type { Closed } from './keys/calls.ts';
import { useLocking } from './keys/locking.ts';
import {
  type Marker,
  forgetMarker,
  isFirstVisit,
  markWallet,
  markedWallet,
} from './keys/marker.ts';
import { type ProcessNews, type WalletProcess, startProcess } from './process.ts';

/** Where a wallet is: not looked at yet, absent, lost, locked, open elsewhere, not to be read, or open here. */
type Door =
  | { readonly kind: 'starting' }
  | { readonly kind: 'none' }
  /** There was one, and its storage is gone. */
  | { readonly kind: 'gone'; readonly marker: Marker }
  /** This browser is becoming a further device; null until its keys are made. */
  | { readonly kind: 'joining'; readonly request: string | null }
  | { readonly kind: 'locked'; readonly closed: Closed }
  | { readonly kind: 'busy' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'open'; readonly snapshot: Snapshot };

interface WalletState {
  readonly door: Door;
  /** Whether the sovereign answered last. */
  readonly isReached: boolean;
  /** What came in last while this page was open: amounts by currency. */
  readonly received: Readonly<Record<string, string>> | null;
  /** Tabs for this wallet that were opened or raised lately, the newest last. */
  readonly tabs: readonly TabNews[];
}

/** An open wallet, for the pages behind the door. */
export interface OpenWallet extends Snapshot, Pick<WalletState, 'isReached' | 'received' | 'tabs'> {
  readonly call: WalletProcess['call'];
  /** Shows what has changed. */
  readonly refresh: () => Promise<void>;
  readonly lock: () => void;
  /** Another wallet is shown from here on. */
  readonly show: (snapshot: Snapshot) => void;
}

export const OpenWalletContext: Context<OpenWallet | null> = createContext<OpenWallet | null>(null);

export function useOpenWallet(): OpenWallet {
  const wallet = useContext(OpenWalletContext);
  if (wallet === null) throw new Error('no open wallet around this');
  return wallet;
}

type Change = Partial<WalletState>;
const START: WalletState = {
  door: { kind: 'starting' },
  isReached: true,
  received: null,
  tabs: [],
};
/** As many tabs are told at once at most: strangers can open them. */
const MOST_TABS = 20;

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
  /** This browser is to be a further device of somebody who has a wallet elsewhere. */
  readonly enrol: () => void;
  /** Somebody whose wallet is gone makes another one. */
  readonly beginAnew: () => void;
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
    let tabs: readonly TabNews[] = START.tabs;
    const heard = (news: ProcessNews): void => {
      if (news.kind === 'reached') return change({ isReached: news.isReached });
      if (news.kind === 'tab') {
        tabs = [...tabs, news.tab].slice(-MOST_TABS);
        return change({ tabs });
      }
      change({ received: news.amounts });
      void refresh();
    };
    const process = (): WalletProcess => (kept.current ??= startProcess(heard));
    const look = (): void => {
      change({ door: { kind: 'starting' } });
      const first = isFirstVisit();
      void first.then((isFirst) => isFirst && change({ door: { kind: 'none' } }));
      void process()
        .call('look')
        .then(async (outcome) => {
          const door = await doorOf(outcome);
          // Whoever sees already that there is none may have gone on to something else.
          const isKnown = door.kind === 'none' && (await first);
          return isKnown ? undefined : change({ door });
        });
    };
    const lock = (): void => {
      const ending = process();
      kept.current = null;
      tabs = START.tabs;
      change({ door: { kind: 'starting' }, received: null, tabs });
      // The storage is free once what is under way has ended: only then is there something to look at.
      void ending.call('lock').finally(() => {
        ending.end();
        look();
      });
    };
    return {
      process,
      refresh,
      look,
      lock,
      opened: (snapshot: Snapshot) => {
        change({ door: { kind: 'open', snapshot } });
        const { handle, sovereign } = snapshot.view;
        void markWallet({ handle, sovereign: sovereign.name });
      },
      enrol: () => change({ door: { kind: 'joining', request: null } }),
      refused: ({ code, data }: Failure) => {
        const { request } = data;
        if (code === 'not-enrolled' && typeof request === 'string') {
          change({ door: { kind: 'joining', request } });
        }
        if (code === 'wallet-locked') change({ door: { kind: 'busy' } });
        if (code !== 'wallet-gone') return;
        void doorOf({ ok: true, value: null }).then((door) => change({ door }));
      },
      beginAnew: () => {
        void forgetMarker();
        change({ door: { kind: 'none' } });
      },
    };
  }, []);
  useEffect(() => {
    control.look();
    return () => kept.current?.end();
  }, [control]);
  useLocking(state.door.kind === 'open', control.lock);
  return { state, ...control };
}

async function doorOf(outcome: Outcome<Closed | null>): Promise<Door> {
  if (outcome.ok && outcome.value !== null) return { kind: 'locked', closed: outcome.value };
  if (outcome.ok) {
    const marker = await markedWallet();
    return marker === null ? { kind: 'none' } : { kind: 'gone', marker };
  }
  const { failure } = outcome;
  return failure.code === 'wallet-locked' ? { kind: 'busy' } : { kind: 'failed', failure };
}
