import { type ReactElement, type ReactNode, useMemo } from 'react';
import type { Asked } from '../sovereign/ask.ts';
import { SovereignProvider } from '../sovereign/founding.tsx';
import { type Asker, AskerContext } from '../sovereign/use-answer.ts';
import type { WalletProcess } from './process.ts';
import { useOpenWallet } from './wallet-state.tsx';

/**
 * Everything inside asks the sovereign of the wallet that is shown. Where that is another one than served the page, its process
 * asks: the document may reach nobody else.
 */
export function OwnSovereign({ children }: { children: ReactNode }): ReactElement {
  const { view, call } = useOpenWallet();
  const asker = useMemo(() => throughProcess(call), [call]);
  if (view.sovereign.url === location.origin) return <>{children}</>;
  return (
    <AskerContext value={asker}>
      <SovereignProvider>{children}</SovereignProvider>
    </AskerContext>
  );
}

function throughProcess(call: WalletProcess['call']): Asker {
  return async <T,>(path: string): Promise<Asked<T>> => {
    const outcome = await call('read', path);
    if (outcome.ok) return { ok: true, value: outcome.value as T };
    const kind = outcome.failure.kind === 'refused' ? 'missing' : 'offline';
    return { ok: false, failure: { kind } };
  };
}
