export { type Checkpoint, formatCheckpoint, parseCheckpoint } from './checkpoint.ts';
export {
  COSIGNATURE_CONTEXT,
  COSIGNER_SUITE,
  type CosignatureCheck,
  type CosignedTree,
  type CosignerKey,
  cosignatureKeyId,
  cosignatureLine,
  cosignedMessage,
  signedCheckpoint,
  verifyCosignature,
} from './cosignature.ts';
export { type Sha256, logHasher } from './hasher.ts';
export {
  MAX_NOTE_BYTES,
  MAX_NOTE_SIGNATURES,
  type Note,
  type NoteSignature,
  addSignatures,
  formatNote,
  parseNote,
} from './note.ts';
export { type TileReader, type TileRow, TileTree } from './tile-tree.ts';
export {
  TILE_HEIGHT,
  TILE_WIDTH,
  type TileName,
  decodeEntryBundle,
  encodeEntryBundle,
  parseTilePath,
  tilePath,
  tileWidth,
} from './tiles.ts';
