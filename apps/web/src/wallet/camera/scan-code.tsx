import { Button } from '@mantine/core';
import { type ReactElement, useEffect, useState } from 'react';
import { Link } from '../../frame/route.tsx';
import { useWalletLanguage } from '../language.tsx';
import { CameraView } from './camera-view.tsx';
import { type Eye, startEye } from './eye.ts';

/** Reads one code with the camera, for a field of a form; closed again when it has one. */
export function ScanCode({
  read,
  close,
}: {
  read: (text: string) => void;
  close: () => void;
}): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.camera;
  const [eye, setEye] = useState<Eye | null>(null);
  const [isMoving, setMoving] = useState(false);
  useEffect(() => {
    const started = startEye();
    setEye(started);
    return () => started.end();
  }, []);
  return (
    <section className="card" aria-label={say.scan}>
      <p>{say.hold}</p>
      {eye !== null && (
        <CameraView
          eye={eye}
          facing="environment"
          seen={({ text, progress, message }) => {
            if (text !== null) read(text);
            // Somebody asks for a payment without a network.
            if (progress !== null || message !== null) setMoving(true);
          }}
        />
      )}
      {isMoving && (
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
