import { Button } from '@mantine/core';
import type { GatesWork } from '@tallystick/wallet';
import { type ReactElement, useCallback, useRef, useState } from 'react';
import { useLanguage } from '../frame/language.tsx';
import { type GatesAnswer, awaitGates } from './await-gates.ts';

/** As long as the SDK waits for them at most. */
const MOST_MS = 3_600_000;

/** `work` is null until something is told of it. */
type State =
  | { readonly kind: 'none' }
  | { readonly kind: 'stopped' }
  | {
      readonly kind: 'waiting';
      readonly work: GatesWork | null;
      readonly isStopping: boolean;
    };

interface GatesWait {
  readonly state: State;
  /** Waits until they are done; null where that was stopped before. It goes on when its page is left: stop it where it should not. */
  readonly wait: <T>(ask: () => Promise<GatesAnswer<T>>) => Promise<{ readonly done: T } | null>;
  /** Ends the waiting, and not the gates. */
  readonly stop: () => void;
}

/** Waiting for the gates, which takes minutes with a large rulebook. */
export function useGatesWait(): GatesWait {
  const [state, setState] = useState<State>({ kind: 'none' });
  const isStopped = useRef(false);
  const stop = useCallback(() => {
    isStopped.current = true;
    setState((old) => (old.kind === 'waiting' ? { ...old, isStopping: true } : old));
  }, []);
  const wait = async <T,>(ask: () => Promise<GatesAnswer<T>>): Promise<{ done: T } | null> => {
    const since = Date.now();
    isStopped.current = false;
    setState({ kind: 'waiting', work: null, isStopping: false });
    const answer = await awaitGates(
      ask,
      (work) => setState({ kind: 'waiting', work, isStopping: false }),
      () => isStopped.current || Date.now() - since > MOST_MS,
    );
    setState({ kind: answer === null ? 'stopped' : 'none' });
    return answer;
  };
  return { state, wait, stop };
}

/** How far the gates are, and the way to stop waiting for them; nothing where nobody waits. */
export function GatesWaiting({ state, stop }: Omit<GatesWait, 'wait'>): ReactElement | null {
  const { words } = useLanguage();
  const say = words.pipeline.gates;
  if (state.kind === 'none') return null;
  if (state.kind === 'stopped') return <p role="status">{say.stopped}</p>;
  return (
    <div className="stack">
      <p role="status">{say.looking}</p>
      <HowFar work={state.work} />
      <div>
        <Button variant="light" onClick={stop} loading={state.isStopping}>
          {say.stop}
        </Button>
      </div>
    </div>
  );
}

/** Not announced: it changes every other second. */
function HowFar({ work }: { work: GatesWork | null }): ReactElement | null {
  const { words, number, duration } = useLanguage();
  const say = words.pipeline.gates;
  if (work === null || (work.before === 0 && work.runningMs === 0)) return null;
  const { before, runningMs } = work;
  const lasted = duration(Math.ceil(runningMs / 1000) * 1000);
  return <p className="faded">{before > 0 ? say.before(number(before)) : say.running(lasted)}</p>;
}
