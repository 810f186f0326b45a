import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useWalletLanguage } from '../language.tsx';

const COPIED_MS = 2500;

/** A text to be carried elsewhere by its reader. */
export function CopyText({ label, text }: { label: string; text: string }): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.keys.settings;
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), COPIED_MS);
  };
  return (
    <div className="stack copy">
      <label>
        <span className="small">{label}</span>
        <textarea readOnly rows={3} value={text} spellCheck={false} />
      </label>
      <div>
        <Button size="xs" variant="light" onClick={() => void copy()}>
          <span aria-live="polite">{isCopied ? say.copied : say.copy}</span>
        </Button>
      </div>
    </div>
  );
}
