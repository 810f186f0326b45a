import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useWalletLanguage } from '../language.tsx';
import type { WalletDoorControl } from '../wallet-state.tsx';
import type { Marker } from './marker.ts';

/** There was a wallet and its storage is gone: what that means, and what can be done. Nothing is begun anew by itself. */
export function GoneWallet({
  control,
  marker,
}: {
  control: WalletDoorControl;
  marker: Marker;
}): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.keys.gone;
  const name = marker.handle === null ? marker.sovereign : `@${marker.handle}`;
  return (
    <section className="stack">
      <h1>{say.title}</h1>
      <p className="callout callout-bad" role="alert">
        {say.what(name, marker.sovereign)}
      </p>
      <p>{say.money}</p>
      <ol className="conditions">
        {say.todo.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      <div className="row">
        <Button onClick={control.enrol}>{words.wallet.keys.devices.have}</Button>
        <Button variant="light" onClick={control.look}>
          {words.states.again}
        </Button>
      </div>
      <details>
        <summary>{say.anew}</summary>
        <div className="stack">
          <p>{say.anewMeans(name)}</p>
          <div>
            <Button variant="light" color="red" onClick={control.beginAnew}>
              {say.anewGo}
            </Button>
          </div>
        </div>
      </details>
    </section>
  );
}
