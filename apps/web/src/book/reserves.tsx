import {
  decode,
  decodeGovernance,
  fromBase64url,
  operationCodec,
  transitionCodec,
} from '@tallystick/protocol';
import type { ReactElement } from 'react';
import { useLanguage } from '../frame/language.tsx';
import { useAnswer } from '../sovereign/use-answer.ts';

interface Figures {
  readonly figures: readonly { readonly index: number; readonly transition: string }[];
}

/** What an office has said lies in reserve, in the currency's smallest unit. */
interface Reserve {
  readonly units: bigint;
  readonly until: number;
}

const MOST_TRANSITION_BYTES = 1 << 17;
const ASKED_AGAIN_MS = 60_000;

/** The figure that a transition says; null where it says none. */
export function reserveIn(transition: string): Reserve | null {
  const bytes = fromBase64url(transition, MOST_TRANSITION_BYTES);
  const opened = bytes && decode(transitionCodec, bytes);
  const operation = opened?.ok && decode(operationCodec, opened.value.operation);
  if (!operation || !operation.ok || operation.value.kind !== 'say') return null;
  const said = decodeGovernance(operation.value.statement, operation.value.body);
  if (!said.ok || said.value.kind !== 'figure' || said.value.denominator !== 1n) return null;
  return { units: said.value.numerator, until: said.value.until };
}

/** What stands behind a currency, as far as anybody with the office for it has said. Nothing enforces it. */
export function Reserves({
  code,
  decimals,
  circulating,
}: {
  code: string;
  decimals: number;
  circulating: string;
}): ReactElement | null {
  const { words, units, moment, share } = useLanguage();
  const say = words.money.reserves;
  const { value } = useAnswer<Figures>(`/v1/rules/figures/RESERVE-${code}?limit=1`, ASKED_AGAIN_MS);
  if (value === null) return null;
  const [newest] = value.figures;
  const reserve = newest === undefined ? null : reserveIn(newest.transition);
  if (reserve === null) return <dd>{say.nobody}</dd>;
  const supply = BigInt(circulating);
  const covered = supply === 0n ? null : Number((reserve.units * 10_000n) / supply) / 10_000;
  return (
    <dd className="stack-tight">
      <span>
        {units(String(reserve.units), decimals)} {code}
        {covered !== null && ` · ${say.covered(share(covered))}`}
      </span>
      <span className="faded small">
        {reserve.until > Date.now()
          ? say.until(moment(reserve.until))
          : say.over(moment(reserve.until))}{' '}
        {say.means}
      </span>
    </dd>
  );
}
