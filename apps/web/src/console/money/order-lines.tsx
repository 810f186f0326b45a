import type { ReactElement } from 'react';
import type { IdentityShown } from '../../sovereign/answers.ts';
import { useAnswer } from '../../sovereign/use-answer.ts';
import { useConsoleLanguage } from '../language.tsx';
import type { OrderLine } from './signing-calls.ts';

interface Amounts {
  readonly code: string;
  readonly decimals: number;
}

/** What drafts do, line by line, from their bytes; payees by name. */
export function OrderLines({
  lines,
  code,
  decimals,
}: Amounts & { lines: readonly OrderLine[] }): ReactElement {
  const { words, units } = useConsoleLanguage();
  const say = words.console.money;
  const saidOf = ({ kind, count }: OrderLine): string => {
    if (kind === 'return') return say.takesBack(count ?? 0);
    return kind === 'pay' ? '' : say.does[kind];
  };
  return (
    <ul className="rows">
      {lines.map((line, at) => (
        <li key={at} className="spread">
          {line.payee === null ? <span>{saidOf(line)}</span> : <Payee {...line.payee} />}
          <strong className="figures">
            {units(String(line.amount), decimals)} {code}
          </strong>
        </li>
      ))}
    </ul>
  );
}

function Payee({ address, country }: { address: string; country: string }): ReactElement {
  const { words, country: named } = useConsoleLanguage();
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
