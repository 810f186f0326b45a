export {
  type Draft,
  type DraftDoes,
  draftIds,
  draftsCodec,
  type ReadDrafts,
  readDrafts,
} from './draft.ts';
export {
  type Drafted,
  draftOrder,
  type OrderFault,
  type OrderTerms,
  type TreasuryHead,
} from './draft-order.ts';
export { doesSame, type Issue, issueOf, type Order, type Unclaimed } from './order.ts';
