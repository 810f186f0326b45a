import { Button, Textarea } from '@mantine/core';
import type { Failure, SealedView } from '@tallystick/wallet';
import { type FormEvent, type ReactElement, useState } from 'react';
import { FileButton } from '../../../frame/file-button.tsx';
import { Link } from '../../../frame/route.tsx';
import { saveFile } from '../../../frame/save-file.ts';
import { FailureNotice } from '../../failure-notice.tsx';
import { useWalletLanguage } from '../../language.tsx';
import { nameOf } from '../../name-of.ts';
import { type Counterparty, TREASURY, peopleOf } from '../../people.ts';
import { useCall } from '../../use-call.ts';
import { useOpenWallet } from '../../wallet-state.tsx';
import { HandOver } from './hand-over.tsx';
import { MOST_SEALED_BYTES, openedName, secretOf, sharesOf, textOf } from './seal.ts';

/** So many people of the history are asked for, to tell whose a share is. */
const MOST_PEOPLE = 16;

interface Given {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly view: SealedView;
}

/** A sealed file: what opens it, what is missing, one's own share, and the content once it opens. Nothing of it is kept. */
export function OpenSealed(): ReactElement {
  const { words } = useWalletLanguage();
  const { call, history } = useOpenWallet();
  const { sealed, waiting } = words.wallet;
  const say = sealed.open;
  const [given, setGiven] = useState<Given | null>(null);
  const [isTooLarge, setTooLarge] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const people = peopleOf(history)
    .filter(({ who }) => who !== TREASURY)
    .slice(0, MOST_PEOPLE);
  const look = async (name: string, bytes: Uint8Array): Promise<void> => {
    const here = await call('lookAtSealed', bytes, []);
    setFailure(here.ok ? null : here.failure);
    setGiven(here.ok ? { name, bytes, view: here.value } : null);
    if (!here.ok || people.length === 0 || here.value.groups.length === 0) return;
    // Whose a share is, the sovereign is asked for: without it, everything else stands.
    const addresses = people.map(({ who }) => who);
    const named = await call('lookAtSealed', bytes, addresses);
    if (named.ok) setGiven({ name, bytes, view: named.value });
  };
  const chosen = async (file: File): Promise<void> => {
    setTooLarge(file.size > MOST_SEALED_BYTES);
    if (file.size > MOST_SEALED_BYTES) return setGiven(null);
    await look(file.name, new Uint8Array(await file.arrayBuffer()));
  };
  return (
    <>
      <p>
        <Link href="/wallet/waiting">{waiting.back}</Link>
      </p>
      <h1>{say.title}</h1>
      <p className="faded">{say.means}</p>
      <FileButton label={say.file} accept="" take={chosen} />
      {isTooLarge && (
        <p className="callout callout-waiting" role="alert">
          {say.tooLarge}
        </p>
      )}
      {failure !== null && <FailureNotice failure={failure} />}
      {given !== null && (
        <GivenFile
          key={given.name}
          given={given}
          people={people}
          again={() => look(given.name, given.bytes)}
        />
      )}
    </>
  );
}

