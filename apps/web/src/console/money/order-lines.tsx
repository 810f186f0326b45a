import { type DraftDoes, encodeAddress } from '@tallystick/protocol';
import type { ReactElement } from 'react';
import type { IdentityShown } from '../../sovereign/answers.ts';
import { useAnswer } from '../../sovereign/use-answer.ts';
import { useConsoleLanguage } from '../language.tsx';

interface Amounts {
  readonly code: string;
  readonly decimals: number;
}

/** What a draft does, line by line, from its bytes; payees by name. */
export function OrderLines({
  does,
  code,
  decimals,
}: Amounts & { does: readonly DraftDoes[] }): ReactElement {
  const { words, units } = useConsoleLanguage();
  const say = words.console.money;
  const amount = (units_: bigint): string => `${units(String(units_), decimals)} ${code}`;
  return (
    <ul className="rows">
      {does.map((one, at) => (
        <li key={`${one.sequence} ${at}`} className="spread">
          {one.kind === 'pay' ? (
            <Payee identity={one.payee} country={one.country} />
          ) : (
            <span>{one.kind === 'return' ? say.takesBack(one.count) : say.does[one.kind]}</span>
          )}
          <strong className="figures">{amount(one.amount)}</strong>
        </li>
      ))}
    </ul>
  );
}

function Payee({ identity, country }: { identity: Uint8Array; country: string }): ReactElement {
  const { words, country: named } = useConsoleLanguage();
  const address = encodeAddress(identity);
  const { value } = useAnswer<IdentityShown>(`/v1/identities/${address}`);
  const handle = value?.handle;
  return (
    <span className="stack-tight">
      <span>
        {words.console.money.pays}{' '}
        <strong>{handle === null || handle === undefined ? address : `@${handle}`}</strong>,{' '}
        {named(country)}
      </span>
      <code className="faded small wrap-anywhere">{address}</code>
    </span>
  );
}
