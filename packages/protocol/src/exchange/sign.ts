import { type CryptoProvider, type KeyPair, type Hash, signingContext } from '../crypto/index.ts';
import { encode } from '../encoding/index.ts';
import { offlineRequestCodec, receiptCodec, receiptHash, requestHash } from './codecs.ts';
import type { OfflineRequest, Receipt, SignedReceipt, SignedRequest } from './types.ts';

/** A request signed by the payee's device. */
export function signRequest(
  request: OfflineRequest,
  device: KeyPair,
  crypto: CryptoProvider,
): SignedRequest {
  const bytes = encode(offlineRequestCodec, request);
  const context = signingContext('request', request.sovereign);
  return { request: bytes, signature: crypto.sign(device, requestHash(bytes), context) };
}

/** A receipt signed by the payee's device; the act that it is for is stored by then. */
export function signReceipt(
  receipt: Receipt,
  device: KeyPair,
  sovereign: Hash,
  crypto: CryptoProvider,
): SignedReceipt {
  const bytes = encode(receiptCodec, receipt);
  const context = signingContext('receipt', sovereign);
  return { receipt: bytes, signature: crypto.sign(device, receiptHash(bytes), context) };
}
