/** What a wallet does with value that waits; loaded when it is first asked for. */
export { checkSwap } from './check-swap.ts';
export { listKnown, viewsOf } from './list-holds.ts';
export { cancelMandate, createMandate, listMandates } from './mandates.ts';
export { putHolds } from './put-hold.ts';
export { conditionOfSealed, lookAtSealed, ownShares, seal, unseal } from './sealed.ts';
export { settleWaiting, takeWaiting } from './sync-holds.ts';
export { takeHold } from './take-hold.ts';
export { agreeTo, termsText } from './terms-text.ts';
export { attest, gatherWord, makeSecret, outcomeWord, revealSecret, signClaim } from './words.ts';
