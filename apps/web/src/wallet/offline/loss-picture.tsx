import type { Backing } from '@tallystick/wallet';
import { type ReactElement, useState } from 'react';
import { CrossSign, TickSign } from '../../frame/signs.tsx';
import { useWalletLanguage } from '../language.tsx';
import { MOST_PAYEES, lossAmong } from './loss.ts';

/** What isolated payees of one allowance can lose together: as many of them as somebody wants to think of. */
export function LossPicture({
  backing,
  currency,
}: {
  backing: Backing;
  currency: string;
}): ReactElement {
  const { words, amount, number } = useWalletLanguage();
  const say = words.wallet.exposure;
  const [payees, setPayees] = useState(2);
  const { loss, inFull } = lossAmong(backing, payees);
  const sum = (decimal: string): string => `${amount(decimal)} ${currency}`;
  const isLoss = /[1-9]/.test(loss);
  return (
    <details className="folded">
      <summary className="small">{say.lossTitle}</summary>
      <div className="stack-tight">
        <p className="small faded">{say.lossMeans}</p>
        <p className="small figures">
          {say.backing(sum(backing.cap), sum(backing.collateral), sum(backing.cover))}
        </p>
        <label className="stack-tight small">
          {say.payees}
          <input
            className="loss"
            type="range"
            min={1}
            max={MOST_PAYEES}
            value={payees}
            onChange={(event) => setPayees(Number(event.currentTarget.value))}
          />
        </label>
        <ul className="payees" aria-hidden="true">
          {Array.from({ length: payees }, (_, at) => (
            <li key={at} className={at < inFull ? 'payee small' : 'payee payee-short small'}>
              {at < inFull ? <TickSign /> : <CrossSign />}
              {at < inFull ? say.paid : say.short}
            </li>
          ))}
        </ul>
        <p role="status">
          {isLoss ? say.loss(number(payees), sum(loss)) : say.noLoss(number(payees))}
        </p>
      </div>
    </details>
  );
}
