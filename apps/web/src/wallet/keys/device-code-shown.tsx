import { type ReactElement, useMemo, useState } from 'react';
import { MovingCode } from '../camera/moving-code.tsx';
import { StillCodes } from '../camera/still-codes.tsx';
import { useEye } from '../camera/use-eye.ts';
import { CopyText } from '../copy-text.tsx';
import { useWalletLanguage } from '../language.tsx';
import { messageOf } from './device-code.ts';

/** What this device asks of another one of its owner's: for its camera, as pictures, and as a text. */
export function DeviceCodeShown({ request }: { request: string }): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.keys.devices;
  const eye = useEye();
  const message = useMemo(() => messageOf(request), [request]);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      {eye !== null && <MovingCode eye={eye} message={message} label={say.code} />}
      <details className="card" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{say.without}</summary>
        <div className="stack">
          <CopyText label={say.request} text={request} />
          <p className="small faded">{say.stillMeans}</p>
          {isOpen && <StillCodes message={message} label={say.still} />}
        </div>
      </details>
    </>
  );
}
