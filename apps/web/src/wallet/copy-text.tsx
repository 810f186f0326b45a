import { Button } from '@mantine/core';
import { type ReactElement, useId, useState } from 'react';
import { toClipboard } from './clipboard.ts';
import { useWalletLanguage } from './language.tsx';

const COPIED_MS = 2500;

/** Copies a text. Where the browser does not, it says so, and shows the text to be copied by hand unless it stands beside. */
export function CopyButton({
  label,
  text,
  isBeside = false,
}: {
  label: string;
  /** Null: there is none, which its maker says. */
  text: () => string | null | Promise<string | null>;
  /** Whether the text is shown already. */
  isBeside?: boolean;
}): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.receipt;
  const [isCopied, setCopied] = useState(false);
  const [byHand, setByHand] = useState<string | null>(null);
  const copy = async (): Promise<void> => {
    const made = await text();
    if (made === null) return;
    const isDone = await toClipboard(made);
    setByHand(isDone ? null : made);
    setCopied(isDone);
    if (isDone) setTimeout(() => setCopied(false), COPIED_MS);
  };
  return (
    <div className="stack-tight">
      <div>
        <Button size="sm" variant="light" onClick={() => void copy()}>
          <span aria-live="polite">{isCopied ? say.copied : label}</span>
        </Button>
      </div>
      {byHand !== null && (
        <p className="callout callout-waiting small" role="alert">
          {say.notCopied}
        </p>
      )}
      {byHand !== null && !isBeside && (
        <textarea readOnly rows={3} dir="ltr" aria-label={label} value={byHand} />
      )}
    </div>
  );
}

/** A text to be carried elsewhere by its reader, whole: it is copied, or marked by hand. */
export function CopyText({ label, text }: { label: string; text: string }): ReactElement {
  const { words } = useWalletLanguage();
  const id = useId();
  return (
    <div className="stack copy">
      <label htmlFor={id} className="small">
        {label}
      </label>
      <textarea id={id} readOnly rows={3} dir="ltr" value={text} spellCheck={false} />
      <CopyButton label={words.wallet.keys.settings.copy} text={() => text} isBeside />
    </div>
  );
}
