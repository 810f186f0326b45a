import { Button } from '@mantine/core';
import { type ReactElement, useId, useState } from 'react';
import { useWalletLanguage } from '../language.tsx';

/** A text to be handed on, whole: it is copied, or marked by hand. */
export function HandOn({ label, text }: { label: string; text: string }): ReactElement {
  const { words } = useWalletLanguage();
  const id = useId();
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <div className="copy stack-tight">
      <label htmlFor={id} className="small">
        {label}
      </label>
      <textarea id={id} readOnly rows={3} dir="ltr" value={text} />
      <div>
        <Button size="sm" variant="light" onClick={() => void copy()}>
          {isCopied ? words.wallet.receipt.copied : words.wallet.waiting.copy}
        </Button>
      </div>
    </div>
  );
}
