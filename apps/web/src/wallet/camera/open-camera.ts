/** Why there is no picture: no camera, its use was refused, somebody else has it, or this browser cannot. */
export type CameraTrouble = 'none' | 'refused' | 'busy' | 'unable';

export interface CameraChoice {
  /** The one that looks at whoever holds the device, or away from them. */
  readonly facing: 'user' | 'environment';
  /** One of {@link listCameras}, instead. */
  readonly device: string | null;
}

export interface OpenCamera {
  readonly stream: MediaStream;
  readonly device: string | null;
  /** Whether it looks at whoever holds the device. */
  readonly isSelf: boolean;
  /** Switches its light; null where it has none. */
  readonly light: ((isOn: boolean) => Promise<void>) | null;
  readonly close: () => void;
}

export type Opened =
  | { readonly ok: true; readonly camera: OpenCamera }
  | { readonly ok: false; readonly trouble: CameraTrouble };

/** Pictures of this size show a code of two phones at arm's length with five points a cell (pace.ts). */
const SIZE = { width: { ideal: 1280 }, height: { ideal: 720 } } as const;

/** What browsers name so (Media Capture and Streams, getUserMedia). */
export function troubleOf(name: string): CameraTrouble {
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'refused';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'none';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    default:
      return 'unable';
  }
}

export async function openCamera({ facing, device }: CameraChoice): Promise<Opened> {
  if (!('mediaDevices' in navigator)) return { ok: false, trouble: 'unable' };
  const which = device === null ? { facingMode: facing } : { deviceId: { exact: device } };
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { ...SIZE, ...which } });
    return { ok: true, camera: cameraOf(stream) };
  } catch (error) {
    return { ok: false, trouble: troubleOf(error instanceof Error ? error.name : '') };
  }
}

function cameraOf(stream: MediaStream): OpenCamera {
  const [track] = stream.getVideoTracks();
  // Of Media Capture's image extensions, which not every browser has.
  const able = track?.getCapabilities?.() as { readonly torch?: boolean } | undefined;
  const set = async (isOn: boolean): Promise<void> => {
    const advanced = [{ torch: isOn } as MediaTrackConstraintSet];
    // A light that does not come on is seen.
    await track?.applyConstraints({ advanced }).catch(() => undefined);
  };
  return {
    stream,
    device: track?.getSettings().deviceId ?? null,
    isSelf: track?.getSettings().facingMode === 'user',
    light: able?.torch === true ? set : null,
    close: () => {
      for (const one of stream.getTracks()) one.stop();
    },
  };
}

/** Ids of the cameras; known once one of them was allowed. */
export async function listCameras(): Promise<string[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices
    .filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '')
    .map(({ deviceId }) => deviceId);
}
