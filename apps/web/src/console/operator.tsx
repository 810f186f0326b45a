import { type Context, type ReactNode, createContext, useContext } from 'react';
import { underWay } from '../frame/under-way.ts';
import { type Asked, type Request, askAs } from '../sovereign/ask.ts';
import { type Answer, useAsked } from '../sovereign/use-answer.ts';
import { takeTouch } from './touched.ts';

type OperatorsRequest = Omit<Request, 'token' | 'isUse'>;

/** An operator's open session, for the pages behind the door. */
export interface Operator {
  /** Not once it is over: the pages stay then, out of sight. */
  readonly isOpen: boolean;
  readonly ask: <T>(path: string, request?: OperatorsRequest) => Promise<Asked<T>>;
}

export const OperatorContext: Context<Operator | null> = createContext<Operator | null>(null);

export function useOperator(): Operator {
  const operator = useContext(OperatorContext);
  if (operator === null) throw new Error('no operator around this');
  return operator;
}

/**
 * The operator of a token; null: of a session that is over, where nobody is asked. The token is in the memory of this page and
 * nowhere else.
 */
export function operatorOf(token: string | null, over: () => void): Operator {
  return {
    isOpen: token !== null,
    async ask<T>(path: string, request: OperatorsRequest = {}) {
      if (token === null) return { ok: false, failure: { kind: 'session' } };
      const ask = (): Promise<Asked<T>> => askAs(path, { ...request, token, isUse: takeTouch() });
      const asked = await (request.method === undefined ? ask() : underWay(ask));
      if (!asked.ok && asked.failure.kind === 'session') over();
      return asked;
    },
  };
}

/** What has secrets, typed or fetched: it is taken down when the session ends, and begins anew in the next one. */
export function WhileOpen({ children }: { children: ReactNode }): ReactNode {
  return useOperator().isOpen ? children : null;
}

/** What an operator's path answers, asked again every `everyMs` where that is given. */
export function useOperatorAnswer<T>(path: string, everyMs?: number): Answer<T> {
  const { ask } = useOperator();
  return useAsked<T>(path, ask, everyMs);
}
