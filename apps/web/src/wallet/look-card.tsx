import type { ReactElement, ReactNode } from 'react';
import type { Payee } from './calls.ts';
import { Face } from './face.tsx';
import { useWalletLanguage } from './language.tsx';
import { nameOf } from './name-of.ts';

/** What somebody looks at before they sign: how much, and for whom, where it is for one. */
export function LookCard({
  verb,
  sum,
  payee,
  children,
}: {
  verb: string;
  sum: { readonly amount: string; readonly currency: string };
  payee: Payee | null;
  children?: ReactNode;
}): ReactElement {
  const { words, amount } = useWalletLanguage();
  return (
    <section className="card card-raised">
      <span className="faded small">{verb}</span>
      <p className="large-amount">
        {amount(sum.amount)}
        <small>{sum.currency}</small>
      </p>
      {payee !== null && (
        <>
          <span className="faded small">{words.wallet.payment.toWhom}</span>
          <PersonLooked payee={payee} />
        </>
      )}
      {children}
      {payee !== null && (
        <details>
          <summary className="small">{words.wallet.payment.theirAddress}</summary>
          <code className="small wrap-anywhere">{payee.address}</code>
        </details>
      )}
    </section>
  );
}

/** Face, name and country, as the sovereign told them for this look. */
export function PersonLooked({
  payee,
}: {
  payee: Pick<Payee, 'address' | 'handle' | 'country'>;
}): ReactElement {
  const { country } = useWalletLanguage();
  return (
    <div className="person" data-payee={payee.address}>
      <Face of={payee.address} name={payee.handle} />
      <div>
        <p className="person-name wrap-anywhere">
          <bdi>{nameOf(payee.handle, payee.address)}</bdi>
        </p>
        <p className="faded small">{payee.country === null ? '' : country(payee.country)}</p>
      </div>
    </div>
  );
}
