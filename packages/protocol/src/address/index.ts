export {
  ADDRESS_LENGTH,
  decodeAddress,
  encodeAddress,
  fingerprint,
  groupAddress,
} from './address.ts';
export {
  MAX_MEMO_BYTES,
  type ParsedUri,
  type PaymentRequest,
  type Recipient,
  formatUri,
  parseUri,
} from './payment-uri.ts';
