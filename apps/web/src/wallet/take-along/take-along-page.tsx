import { type ReactElement, useState } from 'react';
import { FileButton } from '../../frame/file-button.tsx';
import { PageHead } from '../../frame/page-head.tsx';
import { Link } from '../../frame/route.tsx';
import { useWalletLanguage } from '../language.tsx';
import { type Read, readTaken } from './read-taken.ts';
import { SaveTaken } from './save-taken.tsx';
import { TakenShown } from './taken-shown.tsx';

/** One file with what may be moved, and reading such a file; what may not is refused, with the way there is instead. */
export function TakeAlongPage(): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.takeAlong;
  const [read, setRead] = useState<Read | 'busy' | null>(null);
  const take = async (file: File): Promise<void> => {
    setRead('busy');
    setRead(await readTaken(file));
  };
  return (
    <>
      <PageHead title={say.title} lead={say.lead} />
      <SaveTaken />
      <section className="stack" aria-labelledby="reading">
        <h2 id="reading">{say.read.title}</h2>
        <p className="faded">{say.read.lead}</p>
        <FileButton label={say.read.choose} accept="" take={take} />
        {read === 'busy' && <p role="status">{say.read.busy}</p>}
        {read !== null && read !== 'busy' && !read.ok && <Refused {...read} />}
      </section>
      {read !== null && read !== 'busy' && read.ok && <TakenShown taken={read.taken} />}
    </>
  );
}

function Refused({ why, at }: Extract<Read, { readonly ok: false }>): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.takeAlong.read;
  if (why === 'letter') {
    return (
      <div className="callout callout-waiting" role="alert">
        <p>{say.refused.letter}</p>
        <p>
          <Link href="/wallet/waiting/sealed">{words.wallet.sealed.open.link}</Link>
        </p>
      </div>
    );
  }
  const isOfKind = why === 'newer' || why === 'damaged' || why === 'too-large';
  return (
    <div className="callout callout-bad" role="alert">
      <p>{say.refused[why]}</p>
      {at !== undefined && <code className="small wrap-anywhere">{at}</code>}
      {!isOfKind && (
        <p>
          <Link href="/wallet/devices">{say.toDevices}</Link>
        </p>
      )}
    </div>
  );
}
