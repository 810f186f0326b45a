import './votes.css';
import { Button } from '@mantine/core';
import type { Failure } from '@tallystick/wallet';
import { type ReactElement, useState } from 'react';
import { PageHead } from '../../frame/page-head.tsx';
import { TickSign } from '../../frame/signs.tsx';
import { Shown, Waiting } from '../../frame/states.tsx';
import { useSovereign } from '../../sovereign/founding.tsx';
import { useAnswer } from '../../sovereign/use-answer.ts';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { useCall } from '../use-call.ts';
import { useOpenWallet } from '../wallet-state.tsx';
import { type HardwareFault, hardwareText, makeKey } from './hardware.ts';
import { votingKeyOf } from './standing.ts';

interface Vendor {
  readonly vendor: string;
  readonly name: string;
}

const OFTEN_MS = 5000;

/** A key in attested hardware, where votes ask for one: what it is, whose counts here, and how one gets it. */
export function VotingKeyPage(): ReactElement {
  const { words } = useWalletLanguage();
  const { founding } = useSovereign();
  const own = useCall('ownWords');
  const vendors = useAnswer<{ readonly vendors: readonly Vendor[] }>('/v1/vendors', OFTEN_MS);
  const say = words.wallet.votes.key;
  const governing = (founding?.inForce ?? founding?.constitution)?.governance ?? null;
  const hasRegistrars = founding === null || (governing?.registrars ?? null) !== null;
  const key = own.value === null ? null : votingKeyOf(own.value);
  return (
    <>
      <PageHead title={say.title} lead={say.lead} />
      {own.failure !== null && <FailureNotice failure={own.failure} />}
      {!hasRegistrars && <p className="callout">{say.noRegistrars}</p>}
      {own.value === null && own.failure === null && <Waiting />}
      {own.value !== null && hasRegistrars && (
        <Shown answer={vendors}>
          {({ vendors: makers }) => (
            <>
              {key === null ? (
                <p>{say.none}</p>
              ) : (
                <OwnKey vendor={key.vendor} index={key.index} makers={makers} />
              )}
              {makers.length > 0 && <Register isAgain={key !== null} registered={own.again} />}
              <section className="stack">
                <h2>{say.vendors}</h2>
                {makers.length === 0 ? (
                  <p className="faded">{say.noVendors}</p>
                ) : (
                  <ul className="rows card">
                    {makers.map(({ vendor, name }) => (
                      <li key={vendor}>{name}</li>
                    ))}
                  </ul>
                )}
              </section>
            </>
          )}
        </Shown>
      )}
    </>
  );
}

function OwnKey({
  vendor,
  index,
  makers,
}: {
  vendor: string;
  index: number;
  makers: readonly Vendor[];
}): ReactElement {
  const { words, number } = useWalletLanguage();
  const say = words.wallet.votes.key;
  const maker = makers.find((one) => one.vendor === vendor)?.name;
  return (
    <section className={`callout callout-${maker === undefined ? 'waiting' : 'good'}`}>
      <p className={maker === undefined ? undefined : 'verdict'} role="status">
        {maker !== undefined && <TickSign />}
        <strong>{say.yours(maker ?? say.unknownMaker)}</strong>
      </p>
      <p className="faded small">{say.entry(number(index))}</p>
    </section>
  );
}

/** Who will see what, and the button that has the hardware make a key. */
function Register({
  isAgain,
  registered,
}: {
  isAgain: boolean;
  registered: () => Promise<void>;
}): ReactElement {
  const { words } = useWalletLanguage();
  const { call } = useOpenWallet();
  const say = words.wallet.votes.key;
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [fault, setFault] = useState<HardwareFault | null>(null);
  const register = async (): Promise<void> => {
    const request = await call('askForVotingKey');
    if (!request.ok) return setFailure(request.failure);
    const made = await makeKey(request.value);
    if (!made.ok) return setFault(made.fault);
    const outcome = await call('registerVotingKey', request.value, made.value);
    if (!outcome.ok) return setFailure(outcome.failure);
    return await registered();
  };
  const go = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    setFault(null);
    await register();
    setBusy(false);
  };
  return (
    <section className="card card-raised">
      <h2>{isAgain ? say.again : say.register}</h2>
      {isAgain && <p className="small">{say.replaces}</p>}
      {!isAgain && <Seen title={say.what} lines={say.whatList} />}
      <Seen title={say.publicTitle} lines={say.publicList} />
      {fault !== null && (
        <p className="callout callout-waiting" role="alert">
          {hardwareText(fault, words.wallet.votes.hardware)}
        </p>
      )}
      {failure !== null && <FailureNotice failure={failure} />}
      {isBusy && <p role="status">{say.working}</p>}
      <Button
        size="md"
        variant={isAgain ? 'light' : 'filled'}
        loading={isBusy}
        onClick={() => void go()}
      >
        {isAgain ? say.again : say.register}
      </Button>
    </section>
  );
}

function Seen({ title, lines }: { title: string; lines: readonly string[] }): ReactElement {
  return (
    <div className="stack-tight">
      <strong>{title}</strong>
      <ul className="plain-list">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
