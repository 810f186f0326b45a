import { type ChangeEvent, type ReactElement, Suspense, lazy, useRef, useState } from 'react';
import type { Seen } from './camera/eye-messages.ts';
import { useWalletLanguage } from './language.tsx';

const ScanCode = lazy(async () => ({
  default: (await import('./camera/scan-code.tsx')).ScanCode,
}));

/** Longer sides of a picture are made smaller before a code is looked for: enough for any, and quick on an old phone. */
const LONGEST_SIDE = 1600;

/** As many pictures of one message as are looked at together, the newest. */
const MOST_PICTURES = 32;

/** Reads a code with the camera, or from a picture. */
export function CodeFromPicture({
  read,
  readMessage = null,
  noCode,
}: {
  read: (text: string) => void;
  /** Takes what codes say together, of which one is too small to say it; null where none are expected. */
  readMessage?: ((message: Uint8Array) => void) | null;
  /** What is said of a picture without one. */
  noCode: string;
}): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.payment;
  const texts = useRef<readonly string[]>([]);
  const [said, setSaid] = useState('');
  const [isScanning, setScanning] = useState(false);
  const look = async (files: readonly File[]): Promise<void> => {
    const found = (await Promise.all(files.map(textIn))).filter((text) => text !== undefined);
    const [first] = found;
    setSaid(first === undefined ? noCode : '');
    if (first === undefined) return;
    if (readMessage === null) return read(first);
    texts.current = [...texts.current, ...found].slice(-MOST_PICTURES);
    const { message, progress } = await messageIn(texts.current);
    if (message !== null) return readMessage(message);
    if (progress === null) return read(first);
    setSaid(words.wallet.offline.seen(progress.have, progress.of));
  };
  const chosen = (event: ChangeEvent<HTMLInputElement>): void => {
    void look([...(event.currentTarget.files ?? [])].slice(0, MOST_PICTURES));
  };
  return (
    <div className="stack-tight">
      {isScanning ? (
        <Suspense>
          <ScanCode
            close={() => setScanning(false)}
            read={(text) => {
              setScanning(false);
              read(text);
            }}
            readMessage={
              readMessage === null
                ? null
                : (message) => {
                    setScanning(false);
                    readMessage(message);
                  }
            }
          />
        </Suspense>
      ) : (
        <button type="button" className="picture" onClick={() => setScanning(true)}>
          {words.wallet.camera.scan}
        </button>
      )}
      <label className="picture">
        {say.picture}
        <input type="file" accept="image/*" multiple={readMessage !== null} onChange={chosen} />
      </label>
      <p className="small picture-missing" role="status">
        {said}
      </p>
    </div>
  );
}

/** What codes say together, as far as they are there: put together by a process of its own, as a camera's are. */
async function messageIn(texts: readonly string[]): Promise<Seen> {
  const { startEye } = await import('./camera/eye.ts');
  const eye = startEye();
  try {
    return await eye.ask('read', texts.join('\n'));
  } finally {
    eye.end();
  }
}

/** What a QR code in a picture says; undefined where there is none, or no picture. */
async function textIn(file: File): Promise<string | undefined> {
  try {
    const bitmap = await createImageBitmap(file);
    const shrink = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
    const width = Math.max(1, Math.round(bitmap.width * shrink));
    const height = Math.max(1, Math.round(bitmap.height * shrink));
    const context = new OffscreenCanvas(width, height).getContext('2d');
    if (context === null) return undefined;
    context.drawImage(bitmap, 0, 0, width, height);
    const { data } = context.getImageData(0, 0, width, height);
    const { decodeQR } = await import('qr/decode.js');
    return decodeQR({ width, height, data });
  } catch {
    // Whoever made the picture made it of something else.
    return undefined;
  }
}
