import type { Outcome } from '@tallystick/wallet';
import { awaitedAnswers } from '../frame/awaited-answers.ts';
import { noteLoaded } from '../frame/loaded-paths.ts';
import { startProcess as startOwn } from '../frame/own-process.ts';
import { underWay } from '../frame/under-way.ts';
import type { CallMessage, ProcessMessage, ProcessNews, WalletCalls } from './calls.ts';
import { givenAway } from './keys/given-away.ts';
import processUrl from './inside/wallet-process.ts?worker&url';

type Call = <K extends keyof WalletCalls>(
  name: K,
  ...args: Parameters<WalletCalls[K]>
) => ReturnType<WalletCalls[K]>;

/** The process that has the keys. Ending it takes them out of memory. */
export interface WalletProcess {
  readonly call: Call;
  /** Calls of one wallet, by name: refused once another one is shown. The same function each time. */
  readonly callOf: (wallet: string) => Call;
  readonly end: () => void;
}

/** What is said of calls that an ended process does not answer: its keys are gone. */
const ENDED: Outcome<never> = {
  ok: false,
  failure: { kind: 'usage', code: 'no-wallet', message: 'It is locked.', data: {} },
};

export function startProcess(tell: (news: ProcessNews) => void): WalletProcess {
  const answers = awaitedAnswers<Outcome<unknown>>(ENDED);
  const { send, end } = startOwn<CallMessage>(processUrl, (message: ProcessMessage) => {
    if (message.kind === 'loaded') return noteLoaded(message.urls, location.origin);
    if (message.kind !== 'answer') return tell(message);
    answers.answer(message.id, message.outcome);
  });
  const give = (
    wallet: string | null,
    call: keyof WalletCalls,
    args: readonly unknown[],
  ): Promise<Outcome<unknown>> =>
    underWay(() => answers.ask((id) => send({ id, wallet, call, args }, givenAway(args))));
  const callsOf = new Map<string | null, Call>();
  const callOf = (wallet: string | null): Call => {
    const known = callsOf.get(wallet) ?? (((name, ...args) => give(wallet, name, args)) as Call);
    callsOf.set(wallet, known);
    return known;
  };
  return {
    call: callOf(null),
    callOf,
    end() {
      end();
      answers.end();
    },
  };
}