function GivenFile({
  given: { name, bytes, view },
  people,
  again,
}: {
  given: Given;
  people: readonly Counterparty[];
  again: () => Promise<void>;
}): ReactElement {
  const { words, number, amount } = useWalletLanguage();
  const { value: waits } = useCall('waits');
  const say = words.wallet.sealed.open;
  const shares = sharesOf(view);
  // Before it is known what waits for it, nothing is shown.
  const secret = waits === null ? null : secretOf(view, waits.holds);
  const money = (secret?.money ?? []).map(({ amount: sum, currency, claims: [claim] }) => {
    const { to = null, handle = null } = claim ?? {};
    const who = to === null ? words.wallet.waiting.anybody : nameOf(handle, to);
    return say.secretMoney(`${amount(sum)} ${currency}`, who);
  });
  const share =
    view.opens === null && shares.people.some(({ standing }) => standing === 'own') ? (
      <HandOver
        name={name}
        label={say.share}
        means={[say.shareMeans]}
        looking={say.shareLook}
        yes={say.shareGo}
        handOn={say.shareDone}
        call={['shareOf', bytes]}
      />
    ) : null;
  return (
    <section className="card" data-sealed>
      <strong className="wrap-anywhere">{name}</strong>
      <span className="faded small">{say.size(number(view.bytes))}</span>
      {shares.people.length > 0 && (
        <>
          <span className="faded small">{say.people}</span>
          <ul className="conditions">
            {shares.people.map(({ of, address, standing }) => (
              <li key={of} className="wrap-anywhere">
                {standing === 'own'
                  ? say.you
                  : `${whoseText(address, people, say.somebody)}: ${say.standings[standing]}`}
              </li>
            ))}
          </ul>
        </>
      )}
      {view.opens === null && view.preimages.length > 0 && <p>{say.lacksSecret}</p>}
      {view.opens === null && shares.lacking > 0 && <p>{say.lacks(shares.lacking)}</p>}
      {view.opens !== null && <Opened name={name} sealed={bytes} />}
      {!isReader(view) && share}
      {secret !== null && (
        <HandOver
          name={name}
          label={say.secret}
          means={[say.secretMeans, ...money]}
          looking={say.secretLook}
          yes={say.secretGo}
          handOn={say.secretDone}
          call={['revealSecret', secret.hash]}
        />
      )}
      {view.opens === null && <TakeWord sealed={bytes} taken={again} />}
      {isReader(view) && share}
    </section>
  );
}

/** Whom it is for stands first in every group; they gather the others' shares, and seldom let their own go. */
function isReader({ groups }: SealedView): boolean {
  return groups.length > 0 && groups.every(([first]) => first?.standing === 'own');
}

function whoseText(
  address: string | null,
  people: readonly Counterparty[],
  somebody: string,
): string {
  if (address === null) return somebody;
  return nameOf(people.find(({ who }) => who === address)?.handle, address);
}

/** Saves the content; of text what it says is shown as text beside. */
function Opened({ name, sealed }: { name: string; sealed: Uint8Array }): ReactElement {
  const { words } = useWalletLanguage();
  const { call } = useOpenWallet();
  const say = words.wallet.sealed.open;
  const [text, setText] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const open = async (): Promise<void> => {
    const outcome = await call('unsealContent', sealed);
    setFailure(outcome.ok ? null : outcome.failure);
    if (!outcome.ok) return;
    setText(textOf(outcome.value));
    // Whatever it says of itself, no browser opens it as a page.
    saveFile(openedName(name), outcome.value.slice(), 'application/octet-stream');
  };
  return (
    <>
      <p className="callout callout-good">{say.opens}</p>
      {failure !== null && <FailureNotice failure={failure} />}
      <div>
        <Button onClick={() => void open()}>{say.go}</Button>
      </div>
      {text !== null && <Textarea label={say.text} readOnly rows={6} dir="auto" value={text} />}
    </>
  );
}

/** A share that somebody let go, or the secret: it is checked against the file. */
function TakeWord({
  sealed,
  taken,
}: {
  sealed: Uint8Array;
  taken: () => Promise<void>;
}): ReactElement {
  const { words } = useWalletLanguage();
  const { call } = useOpenWallet();
  const say = words.wallet.sealed.open;
  const [text, setText] = useState('');
  const [isKept, setKept] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const take = async (): Promise<void> => {
    const outcome = await call('gatherForSealed', text.trim(), sealed);
    setFailure(outcome.ok ? null : outcome.failure);
    setKept(outcome.ok);
    if (!outcome.ok) return;
    setText('');
    await taken();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void take();
  };
  return (
    <form className="stack" onSubmit={submit}>
      <p className="small">{say.wordTitle}</p>
      <Textarea
        label={say.word}
        rows={3}
        dir="ltr"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {failure !== null && <FailureNotice failure={failure} />}
      {isKept && (
        <p className="callout callout-good" role="status">
          {say.kept}
        </p>
      )}
      <Button type="submit" variant="light" disabled={text.trim() === ''}>
        {say.keep}
      </Button>
    </form>
  );
}
