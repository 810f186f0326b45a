import { type Context, createContext, useCallback, useContext, useEffect, useState } from 'react';
import { type AskFailure, type Asked, type Request, askAs } from '../sovereign/ask.ts';
import type { Answer } from '../sovereign/use-answer.ts';

/** An operator's open session, for the pages behind the door. */
export interface Operator {
  readonly ask: <T>(path: string, request?: Omit<Request, 'token'>) => Promise<Asked<T>>;
  readonly leave: () => void;
}

export const OperatorContext: Context<Operator | null> = createContext<Operator | null>(null);

export function useOperator(): Operator {
  const operator = useContext(OperatorContext);
  if (operator === null) throw new Error('no operator around this');
  return operator;
}

/** The operator of a token. The token is in the memory of this page and nowhere else. */
export function operatorOf(token: string, over: () => void): Operator {
  return {
    async ask<T>(path: string, request: Omit<Request, 'token'> = {}) {
      const asked = await askAs<T>(path, { ...request, token });
      if (!asked.ok && asked.failure.kind === 'session') over();
      return asked;
    },
    leave() {
      void askAs('/v1/sessions', { token, method: 'DELETE' });
      over();
    },
  };
}

/** What an operator's path answers, asked again every `everyMs` where that is given. */
export function useOperatorAnswer<T>(path: string, everyMs?: number): Answer<T> {
  const { ask } = useOperator();
  const [value, setValue] = useState<T | null>(null);
  const [failure, setFailure] = useState<AskFailure | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    const look = async (): Promise<void> => {
      const asked = await ask<T>(path);
      if (!isCurrent) return;
      if (asked.ok) setValue(asked.value);
      setFailure(asked.ok ? null : asked.failure);
    };
    void look();
    const timer = everyMs === undefined ? undefined : setInterval(() => void look(), everyMs);
    return () => {
      isCurrent = false;
      clearInterval(timer);
    };
  }, [path, ask, everyMs, turn]);
  const again = useCallback(() => setTurn((count) => count + 1), []);
  return { value, failure, again };
}
