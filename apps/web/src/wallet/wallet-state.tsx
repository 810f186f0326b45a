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
import type { ProcessNews, Snapshot } from './calls.ts';
import { type Door, START, type WalletState, heardNews, refreshed } from './door-state.ts';
import type { Closed } from './keys/calls.ts';
import { whenIdle } from '../frame/when-idle.ts';
import { useLocking } from './keys/locking.ts';
import { forgetMarker, isFirstVisit, markWallet, markedWallet } from './keys/marker.ts';
import { type WalletProcess, startProcess } from './process.ts';

/** An open wallet, for the pages behind the door. */
export interface OpenWallet extends Snapshot, Pick<WalletState, 'tabs'> {
  /** Whether the sovereign answered last. */
  readonly isReached: boolean;
  /** Calls of this very wallet: refused once another one is shown. */
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
  const [state, step] = useReducer(
    (old: WalletState, next: (old: WalletState) => WalletState) => next(old),
    START,
  );
  const kept = useRef<WalletProcess | null>(null);
  const idle = useRef(() => {});
  const control = useMemo(() => {
    const change = (next: Partial<WalletState>): void => step((old) => ({ ...old, ...next }));
    const refresh = async (): Promise<void> => {
      const outcome = await process().call('snapshot');
      if (outcome.ok) step((old) => refreshed(old, outcome.value));
    };
    const heard = (news: ProcessNews): void => {
      step((old) => heardNews(old, news));
      // Also of another wallet: what there is stands side by side.
      if (news.kind !== 'tab') void refresh();
    };
    const process = (): WalletProcess => (kept.current ??= startProcess(heard));
    const look = (): void => {
      change({ door: { kind: 'starting' } });
      void isFirstVisit().then(async (isFirst) => {
        if (isFirst) {
          // There is nothing to look at: the process is there by the time that somebody has filled in the form.
          idle.current = whenIdle(process);
          return change({ door: { kind: 'none' } });
        }
        return change({ door: await doorOf(await process().call('look')) });
      });
    };
    const lock = (): void => {
      const ending = process();
      kept.current = null;
      change({ door: { kind: 'starting' }, tabs: [] });
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
        // Where nothing is marked either, nothing is begun on a full keyring without a word.
        const unmarked = { handle: null, sovereign: location.hostname };
        void markedWallet().then((marker) =>
          change({ door: { kind: 'gone', marker: marker ?? unmarked } }),
        );
      },
      beginAnew: () => {
        void process()
          .call('beginAnew')
          .then((outcome) => {
            if (!outcome.ok) return change({ door: { kind: 'failed', failure: outcome.failure } });
            void forgetMarker();
            return change({ door: { kind: 'none' } });
          });
      },
    };
  }, []);
  useEffect(() => {
    control.look();
    return () => {
      idle.current();
      kept.current?.end();
    };
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
