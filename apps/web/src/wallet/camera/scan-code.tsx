import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { Link } from '../../frame/route.tsx';
import { useWalletLanguage } from '../language.tsx';
import { CameraView } from './camera-view.tsx';
import type { Seen } from './eye-messages.ts';
import { useEye } from './use-eye.ts';

/** Reads one code with the camera, for a field of a form; closed again when it has one. */
export function ScanCode({
  read,
  readMessage,
  close,
}: {
  read: (text: string) => void;
  /** Takes what a code that moves says; null where none is expected. */
  readMessage: ((message: Uint8Array) => void) | null;
  close: () => void;
}): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.camera;
  const eye = useEye();
  const [isMoving, setMoving] = useState(false);
  const [progress, setProgress] = useState<Seen['progress']>(null);
  const seen = ({ text, progress: parts, message }: Seen): void => {
    if (text !== null) read(text);
    if (parts !== null) setProgress(parts);
    if (message !== null) readMessage?.(message);
    if (message !== null || parts !== null) setMoving(true);
  };
  return (
    <section className="card" aria-label={say.scan}>
      <p>{say.hold}</p>
      {eye !== null && <CameraView eye={eye} facing="environment" seen={seen} />}
      {readMessage !== null && progress !== null && (
        <p role="status" className="small faded figures">
          {words.wallet.offline.seen(progress.have, progress.of)}
        </p>
      )}
      {/* Somebody asks for a payment without a network. */}
      {readMessage === null && isMoving && (
        <p role="status">
          {say.moving} <Link href="/wallet/offline">{words.wallet.offline.title}</Link>
        </p>
      )}
      <Button variant="subtle" onClick={close}>
        {say.close}
      </Button>
    </section>
  );
}
