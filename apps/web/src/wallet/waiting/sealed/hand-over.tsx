import { Button } from '@mantine/core';
import type { Failure } from '@tallystick/wallet';
import { type ReactElement, useState } from 'react';
import { CopyText } from '../../copy-text.tsx';
import { FailureNotice } from '../../failure-notice.tsx';
import { useWalletLanguage } from '../../language.tsx';
import { useOpenWallet } from '../../wallet-state.tsx';

/** Gives out what opens something for others, after a last look: nothing of that is taken back. */
export function HandOver({
  name,
  label,
  means,
  looking,
  yes,
  handOn,
  call: asked,
}: {
  /** Of the file. */
  name: string;
  label: string;
  means: readonly string[];
  looking: string;
  yes: string;
  handOn: string;
  call: readonly ['shareOf', Uint8Array] | readonly ['revealSecret', string];
}): ReactElement {
  const { words } = useWalletLanguage();
  const { call } = useOpenWallet();
  const [isLooking, setLooking] = useState(false);
  const [word, setWord] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const give = async (): Promise<void> => {
    setBusy(true);
    const [what, of] = asked;
    const outcome = await (what === 'shareOf' ? call(what, of) : call(what, of));
    setFailure(outcome.ok ? null : outcome.failure);
    if (outcome.ok) setWord(outcome.value);
    setBusy(false);
  };
  if (word !== null) return <CopyText label={handOn} text={word} />;
  if (!isLooking) {
    return (
      <div>
        <Button size="sm" variant="light" onClick={() => setLooking(true)}>
          {label}
        </Button>
      </div>
    );
  }
  return (
    <section className="card card-raised" data-look>
      <span className="faded small">{looking}</span>
      <p className="person-name wrap-anywhere">
        <bdi>{name}</bdi>
      </p>
      {means.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {failure !== null && <FailureNotice failure={failure} />}
      <Button size="sm" loading={isBusy} onClick={() => void give()}>
        {yes}
      </Button>
      <Button size="sm" variant="subtle" disabled={isBusy} onClick={() => setLooking(false)}>
        {words.wallet.sealed.open.not}
      </Button>
    </section>
  );
}
