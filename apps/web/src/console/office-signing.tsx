import '@mantine/core/styles/PasswordInput.css';
import '@mantine/core/styles/ActionIcon.css';
import { Button, NativeSelect, PasswordInput } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import { FileButton } from '../frame/file-button.tsx';
import { leaveText } from '../frame/handed-text.ts';
import { saveFile } from '../frame/save-file.ts';
import { TickSign } from '../frame/signs.tsx';
import type { OfficeJob, SignAnswer } from '../keys-of-offices/messages.ts';
import { signInProcess } from '../keys-of-offices/sign.ts';
import { useConsoleLanguage } from './language.tsx';
import { WhileOpen, useOperatorAnswer } from './operator.tsx';
import { WordToSign, useLook } from './word-to-sign.tsx';

interface SealedKey {
  readonly name: string;
  /** Base64url. */
  readonly sealed: string;
}

type WithoutBefore<T> = T extends unknown ? Omit<T, 'before'> : never;

/** What is to be signed; what others have signed of it comes with a file. */
type JobToSign = WithoutBefore<OfficeJob>;

interface SigningProps {
  office: string;
  job: JobToSign;
  /** Of the file that comes of it. */
  name: string;
  /** The file with what others have signed, where the page has it already. */
  given?: string | null;
}

/** Shows what would be signed, from its bytes, and has one key of an office sign it: from the sovereign's folder or from a file. */
export function OfficeSigning(props: SigningProps): ReactElement {
  const [answer, setAnswer] = useState<SignAnswer | null>(null);
  const [before, setBefore] = useState(props.given ?? null);
  // What others and this key have signed stays when the session ends; the keys and the passphrase do not.
  return answer?.kind === 'signed' ? (
    <Signed answer={answer} name={props.name} again={() => setAnswer(null)} />
  ) : (
    <WhileOpen>
      <KeyForm
        {...props}
        before={before}
        setBefore={setBefore}
        fault={answer?.fault ?? null}
        answered={setAnswer}
      />
    </WhileOpen>
  );
}

function KeyForm({
  office,
  job,
  name,
  before,
  setBefore,
  fault,
  answered,
}: Omit<SigningProps, 'given'> & {
  before: string | null;
  setBefore: (file: string) => void;
  fault: Extract<SignAnswer, { kind: 'not-signed' }>['fault'] | null;
  answered: (answer: SignAnswer) => void;
}): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.law.key;
  const { value } = useOperatorAnswer<{ keys: readonly SealedKey[] }>('/v1/operator/office-keys');
  const own = (value?.keys ?? []).filter((key) => key.name.startsWith(`signer-${office}-`));
  const [chosen, setChosen] = useState<string | null>(null);
  const [file, setFile] = useState<File | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [isSigning, setSigning] = useState(false);
  const whole = { ...job, before } as OfficeJob;
  const looked = useLook(whole);
  const kept = own.find((key) => key.name === (chosen ?? own[0]?.name)) ?? null;
  const isFromFile = chosen === '' || own.length === 0;
  const sign = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const sealed = isFromFile ? await file?.arrayBuffer() : kept && bytesOf(kept.sealed);
    if (!sealed || looked?.kind !== 'shown') return;
    setSigning(true);
    const answer = await signInProcess({ file: new Uint8Array(sealed), passphrase, job: whole });
    setPassphrase('');
    setSigning(false);
    answered(answer);
  };
  return (
    <form className="stack" onSubmit={(event) => void sign(event)}>
      <WordToSign looked={looked} />
      {own.length > 0 && (
        <NativeSelect
          label={say.from}
          data={[
            ...own.map((key) => ({ value: key.name, label: key.name })),
            { value: '', label: say.fromFile },
          ]}
          value={chosen ?? own[0]?.name ?? ''}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
      )}
      {isFromFile && (
        <label className="stack-tight">
          <span className="small">{say.fromFileField}</span>
          <input
            type="file"
            onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)}
          />
        </label>
      )}
      <PasswordInput
        label={say.passphrase}
        autoComplete="off"
        value={passphrase}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
      />
      <details>
        <summary>{say.before}</summary>
        <FileButton
          label={say.before}
          accept=".json,application/json"
          take={async (given) => setBefore(await given.text())}
        />
        {before !== null && <p>{say.taken(name)}</p>}
      </details>
      {fault !== null && (
        <p className="callout callout-bad" role="alert">
          {say.faults[fault]}
        </p>
      )}
      <div className="row">
        <Button
          type="submit"
          loading={isSigning}
          disabled={passphrase === '' || (isFromFile && file === null) || looked?.kind !== 'shown'}
        >
          {say.go}
        </Button>
        {isSigning && <span role="status">{say.going}</span>}
      </div>
    </form>
  );
}

function Signed({
  answer: { file, signatures, threshold },
  name,
  again,
}: {
  answer: Extract<SignAnswer, { kind: 'signed' }>;
  name: string;
  again: () => void;
}): ReactElement {
  const { words, number } = useConsoleLanguage();
  const say = words.console.law.key;
  const isEnough = signatures >= threshold;
  const [isStuck, setStuck] = useState(false);
  const hand = (): void => {
    // As public as the log that it goes to.
    const left = leaveText(file);
    setStuck(left === null);
    if (left === null) return;
    // In a tab of its own: a session at the console lives in the page that it was opened in.
    open(`/wallet/carry#${left}`, '_blank', 'noopener');
  };
  return (
    <div className="stack">
      <p className={`callout callout-${isEnough ? 'good' : 'waiting'}`} role="status">
        <span className="verdict">
          <TickSign />
          {isEnough
            ? say.enough(number(signatures))
            : say.missing(number(signatures), number(threshold))}
        </span>
      </p>
      <div className="row">
        {isEnough && <Button onClick={hand}>{say.hand}</Button>}
        <Button variant="light" onClick={() => saveFile(`${name}.json`, file, 'application/json')}>
          {say.save}
        </Button>
        <button type="button" className="plain-button" onClick={again}>
          {say.again}
        </button>
      </div>
      {isStuck && (
        <p className="callout callout-waiting" role="alert">
          {say.notHanded}
        </p>
      )}
      <p className="faded small">{say.handMeans}</p>
    </div>
  );
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) =>
    letter.charCodeAt(0),
  );
}
