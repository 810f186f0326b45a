export {
  type BuiltTransition,
  type TransitionParts,
  buildOpening,
  buildTransition,
} from './build.ts';
export {
  MAX_OPERATION_BYTES,
  MAX_SIGNATURES,
  MAX_SIGNER,
  MAX_STATEMENT_BYTES,
  MAX_TAKINGS,
  MAX_TRANSITION_BYTES,
  OPERATION_KINDS,
  encodeOperation,
  operationCodec,
  operationHash,
  signatureCodec,
  transitionCodec,
} from './codecs.ts';
export { MAX_HOLDS } from './put-body.ts';
export { type Authority, type SigningKeys, signingKeys } from './signers.ts';
export type {
  BurnOperation,
  MintOperation,
  OpenOperation,
  Operation,
  PutOperation,
  SayOperation,
  Signature,
  TakeOperation,
  Transition,
} from './types.ts';
