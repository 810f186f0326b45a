import { type Context, createContext, useContext } from 'react';
import { awaitedAnswers } from '../../frame/awaited-answers.ts';
import { startProcess } from '../../frame/own-process.ts';
import processUrl from './inside/signing-process.ts?worker&url';
import type {
  SigningAnswer,
  SigningCalls,
  SigningMessage,
  SigningRequest,
} from './signing-calls.ts';

export interface Signing extends SigningCalls {
  readonly end: () => void;
}

/** The process that opens a treasury's key. Ending it takes the key out of memory. */
export function startSigning(): Signing {
  // What was under way then may have been signed: this browser remembers it.
  const answers = awaitedAnswers<SigningAnswer<unknown>>({ ok: false, fault: 'perhaps-taken' });
  const { send, end } = startProcess<SigningRequest>(processUrl, ({ id, answer }: SigningMessage) =>
    answers.answer(id, answer),
  );
  const give = <T>(call: keyof SigningCalls, args: readonly unknown[]): Promise<T> =>
    answers.ask((id) => send({ id, call, args })) as Promise<T>;
  return {
    draft: (place, order) => give('draft', [place, order]),
    read: (of) => give('read', [of]),
    open: (key, signers) => give('open', [key, signers]),
    sign: (what) => give('sign', [what]),
    forget: () => give('forget', []),
    openOrder: (of) => give('openOrder', [of]),
    settle: (of) => give('settle', [of]),
    end() {
      end();
      answers.end();
    },
  };
}

export const SigningContext: Context<Signing | null> = createContext<Signing | null>(null);

export function useSigningProcess(): Signing {
  const signing = useContext(SigningContext);
  if (signing === null) throw new Error('no signing process around this');
  return signing;
}
