import {
  amount,
  bytes,
  type Codec,
  decode,
  encode,
  type Figure,
  type Hash,
  hash,
  record,
  text,
  time,
} from '@tallystick/protocol';

/** The newest figure of a name, and the transition that said it. */
export interface FigureState extends Figure {
  readonly said: Hash;
}

const figureCodec: Codec<FigureState> = record({
  name: text(64, 1),
  numerator: amount,
  denominator: amount,
  from: time,
  until: time,
  said: bytes(32),
});

export function encodeFigure(figure: FigureState): Uint8Array {
  return encode(figureCodec, figure);
}

/** Undefined when the bytes are none. */
export function decodeFigure(encoded: Uint8Array): FigureState | undefined {
  const decoded = decode(figureCodec, encoded.slice());
  return decoded.ok ? decoded.value : undefined;
}

/** protocol.md section 6: what the state root has a figure under. */
export function figureKey(name: string): Hash {
  return hash('record', encode(text(96), `tallystick/v1/figure/${name}`));
}
