import { Button, NativeSelect, TextInput, Textarea } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import { ExactInput } from '../../../frame/exact-input.tsx';
import { FileButton } from '../../../frame/file-button.tsx';
import type { Payee } from '../../calls.ts';
import { FailureNotice } from '../../failure-notice.tsx';
import { useWalletLanguage } from '../../language.tsx';
import { nameOf } from '../../name-of.ts';
import { useLocking } from '../../offline/use-locking.ts';
import { useCall } from '../../use-call.ts';
import { useOpenWallet } from '../../wallet-state.tsx';
import { SealLook, type SealLooked } from './seal-look.tsx';
import {
  MOST_BYTES,
  type SealFault,
  type SealTyped,
  boundSeal,
  ownSecrets,
  sealAsked,
} from './seal.ts';

/** Content that was chosen as a file. */
interface Chosen {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Seals a text or a small file: what, for whom, what opens it, and a last look. */
export function NewSeal({ other }: { other: () => void }): ReactElement {
  const [typed, setTyped] = useState<SealTyped>({
    way: 'shares',
    to: '',
    keepers: '',
    least: '1',
    secret: '',
  });
  const [text, setText] = useState('');
  const [file, setFile] = useState<Chosen | null>(null);
  const [looked, setLooked] = useState<SealLooked | null>(null);
  if (looked !== null) return <SealLook {...looked} change={() => setLooked(null)} />;
  const what = { text, setText, file, setFile };
  return <SealForm typed={typed} setTyped={setTyped} what={what} next={setLooked} other={other} />;
}

interface What {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly file: Chosen | null;
  readonly setFile: (file: Chosen | null) => void;
}

function SealForm({
  typed,
  setTyped,
  what,
  next,
  other,
}: {
  typed: SealTyped;
  setTyped: (typed: SealTyped) => void;
  what: What;
  next: (looked: SealLooked) => void;
  other: () => void;
}): ReactElement {
  const { words } = useWalletLanguage();
  const { call } = useOpenWallet();
  const { sealed: say, waiting } = words.wallet;
  const [fault, setFault] = useState<SealFault | null>(null);
  const { isBusy, failure, ask } = useLocking(() => undefined);
  const { way } = typed;
  const set = (change: Partial<SealTyped>): void => setTyped({ ...typed, ...change });
  const look = async (): Promise<void> => {
    const name = what.file?.name ?? say.letter;
    const content = what.file?.bytes ?? new TextEncoder().encode(what.text);
    const asked = sealAsked(typed, content.length);
    setFault(asked.kind === 'fault' ? asked.fault : null);
    if (asked.kind === 'fault') return;
    if (asked.kind === 'secret') {
      return next({ name, content, request: asked, reader: null, keepers: [] });
    }
    const people: Payee[] = [];
    for (const who of [asked.to, ...asked.keepers]) {
      const found = await ask(() => call('payee', who));
      if (found === null) return;
      people.push(found);
    }
    const [reader, ...keepers] = people;
    if (reader === undefined) return;
    const request = boundSeal(keepers, reader, asked.least);
    next({ name, content, request, reader, keepers, least: asked.least });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void look();
  };
  return (
    <form className="stack" onSubmit={submit}>
      <h1>{say.title}</h1>
      <p className="faded">{say.lead}</p>
      <Content {...what} tooLarge={() => setFault('too-large')} />
      <NativeSelect
        label={say.way}
        data={(['shares', 'secret'] as const).map((value) => ({ value, label: say.ways[value] }))}
        value={way}
        onChange={(event) =>
          set({ way: event.currentTarget.value === 'secret' ? 'secret' : 'shares' })
        }
      />
      {way === 'shares' ? (
        <People typed={typed} set={set} />
      ) : (
        <WhichSecret typed={typed} set={set} />
      )}
      <p className="callout">{say.notTime}</p>
      {fault !== null && (
        <p className="callout callout-waiting" role="alert">
          {say.faults[fault]}
        </p>
      )}
      {failure !== null && <FailureNotice failure={failure} />}
      <Button type="submit" size="md" loading={isBusy}>
        {say.next}
      </Button>
      <Button size="md" variant="subtle" onClick={other}>
        {waiting.recipes.title}
      </Button>
    </form>
  );
}

/** A text that is typed, or a file in its place. Neither is kept anywhere. */
function Content({
  text,
  setText,
  file,
  setFile,
  tooLarge,
}: What & { tooLarge: () => void }): ReactElement {
  const { words, number } = useWalletLanguage();
  const { sealed: say } = words.wallet;
  const chosen = async (one: File): Promise<void> => {
    if (one.size > MOST_BYTES) {
      setFile(null);
      return tooLarge();
    }
    setFile({ name: one.name, bytes: new Uint8Array(await one.arrayBuffer()) });
  };
  return (
    <>
      {file === null && (
        <Textarea
          label={say.text}
          description={say.textMeans}
          rows={4}
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      <FileButton label={say.file} accept="" take={chosen} />
      {file !== null && (
        <div>
          <p className="small wrap-anywhere">{say.chosen(file.name, number(file.bytes.length))}</p>
          <Button size="sm" variant="subtle" onClick={() => setFile(null)}>
            {say.typeInstead}
          </Button>
        </div>
      )}
    </>
  );
}

interface Part {
  readonly typed: SealTyped;
  readonly set: (change: Partial<SealTyped>) => void;
}

function People({ typed, set }: Part): ReactElement {
  const { words } = useWalletLanguage();
  const { sealed: say } = words.wallet;
  return (
    <>
      <ExactInput
        label={say.to}
        description={say.toMeans}
        value={typed.to}
        onChange={(event) => set({ to: event.currentTarget.value })}
      />
      <ExactInput
        label={say.keepers}
        description={say.keepersMeans}
        value={typed.keepers}
        onChange={(event) => set({ keepers: event.currentTarget.value })}
      />
      <TextInput
        label={say.least}
        inputMode="numeric"
        value={typed.least}
        onChange={(event) => set({ least: event.currentTarget.value })}
      />
    </>
  );
}

/** A new secret, or one that an own amount waits for: then money lies beside it. */
function WhichSecret({ typed, set }: Part): ReactElement {
  const { words, amount } = useWalletLanguage();
  const { sealed: say, waiting } = words.wallet;
  const { value } = useCall('waits');
  const secrets = ownSecrets(value?.holds ?? []).map(({ hash, hold }) => {
    const { to = null, handle = null } = hold.claims[0] ?? {};
    const who = to === null ? waiting.anybody : nameOf(handle, to);
    const label = say.moneySecret(`${amount(hold.amount)} ${hold.currency}`, who);
    return { value: hash, label };
  });
  return (
    <NativeSelect
      label={say.secret}
      description={say.secretMeans}
      data={[{ value: '', label: say.newSecret }, ...secrets]}
      value={typed.secret}
      onChange={(event) => set({ secret: event.currentTarget.value })}
    />
  );
}
