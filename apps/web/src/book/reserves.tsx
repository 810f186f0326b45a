import type { ReactElement } from 'react';
import { useLanguage } from '../frame/language.tsx';
import type { SupplyShown } from '../sovereign/answers.ts';

/** What stands behind a currency, as far as anybody with the office for it has said. Nothing enforces it. */
export function Reserves({ supply }: { supply: SupplyShown['supply'][number] }): ReactElement {
  const { words, units, moment, share } = useLanguage();
  const say = words.money.reserves;
  const { code, decimals, circulating, reserve } = supply;
  if (reserve === null) return <dd>{say.nobody}</dd>;
  const all = BigInt(circulating);
  const covered = all === 0n ? null : Number((BigInt(reserve.amount) * 10_000n) / all) / 10_000;
  const when = moment(reserve.until);
  return (
    <dd className="stack-tight">
      <span>
        {units(reserve.amount, decimals)} {code}
        {covered !== null && ` · ${say.covered(share(covered))}`}
      </span>
      <span className="faded small">
        {reserve.until > Date.now() ? say.until(when) : say.over(when)} {say.means}
      </span>
    </dd>
  );
}
