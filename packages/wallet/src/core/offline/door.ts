/** What a wallet does without a network; loaded when it is first asked for, since most wallets never are. */
export { accept } from './accept.ts';
export { giveCover, givenCovers, keepCover, readCoverTerms, termsOfOwn } from './cover.ts';
export { readyUntil, renewEvidence } from './evidence.ts';
export { exposure, heldHolds, ownHolds } from './exposure.ts';
export { finish } from './finish.ts';
export { givenHalf } from './halves/meet-halves.ts';
export { knownForks } from './known-forks.ts';
export { readLimits, setLimits } from './limits.ts';
export { meetOther, seenMessage } from './meet-others.ts';
export { openAllowance, openTab, raiseTab } from './open-hold.ts';
export { offlineChoice, payOffline } from './pay-offline.ts';
export { readRequest } from './read-request.ts';
export { makeRequest } from './request.ts';
export { redeemTabs } from './redeem.ts';
export { release } from './release.ts';
export { syncOffline } from './sync-offline.ts';
export { verifyOffline } from './verify-offline.ts';
export { readVoid, voidAct } from './void-act.ts';
