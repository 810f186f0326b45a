import { Button, PasswordInput } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import { useSovereign } from '../../sovereign/founding.tsx';
import { useConsoleLanguage } from '../language.tsx';
import { WhileOpen, useOperator } from '../operator.tsx';
import { useHandIn } from './hand-in.ts';
import { signOrder } from './sign-order.ts';
import { useSigningProcess } from './signing.ts';
import type { Drafted, KeyToOpen, OrderLine, SigningAnswer } from './signing-calls.ts';
import type { HandedIn, TreasuryShown } from './treasuries.ts';

const A_FILE = 'file';
const MOST_KEY_BYTES = 8192;

interface PanelProps {
  readonly treasury: TreasuryShown;
  readonly drafting: () => Promise<SigningAnswer<Drafted>>;
  /** What stands above this panel. */
  readonly lines: readonly OrderLine[];
  /** Signers who have signed already. */
  readonly signed: readonly number[];
  readonly done: (came: HandedIn) => void;
  /** It is signed, and no answer came. */
  readonly lost: () => void;
}

/** Where somebody signs what they have just read, with a key that is opened in a process of its own. */
export function SigningPanel(props: PanelProps): ReactElement {
  const signing = useSigning(props);
  // What is under way comes to its end when the session does; what was typed is gone.
  return (
    <WhileOpen>
      <KeyForm {...props} {...signing} />
    </WhileOpen>
  );
}

function KeyForm({
  treasury,
  signed,
  sign,
  isBusy,
  fault,
}: Pick<PanelProps, 'treasury' | 'signed'> & SigningState): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.money;
  const here = treasury.keys.filter((by) => !signed.includes(by));
  const [key, setKey] = useState(here[0] === undefined ? A_FILE : String(here[0]));
  const [file, setFile] = useState<File | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const isLast = signed.length + 1 >= treasury.threshold;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setPassphrase('');
    void sign(key === A_FILE ? file : Number(key), passphrase);
  };
  return (
    <form className="stack" onSubmit={submit}>
      <label className="stack-tight">
        <span>{say.whichKey}</span>
        <select
          className="plain-select"
          value={key}
          onChange={({ currentTarget }) => setKey(currentTarget.value)}
        >
          {here.map((by) => (
            <option key={by} value={String(by)}>
              {say.keyHere(by + 1)}
            </option>
          ))}
          <option value={A_FILE}>{say.keyInFile}</option>
        </select>
      </label>
      {key === A_FILE && (
        <label className="stack-tight">
          <span>{say.keyFile}</span>
          <input
            type="file"
            onChange={({ currentTarget }) => setFile(currentTarget.files?.[0] ?? null)}
          />
          <span className="faded small">{say.keyFileMeans}</span>
        </label>
      )}
      <PasswordInput
        label={say.passphrase}
        description={say.passphraseMeans}
        value={passphrase}
        onChange={({ currentTarget }) => setPassphrase(currentTarget.value)}
        autoComplete="off"
      />
      {fault !== null && (
        <p className="callout callout-bad" role="alert">
          {fault}
        </p>
      )}
      <div>
        <Button
          type="submit"
          loading={isBusy}
          disabled={passphrase === '' || (key === A_FILE && file === null)}
        >
          {isLast ? say.signAndSend : say.signOne(signed.length + 1, treasury.threshold)}
        </Button>
      </div>
    </form>
  );
}

interface SigningState {
  readonly sign: (key: number | File | null, passphrase: string) => Promise<void>;
  readonly isBusy: boolean;
  readonly fault: string | null;
}

function useSigning({ treasury, drafting, lines, signed, done, lost }: PanelProps): SigningState {
  const { words } = useConsoleLanguage();
  const { ask } = useOperator();
  const { founding } = useSovereign();
  const signing = useSigningProcess();
  const say = words.console.money;
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const { code, signers, threshold } = treasury;
  const handIn = useHandIn(code);

  async function keyOf(key: number | File | null): Promise<Omit<KeyToOpen, 'passphrase'> | null> {
    if (key === null) return null;
    if (typeof key !== 'number') {
      if (key.size > MOST_KEY_BYTES) return null;
      return { label: null, sealed: new Uint8Array(await key.arrayBuffer()) };
    }
    const asked = await ask<{ label: string; sealed: string }>(
      `/v1/operator/treasuries/${code}/keys/${key}`,
    );
    return asked.ok ? asked.value : null;
  }

  /** Answers what went wrong, in words; null once it is handed in. */
  async function run(key: number | File | null, passphrase: string): Promise<string | null> {
    const sealed = await keyOf(key);
    if (sealed === null || founding === null) return say.faults['no-key'];
    const end = await signOrder({
      signing,
      key: { ...sealed, passphrase },
      drafting,
      handIn,
      sovereign: founding.sovereign,
      code,
      signers,
      lines,
      isFirstOfSeveral: threshold > 1 && signed.length === 0,
    });
    switch (end.kind) {
      case 'fault':
        return say.faults[end.fault];
      case 'not-placed':
        return end.failure.kind === 'refused' ? end.failure.detail : say.notReached;
      case 'lost':
        lost();
        return null;
      case 'came':
        done(end.came);
        return end.came.refusal === null ? null : say.refused(end.came.refusal.message);
    }
  }

  return {
    isBusy,
    fault,
    async sign(key, passphrase) {
      setBusy(true);
      setFault(null);
      setFault(await run(key, passphrase));
      setBusy(false);
    },
  };
}
