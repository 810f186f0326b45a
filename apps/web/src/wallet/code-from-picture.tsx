import { type ChangeEvent, type ReactElement, Suspense, lazy, useState } from 'react';
import { useWalletLanguage } from './language.tsx';

const ScanCode = lazy(async () => ({
  default: (await import('./camera/scan-code.tsx')).ScanCode,
}));

/** Longer sides of a picture are made smaller before a code is looked for: enough for any, and quick on an old phone. */
const LONGEST_SIDE = 1600;

/** Reads a payment code with the camera, or from a picture. */
export function CodeFromPicture({ read }: { read: (text: string) => void }): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.payment;
  const [isMissing, setMissing] = useState(false);
  const [isScanning, setScanning] = useState(false);
  const look = async (file: File): Promise<void> => {
    const text = await textIn(file);
    setMissing(text === undefined);
    if (text !== undefined) read(text);
  };
  const chosen = (event: ChangeEvent<HTMLInputElement>): void => {
    const file = event.currentTarget.files?.[0];
    if (file !== undefined) void look(file);
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
          />
        </Suspense>
      ) : (
        <button type="button" className="picture" onClick={() => setScanning(true)}>
          {words.wallet.camera.scan}
        </button>
      )}
      <label className="picture">
        {say.picture}
        <input type="file" accept="image/*" onChange={chosen} />
      </label>
      <p className="small picture-missing" role="status">
        {isMissing ? say.noCode : ''}
      </p>
    </div>
  );
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
