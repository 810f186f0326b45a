import { Button } from '@mantine/core';
import type { Failure } from '@tallystick/wallet';
import { type ReactElement, useState } from 'react';
import { Link } from '../../../frame/route.tsx';
import { saveFile } from '../../../frame/save-file.ts';
import type { Payee } from '../../calls.ts';
import { FailureNotice } from '../../failure-notice.tsx';
import { useWalletLanguage } from '../../language.tsx';
import { PersonLooked } from '../../look-card.tsx';
import { useOpenWallet } from '../../wallet-state.tsx';
import { type SealRequested, sealedName } from './seal.ts';

/** What is about to be sealed, for whom, by which ways. */
export interface SealLooked {
  readonly name: string;
  readonly content: Uint8Array;
  readonly request: SealRequested;
  /** Null where a secret opens it. */
  readonly reader: Payee | null;
  readonly keepers: readonly Payee[];
  readonly least?: number;
}

/** A last look at who can open it and what nobody can prevent; then the file, which is the only one there is. */
export function SealLook({
  name,
  content,
  request,
  reader,
  keepers,
  least = 0,
  change,
}: SealLooked & { change: () => void }): ReactElement {
  const { words, number } = useWalletLanguage();
  const { call } = useOpenWallet();
  const { sealed, waiting } = words.wallet;
  const say = sealed.look;
  const [made, setMade] = useState<Uint8Array | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const save = (bytes: Uint8Array): void =>
    saveFile(sealedName(name), bytes.slice(), 'application/octet-stream');
  const seal = async (): Promise<void> => {
    setBusy(true);
    const outcome = await call('sealContent', content, request);
    setFailure(outcome.ok ? null : outcome.failure);
    setBusy(false);
    if (!outcome.ok) return;
    setMade(outcome.value);
    save(outcome.value);
  };
  if (made !== null) {
    return (
      <section className="stack">
        <div className="callout callout-good" role="status">
          <h1>{say.done}</h1>
          <p>{request.kind === 'secret' ? say.handOnSecret : say.handOn}</p>
        </div>
        <div>
          <Button variant="light" onClick={() => save(made)}>
            {say.again}
          </Button>
        </div>
        <Link href="/wallet/waiting">{waiting.back}</Link>
      </section>
    );
  }
  return (
    <>
      <h1>{waiting.look.title}</h1>
      <section className="card card-raised">
        <span className="faded small">{say.seals}</span>
        <p className="person-name wrap-anywhere">
          <bdi>{name}</bdi>
        </p>
        <p className="faded small">{say.size(number(content.length))}</p>
        {reader !== null && (
          <>
            <span className="faded small">{say.forWhom}</span>
            <PersonLooked payee={reader} />
            <p>{say.keepers(least)}</p>
            {keepers.map((keeper) => (
              <PersonLooked key={keeper.address} payee={keeper} />
            ))}
            <p>{say.honest}</p>
            <p>{say.device}</p>
            <p className="faded small">{say.yourself}</p>
          </>
        )}
        {request.kind === 'secret' && (
          <>
            <p>{say.secret}</p>
            {request.hash !== null && <p>{say.secretMoney}</p>}
            <p>{say.lost}</p>
          </>
        )}
      </section>
      {failure !== null && <FailureNotice failure={failure} />}
      <Button size="md" loading={isBusy} onClick={() => void seal()}>
        {say.go}
      </Button>
      <Button size="md" variant="subtle" disabled={isBusy} onClick={change}>
        {say.change}
      </Button>
    </>
  );
}
