import { Button } from '@mantine/core';
import { type ReactElement, useEffect, useState } from 'react';
import { useWalletLanguage } from '../language.tsx';

interface Estimate {
  readonly isKept: boolean;
  readonly used: number;
  readonly most: number;
}

const MEGABYTE = 1_000_000;

async function estimate(): Promise<Estimate> {
  const isKept = await navigator.storage.persisted().catch(() => false);
  const { usage = 0, quota = 0 } = await navigator.storage.estimate();
  return { isKept, used: usage, most: quota };
}

/** What this browser stores, and what it has promised about that. */
export function StoredHere(): ReactElement {
  const { words, number } = useWalletLanguage();
  const say = words.wallet.keys.settings;
  const [known, setKnown] = useState<Estimate | null>(null);
  const look = (): void => void estimate().then(setKnown);
  useEffect(look, []);
  const ask = async (): Promise<void> => {
    await navigator.storage.persist().catch(() => false);
    look();
  };
  const size = (bytes: number): string => `${number(Math.ceil(bytes / MEGABYTE))} MB`;
  return (
    <section className="stack" aria-labelledby="stored">
      <h2 id="stored">{say.stored}</h2>
      <ul className="conditions">
        {say.storedWhat.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {known !== null && (
        <p className={`callout callout-${known.isKept ? 'good' : 'waiting'}`}>
          {known.isKept ? say.kept : say.notKept} {say.used(size(known.used), size(known.most))}
        </p>
      )}
      {known?.isKept === false && (
        <div>
          <Button variant="light" onClick={() => void ask()}>
            {say.ask}
          </Button>
        </div>
      )}
    </section>
  );
}
