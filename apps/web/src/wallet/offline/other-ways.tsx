import { Button, Textarea } from '@mantine/core';
import { type ChangeEvent, type ReactElement, useState } from 'react';
import type { Eye } from '../camera/eye.ts';
import type { Seen } from '../camera/eye-messages.ts';
import { CopyButton } from '../copy-text.tsx';
import { useWalletLanguage } from '../language.tsx';

/** What a file of frames begins with; another file is a message as it is. */
const FRAMES = 'TALLY:';
/** Longer files are no messages. */
const LONGEST = 1_000_000;

/** The same messages without a camera: as files or texts, which somebody carries. */
export function OtherWays({
  eye,
  showing,
  seen,
}: {
  eye: Eye;
  showing: Uint8Array | null;
  seen: (seen: Seen) => void;
}): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.offline.ways;
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const found = (what: Seen): void => {
    setWrong(what.message === null);
    seen(what);
  };
  const chosen = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const file = event.currentTarget.files?.[0];
    if (file === undefined || file.size > LONGEST) return setWrong(file !== undefined);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const text = new TextDecoder().decode(bytes);
    const isFrames = text.startsWith(FRAMES);
    found(await (isFrames ? eye.ask('read', text) : eye.ask('take', bytes)));
  };
  return (
    <details className="card folded">
      <summary>{say.title}</summary>
      <p className="small faded">{say.lead}</p>
      {showing !== null && (
        <div className="row">
          <Button variant="light" size="sm" onClick={() => save(showing)}>
            {say.file}
          </Button>
          <CopyButton label={say.copy} text={() => eye.ask('write', showing)} />
        </div>
      )}
      <label className="picture">
        {say.open}
        <input type="file" onChange={(event) => void chosen(event)} />
      </label>
      <Textarea
        label={say.paste}
        rows={3}
        spellCheck={false}
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <div>
        <Button
          variant="default"
          size="sm"
          disabled={typed.trim() === ''}
          onClick={() => void eye.ask('read', typed).then(found)}
        >
          {say.read}
        </Button>
      </div>
      <p className="small" role="status">
        {isWrong ? say.wrong : ''}
      </p>
    </details>
  );
}

/** Gives a message as a file: the same that `tally offline` reads. */
function save(message: Uint8Array): void {
  const url = URL.createObjectURL(new Blob([message.slice()]));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'message.tally';
  link.click();
  URL.revokeObjectURL(url);
}
