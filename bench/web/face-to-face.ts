import {
  type OfflineTimes,
  openFacing,
  payFacing,
  setAside,
} from '../../apps/web/src/testing/facing.ts';
import { type Harbour, must } from '../../apps/web/src/testing/harbour.ts';
import { joinInBrowser } from '../../apps/web/src/testing/people.ts';

/** A busy machine looks at few pictures a second. */
const LONGEST_MS = 120_000;

/** What payments without a network took, each from the first frame that the payer read to its receipt. */
export interface FaceToFace {
  /** Two who have never met. */
  readonly first: OfflineTimes;
  /** The same two, again and again. */
  readonly later: readonly OfflineTimes[];
}

/**
 * Two browsers, whose cameras are video files that show what stands on the other one's screen, pay
 * from a tab with no network.
 */
export async function payFaceToFace(harbour: Harbour, meetings: number): Promise<FaceToFace> {
  const facing = await openFacing();
  try {
    const [one, other] = facing.browsers;
    const [cyd, dee] = await Promise.all([
      joinInBrowser(one, harbour.url, 'cyd'),
      joinInBrowser(other, harbour.url, 'dee'),
    ]);
    must(await harbour.ada.pay({ to: '@cyd', amount: '100.00', currency: 'HRB' }));
    await cyd.page.locator('[data-currency="HRB"]').getByText('100.00').waitFor();
    await setAside(cyd.page, { to: '@dee', amount: '50.00' });
    await Promise.all([cyd, dee].map(({ context }) => context.setOffline(true)));
    for (const { page } of [cyd, dee]) page.setDefaultTimeout(LONGEST_MS);
    const pair = { payer: cyd.page, payee: dee.page };
    const asked = { amount: '1.00', currency: 'HRB' };
    const first = await payFacing(facing, pair, asked);
    const later: OfflineTimes[] = [];
    for (let n = 0; n < meetings; n += 1) later.push(await payFacing(facing, pair, asked));
    return { first, later };
  } finally {
    await facing.close();
  }
}
