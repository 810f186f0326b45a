import {
  type StructuredContents,
  type StructuredMatter,
  decodeStructured,
  encodeStructured,
  equalBytes,
} from '@tallystick/protocol';
import type { Ground } from '../ground.ts';
import { contentIn } from './content-stated.ts';
import { cosignersWith, peersWith } from './draft-cosigners.ts';
import { currenciesWith } from './draft-currencies.ts';
import { type Drafted, failed } from './drafted.ts';
import { governanceWith } from './draft-governance.ts';
import { settingsInForce, settingsWith } from './draft-settings.ts';
import { suitesWith } from './draft-suites.ts';
import { vendorsWith } from './draft-vendors.ts';
import type { ChangeDraft } from './messages.ts';

/** What there is to be changed. */
export type Standing = Pick<Ground, 'constitution' | 'voted' | 'source' | 'time'>;

/** The canonical bytes of the whole matter as it is to be: what is in force, with what somebody wants changed. */
export function contentOf(change: ChangeDraft, standing: Standing): Drafted<Uint8Array> {
  try {
    return wholeOf(change, standing);
  } catch {
    // The encoder refuses what is out of bounds; and what was handed over need not have the form of a change.
    return failed('unfit');
  }
}

function wholeOf(change: ChangeDraft, standing: Standing): Drafted<Uint8Array> {
  const { constitution, voted } = standing;
  switch (change.matter) {
    case 'currencies':
      return encoded('currencies', currenciesWith(change.currency, constitution), standing);
    case 'governance':
      return encoded('governance', governanceWith(change, constitution), standing);
    case 'settings':
      return encoded('settings', settingsWith(change.set, standing), standing);
    case 'suites':
      return encoded('suites', suitesWith(change.suites, constitution.suites), standing);
    case 'cosigners':
      return encoded('cosigners', cosignersWith(change, constitution), standing);
    case 'peers':
      return encoded('peers', peersWith(change, voted.peers), standing);
    case 'vendors':
      return encoded('vendors', vendorsWith(change, voted.vendors), standing);
    default:
      return failed('unfit');
  }
}

/** The canonical bytes of what is in force of a matter; null where nobody governs. */
export function standingContent(matter: StructuredMatter, standing: Standing): Uint8Array | null {
  const { constitution, voted } = standing;
  switch (matter) {
    case 'settings':
      return encodeStructured(matter, settingsInForce(standing));
    case 'peers':
      return encodeStructured(matter, voted.peers);
    case 'vendors':
      return encodeStructured(matter, voted.vendors);
    case 'suites':
    case 'currencies':
    case 'cosigners':
    case 'governance':
      return contentIn(matter, constitution);
  }
}

/** Held to what a decoder takes: an encoder leaves what hangs together to it. */
function encoded<K extends StructuredMatter>(
  kind: K,
  content: Drafted<StructuredContents[K]>,
  standing: Standing,
): Drafted<Uint8Array> {
  if (!content.ok) return content;
  const bytes = encodeStructured(kind, content.value);
  const before = standingContent(kind, standing);
  if (before !== null && equalBytes(bytes, before)) return failed('nothing');
  return decodeStructured(kind, bytes).ok ? { ok: true, value: bytes } : failed('unfit');
}
