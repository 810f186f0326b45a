import { partyCodec } from '../act/index.ts';
import { STATE_BYTES } from '../chain/index.ts';
import {
  type Codec,
  bytes,
  bytesUpTo,
  equalBytes,
  list,
  mapped,
  nullable,
  record,
  refine,
  uint,
} from '../encoding/index.ts';
import {
  MAX_CHECKPOINT_BYTES,
  MAX_EFFECTS_BYTES,
  MAX_PROOF_HASHES,
  certificateCodec,
} from '../evidence/index.ts';
import { MAX_HOLDS, MAX_OPERATION_BYTES } from '../operation/index.ts';
import { foundingCodec } from './founding-codec.ts';
import type { Bundle, Opened } from './types.ts';

/** protocol.md section 10. */
export const MAX_RAISES = 8;
/** protocol.md section 10. */
export const MAX_GUARANTEES = 4;

/** An opened entry as it is sent: null where the checkpoint is byte for byte that of `fresh`. */
interface SentOpened extends Omit<Opened, 'certificate'> {
  readonly certificate: Omit<Opened['certificate'], 'checkpoint'> & {
    readonly checkpoint: Uint8Array | null;
  };
}
interface SentBundle extends Omit<Bundle, 'put' | 'raises' | 'guarantees'> {
  readonly put: SentOpened;
  readonly raises: readonly SentOpened[];
  readonly guarantees: readonly { readonly put: SentOpened; readonly index: number }[];
}

const sentOpenedCodec: Codec<SentOpened> = record({
  certificate: record({
    index: uint(),
    treeSize: uint(),
    transition: bytes(32),
    effects: bytesUpTo(MAX_EFFECTS_BYTES, 1),
    proof: list(bytes(32), MAX_PROOF_HASHES),
    checkpoint: nullable(bytesUpTo(MAX_CHECKPOINT_BYTES, 1)),
  }),
  state: bytes(STATE_BYTES),
  operation: bytesUpTo(MAX_OPERATION_BYTES, 1),
});
const indexCodec = uint(MAX_HOLDS - 1);

const sentBundleCodec: Codec<SentBundle> = record({
  founding: foundingCodec,
  put: sentOpenedCodec,
  index: indexCodec,
  putter: partyCodec,
  raises: list(sentOpenedCodec, MAX_RAISES),
  guarantees: list(record({ put: sentOpenedCodec, index: indexCodec }), MAX_GUARANTEES),
  fresh: certificateCodec,
});

/** A bundle; most of it would else be one checkpoint again and again. */
export const bundleCodec: Codec<Bundle> = mapped(
  refine(sentBundleCodec, (bundle) =>
    hasRepeated(bundle) ? 'a checkpoint that is sent already' : undefined,
  ),
  (sent) => withEach(sent, (opened) => received(opened, sent.fresh.checkpoint)),
  (bundle) => withEach(bundle, (opened) => shortened(opened, bundle.fresh.checkpoint)),
);

function hasRepeated({ put, raises, guarantees, fresh }: SentBundle): boolean {
  return [put, ...raises, ...guarantees.map((item) => item.put)].some(
    ({ certificate: { checkpoint } }) =>
      checkpoint !== null && equalBytes(checkpoint, fresh.checkpoint),
  );
}

function withEach<From, To>(
  bundle: Omit<Bundle, 'put' | 'raises' | 'guarantees'> & {
    readonly put: From;
    readonly raises: readonly From[];
    readonly guarantees: readonly { readonly put: From; readonly index: number }[];
  },
  change: (opened: From) => To,
): Omit<Bundle, 'put' | 'raises' | 'guarantees'> & {
  put: To;
  raises: To[];
  guarantees: { put: To; index: number }[];
} {
  const { put, raises, guarantees, ...rest } = bundle;
  return {
    ...rest,
    put: change(put),
    raises: raises.map(change),
    guarantees: guarantees.map((item) => ({ put: change(item.put), index: item.index })),
  };
}

function received(sent: SentOpened, fresh: Uint8Array): Opened {
  const { certificate } = sent;
  return {
    ...sent,
    certificate: { ...certificate, checkpoint: certificate.checkpoint ?? fresh },
  };
}

function shortened(opened: Opened, fresh: Uint8Array): SentOpened {
  const { certificate } = opened;
  const isSame = equalBytes(certificate.checkpoint, fresh);
  return {
    ...opened,
    certificate: { ...certificate, checkpoint: isSame ? null : certificate.checkpoint },
  };
}
