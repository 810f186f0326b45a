import type { ReactElement } from 'react';
import { PageHead } from '../frame/page-head.tsx';
import { useLanguage } from '../frame/language.tsx';
import { Shown } from '../frame/states.tsx';
import type { SupplyShown } from '../sovereign/answers.ts';
import { useSovereign } from '../sovereign/founding.tsx';
import { useAnswer } from '../sovereign/use-answer.ts';
import { Reserves } from './reserves.tsx';
import { SupplyChart } from './supply-chart.tsx';

const OFTEN_MS = 5000;

/** Every currency: how much of it there is, and who can make more. */
export function MoneyPage(): ReactElement {
  const { words, moment } = useLanguage();
  const supply = useAnswer<SupplyShown>('/v1/supply', OFTEN_MS);
  return (
    <div className="page stack-wide">
      <PageHead title={words.money.title} lead={words.money.lead} />
      <Shown answer={supply}>
        {({ supply: all, time }) => (
          <section className="stack">
            {all.map((one) => (
              <CurrencyCard key={one.currency} supply={one} />
            ))}
            {time !== null && <p className="faded small">{words.money.asOf(moment(time))}</p>}
          </section>
        )}
      </Shown>
    </div>
  );
}

function CurrencyCard({ supply }: { supply: SupplyShown['supply'][number] }): ReactElement {
  const { words, units } = useLanguage();
  const { currencies } = useSovereign();
  const { code, decimals, minted, burned, circulating, currency } = supply;
  const declared = currencies.find(({ id }) => id === currency);
  const signers = declared?.treasury.signers.length ?? 0;
  return (
    <article className="card">
      <div className="spread">
        <h2>{declared?.name ?? code}</h2>
        <span className="faded">{code}</span>
      </div>
      <p className="large-amount">
        {units(circulating, decimals)}
        <small>
          {code} {words.money.circulating}
        </small>
      </p>
      <dl className="facts figures">
        <dt>{words.money.minted}</dt>
        <dd>
          {units(minted, decimals)} {code}
        </dd>
        <dt>{words.money.burned}</dt>
        <dd>
          {units(burned, decimals)} {code}
        </dd>
        <dt>{words.money.reserve}</dt>
        <Reserves supply={supply} />
        {declared !== undefined && (
          <>
            <dt>{words.money.treasury}</dt>
            <dd>{words.money.signers(declared.treasury.threshold, signers)}</dd>
          </>
        )}
      </dl>
      <SupplyChart code={code} />
      <p className="faded small">{words.money.chartMeans}</p>
    </article>
  );
}
