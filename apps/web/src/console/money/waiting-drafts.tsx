import { type ReactElement, useCallback, useEffect, useState } from 'react';
import { useSovereign } from '../../sovereign/founding.tsx';
import { useConsoleLanguage } from '../language.tsx';
import { useHandIn } from './hand-in.ts';
import { OrderLines } from './order-lines.tsx';
import { useSigningProcess } from './signing.ts';
import type { Drafted, SigningAnswer } from './signing-calls.ts';
import { SigningPanel } from './signing-panel.tsx';
import type { HandedIn, TreasuryShown, WaitsShown } from './treasuries.ts';

/** What has a treasury's place, waits for signatures, and keeps everything else from being signed there. */
export function WaitingDrafts({
  treasury,
  waits,
  done,
  lost,
}: {
  treasury: TreasuryShown;
  waits: WaitsShown;
  done: (came: HandedIn) => void;
  lost: () => void;
}): ReactElement {
  const { words, moment, number } = useConsoleLanguage();
  const { founding } = useSovereign();
  const say = words.console.money;
  const { code, decimals, threshold } = treasury;
  const signing = useSigningProcess();
  const sovereign = founding?.sovereign ?? '';
  const { transitions } = waits;
  const reading = useCallback(
    () => signing.read({ sovereign, code, transitions }),
    [signing, sovereign, code, transitions],
  );
  const [read, setRead] = useState<SigningAnswer<Drafted> | null>(null);
  useEffect(() => void reading().then(setRead), [reading]);
  const lines = read?.ok === true ? read.value.lines : null;
  const isOpen = !waits.isSent && waits.refusal === null;
  return (
    <section className="callout callout-waiting stack">
      <h3>{isOpen ? say.waitsTitle : say.placeTaken}</h3>
      {lines !== null && <OrderLines lines={lines} code={code} decimals={decimals} />}
      {waits.refusal !== null && <p>{say.refused(waits.refusal.message)}</p>}
      <p>
        {isOpen && `${say.haveSigned(number(waits.signed.length), number(threshold))} `}
        {say.until(moment(waits.until))}
      </p>
      {isOpen && lines !== null && (
        <>
          <SigningPanel
            treasury={treasury}
            drafting={reading}
            lines={lines}
            signed={waits.signed}
            done={done}
            lost={lost}
          />
          <SignedFile code={code} done={done} />
        </>
      )}
    </section>
  );
}

/** Takes over what others have signed elsewhere, with `tally sovereign sign`. */
function SignedFile({
  code,
  done,
}: {
  code: string;
  done: (came: HandedIn) => void;
}): ReactElement {
  const { words } = useConsoleLanguage();
  const handIn = useHandIn(code);
  const say = words.console.money;
  const [fault, setFault] = useState<string | null>(null);
  const bring = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const transitions = transitionsInFile(await file.text());
    if (transitions === null) return setFault(say.noProposal);
    const came = await handIn(transitions);
    if (came.ok) return done(came.value);
    return setFault(came.failure.kind === 'refused' ? came.failure.detail : say.notReached);
  };
  return (
    <label className="stack-tight">
      <span>{say.bringFile}</span>
      <input
        type="file"
        accept=".json,application/json"
        onChange={({ currentTarget }) => void bring(currentTarget.files?.[0])}
      />
      {fault !== null && <span role="alert">{fault}</span>}
    </label>
  );
}

/** The transitions in a proposal's file of `tally sovereign issue --propose`; null where it is none. */
function transitionsInFile(text: string): string | null {
  try {
    const { kind, transitions } = JSON.parse(text) as Record<string, unknown>;
    const isProposal = kind === 'tallystick treasury proposal';
    return isProposal && typeof transitions === 'string' ? transitions : null;
  } catch {
    return null;
  }
}
