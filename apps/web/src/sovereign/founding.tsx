import { type ReactElement, type ReactNode, createContext, useContext } from 'react';
import type { CurrencyShown, Founding } from './answers.ts';
import { useAnswer } from './use-answer.ts';

/** Who this sovereign is; null until it has answered, and as long as it cannot be reached. */
export interface Known {
  readonly founding: Founding | null;
  readonly currencies: readonly CurrencyShown[];
}

const KnownContext = createContext<Known>({ founding: null, currencies: [] });
const ASKED_AGAIN_MS = 60_000;

export function useSovereign(): Known {
  return useContext(KnownContext);
}

export function SovereignProvider({ children }: { children: ReactNode }): ReactElement {
  const founding = useAnswer<Founding>('/v1/constitution', ASKED_AGAIN_MS);
  const currencies = useAnswer<{ readonly currencies: readonly CurrencyShown[] }>(
    '/v1/currencies',
    ASKED_AGAIN_MS,
  );
  const known = { founding: founding.value, currencies: currencies.value?.currencies ?? [] };
  return <KnownContext value={known}>{children}</KnownContext>;
}
