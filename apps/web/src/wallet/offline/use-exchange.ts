import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type Eye, startEye } from '../camera/eye.ts';
import type { Seen } from '../camera/eye-messages.ts';
import { useOpenWallet } from '../wallet-state.tsx';
import type { ExchangeRole, FromExchange, ToExchange } from './exchange-messages.ts';
import { type ExchangeState, START, afterNews, withProgress } from './exchange-state.ts';

export interface Exchange extends ExchangeState {
  readonly eye: Eye | null;
  readonly seen: (seen: Seen) => void;
  /** The word not to claim was given: it is shown from here on. */
  readonly gaveWord: (word: Uint8Array) => void;
  /** Answers the question of a turn; null: no. */
  readonly confirm: (turn: number, amount: string | null) => void;
}

/** One exchange with another wallet: from when the page shows it until it is over, or the page is left. */
export function useExchange(role: ExchangeRole): Exchange {
  const { call, refresh } = useOpenWallet();
  const [state, setState] = useState(START);
  const [eye, setEye] = useState<Eye | null>(null);
  const port = useRef<MessagePort | null>(null);
  const marks = useMemo(markTimes, []);
  useEffect(() => {
    const started = startEye();
    setEye(started);
    const { port1, port2 } = new MessageChannel();
    port.current = port1;
    port1.addEventListener('message', ({ data }: MessageEvent<FromExchange>) => {
      setState((old) => afterNews(old, data));
    });
    port1.start();
    let isOpen = true;
    const run = async (): Promise<void> => {
      const over = await call('exchange', port2, role);
      marks.over();
      if (isOpen) setState((old) => ({ ...old, over }));
      await refresh();
    };
    void run();
    return () => {
      isOpen = false;
      send(port1, { kind: 'end' });
      started.end();
    };
  }, []);
  const seen = useCallback((found: Seen) => {
    marks.looked(found);
    const { message, progress } = found;
    if (message !== null) {
      setState((old) => ({ ...old, progress: null }));
      if (port.current !== null) send(port.current, { kind: 'read', message });
    } else if (progress !== null) setState((old) => withProgress(old, progress));
  }, []);
  const confirm = useCallback((turn: number, amount: string | null) => {
    setState((old) => ({ ...old, isConfirmed: true }));
    if (port.current !== null) send(port.current, { kind: 'confirm', turn, amount });
  }, []);
  const gaveWord = (word: Uint8Array): void => setState((old) => ({ ...old, word }));
  return { ...state, eye, seen, confirm, gaveWord };
}

function send(port: MessagePort, message: ToExchange): void {
  port.postMessage(message);
}

/** What an exchange took, in the browser's own list of times: for whoever measures. */
function markTimes(): { looked: (seen: Seen) => void; over: () => void } {
  const looks = { count: 0, ms: 0, frames: 0 };
  return {
    looked({ ms, progress, message }) {
      looks.count += 1;
      looks.ms += ms;
      if (progress === null && message === null) return;
      if (looks.frames === 0) performance.mark('tally-first-frame');
      looks.frames += 1;
    },
    over: () => performance.mark('tally-over', { detail: looks }),
  };
}
