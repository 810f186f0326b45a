import type { ReactElement } from 'react';
import { useWalletLanguage } from '../language.tsx';

export type WayKind = 'passkey' | 'passphrase';

/** By what a wallet is to be opened, and what each protects against. */
export function WayChoice({
  way,
  choose,
}: {
  way: WayKind;
  choose: (way: WayKind) => void;
}): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.keys;
  const kinds: readonly WayKind[] = ['passkey', 'passphrase'];
  return (
    <fieldset className="ways">
      <legend>{say.openBy}</legend>
      {kinds.map((kind) => (
        <label key={kind} className={way === kind ? 'way way-chosen' : 'way'}>
          <input type="radio" name="way" checked={way === kind} onChange={() => choose(kind)} />
          <span>
            <strong>{say.kinds[kind]}</strong>
            <span className="faded small">{say.protects[kind]}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
