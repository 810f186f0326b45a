import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { type Compared, comparePages } from '../../frame/compare-pages.ts';
import { CopyText } from '../copy-text.tsx';
import { useWalletLanguage } from '../language.tsx';

/** Whether this browser runs what the sovereign says it serves; and the hash to compare with what was published elsewhere. */
export function ThesePages(): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.keys.release;
  const [compared, setCompared] = useState<Compared | null>(null);
  const [isBusy, setBusy] = useState(false);
  const compare = async (): Promise<void> => {
    setBusy(true);
    setCompared(await comparePages());
    setBusy(false);
  };
  return (
    <section className="stack" aria-labelledby="pages">
      <h2 id="pages">{say.title}</h2>
      <p className="faded">{say.means}</p>
      <div>
        <Button variant="light" loading={isBusy} onClick={() => void compare()}>
          {say.check}
        </Button>
      </div>
      {compared !== null && (
        <>
          <p
            className={`callout callout-${compared.kind === 'same' ? 'good' : 'bad'}`}
            role="status"
          >
            {say[compared.kind]}
          </p>
          {compared.kind === 'differs' && (
            <ul className="conditions small">
              {compared.paths.map((path) => (
                <li key={path} className="wrap-anywhere">
                  {path}
                </li>
              ))}
            </ul>
          )}
          {compared.kind !== 'unknown' && (
            <CopyText
              label={compared.kind === 'same' ? say.hash : words.frame.servedHash}
              text={compared.hash}
            />
          )}
        </>
      )}
    </section>
  );
}
