import './camera.css';
import { Button } from '@mantine/core';
import { type ReactElement, type RefObject, useEffect, useRef, useState } from 'react';
import { useWalletLanguage } from '../language.tsx';
import type { Eye } from './eye.ts';
import type { Picture, Seen } from './eye-messages.ts';
import { type CameraTrouble, type OpenCamera, listCameras, openCamera } from './open-camera.ts';
import { FIRST_SIDE, TIMED, sideAfter, sizeWithin } from './pace.ts';

/** How long to wait for a picture where the browser does not tell of one. */
const PICTURE_MS = 33;

/** What the camera sees, live, and its controls; what is found in the pictures is told. */
export function CameraView({
  eye,
  facing,
  seen,
}: {
  eye: Eye;
  facing: 'user' | 'environment';
  seen: (seen: Seen) => void;
}): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.camera;
  const video = useRef<HTMLVideoElement>(null);
  const { camera, trouble, next, again } = useCamera(facing);
  useLooking(video, camera, eye, seen);
  const light = camera?.light ?? null;
  if (trouble !== null) {
    return (
      <div className="callout callout-waiting" role="status">
        <strong>{say.troubles[trouble].title}</strong>
        <p>{say.troubles[trouble].text}</p>
        <div>
          <Button variant="light" size="sm" onClick={again}>
            {words.states.again}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className="camera">
      <video
        ref={video}
        className={camera?.isSelf === true ? 'camera-picture camera-mirror' : 'camera-picture'}
        muted
        playsInline
        aria-label={say.picture}
      />
      <div className="row camera-controls">
        {next !== null && (
          <Button variant="default" size="compact-sm" onClick={next}>
            {say.other}
          </Button>
        )}
        {light !== null && <Light key={camera?.device} set={light} />}
      </div>
    </div>
  );
}

function Light({ set }: { set: (isOn: boolean) => Promise<void> }): ReactElement {
  const { words } = useWalletLanguage();
  const [isOn, setOn] = useState(false);
  const flip = (): void => {
    setOn(!isOn);
    void set(!isOn);
  };
  return (
    <Button variant="default" size="compact-sm" aria-pressed={isOn} onClick={flip}>
      {words.wallet.camera.light}
    </Button>
  );
}

interface UsedCamera {
  readonly camera: OpenCamera | null;
  readonly trouble: CameraTrouble | null;
  /** Turns to the next one; null where there is one only. */
  readonly next: (() => void) | null;
  readonly again: () => void;
}

/** Has a camera as long as the page shows it. */
function useCamera(facing: 'user' | 'environment'): UsedCamera {
  const [wanted, setWanted] = useState<{ device: string | null; turn: number }>({
    device: null,
    turn: 0,
  });
  const [camera, setCamera] = useState<OpenCamera | null>(null);
  const [trouble, setTrouble] = useState<CameraTrouble | null>(null);
  const [all, setAll] = useState<readonly string[]>([]);
  useEffect(() => {
    let isWanted = true;
    let open: OpenCamera | null = null;
    const start = async (): Promise<void> => {
      const opened = await openCamera({ facing, device: wanted.device });
      if (!isWanted) {
        if (opened.ok) opened.camera.close();
        return;
      }
      setTrouble(opened.ok ? null : opened.trouble);
      if (!opened.ok) return;
      open = opened.camera;
      setCamera(open);
      // Unplugged, or taken away by the system.
      open.stream.getVideoTracks()[0]?.addEventListener('ended', () => setTrouble('busy'));
      setAll(await listCameras());
    };
    void start();
    return () => {
      isWanted = false;
      open?.close();
    };
  }, [facing, wanted]);
  const at = all.indexOf(camera?.device ?? '');
  const next = (): void => {
    setWanted(({ turn }) => ({ device: all[(at + 1) % all.length] ?? null, turn: turn + 1 }));
  };
  const again = (): void => setWanted(({ turn }) => ({ device: null, turn: turn + 1 }));
  return { camera, trouble, next: all.length > 1 ? next : null, again };
}

/** Looks at one picture after the other, as many as the machine manages. */
function useLooking(
  video: RefObject<HTMLVideoElement | null>,
  camera: OpenCamera | null,
  eye: Eye,
  seen: (seen: Seen) => void,
): void {
  const tell = useRef(seen);
  tell.current = seen;
  useEffect(() => {
    const shown = video.current;
    if (shown === null || camera === null) return undefined;
    let isOpen = true;
    shown.srcObject = camera.stream;
    void shown.play().catch(() => undefined);
    const look = async (): Promise<void> => {
      let side = FIRST_SIDE;
      let took: number[] = [];
      while (isOpen) {
        await nextPicture(shown);
        const picture = await pictureOf(shown, side);
        if (picture === null) continue;
        const found = await eye.ask('look', picture);
        if (isOpen) tell.current(found);
        took = [...took, found.ms].slice(-TIMED);
        const better = sideAfter(side, took);
        if (better !== side) [side, took] = [better, []];
      }
    };
    void look();
    return () => {
      isOpen = false;
      shown.srcObject = null;
    };
  }, [camera, eye]);
}

function nextPicture(video: HTMLVideoElement): Promise<unknown> {
  const late = new Promise((resolve) => setTimeout(resolve, PICTURE_MS * 4));
  const drawn = new Promise((resolve) => {
    if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(resolve);
    else setTimeout(resolve, PICTURE_MS);
  });
  return Promise.race([late, drawn]);
}

/** The picture that is shown: as the camera gave it where it is not made smaller, which costs next to nothing. */
async function pictureOf(video: HTMLVideoElement, side: number): Promise<Picture | null> {
  const { videoWidth, videoHeight } = video;
  if (videoWidth === 0 || videoHeight === 0) return null;
  const { width, height } = sizeWithin({ width: videoWidth, height: videoHeight }, side);
  try {
    if (width === videoWidth && 'VideoFrame' in globalThis) return new VideoFrame(video);
  } catch {
    // A browser that has the name and not the thing draws.
  }
  try {
    return await createImageBitmap(video, { resizeWidth: width, resizeHeight: height });
  } catch {
    // A camera that has just been switched has no picture yet.
    return null;
  }
}
