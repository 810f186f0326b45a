import { LRLanguage } from '@codemirror/language';
import { parser } from '@tallystick/rules/grammar';
import { styleTags, tags } from '@lezer/highlight';

/** Words of the language stand between what they join, so what is left of these nodes is words. */
const WORDS = [
  'ModuleHeader Version Force Treaty ListHeader Confidential ListKind Countries Parties Withheld None',
  'Accepts Parameter Is Follows Between Rule Exception Source Under Article When Hold NeedsTier',
  'NeedsSecondFactor NeedsDocument NeedsWaiting Identity Or And Not NotIn Owner Party Example GivenTier',
  'GivenSent GivenPayments GivenPayees GivenFlag GivenPurpose GivenDocument NoDocuments GivenList',
  'GivenRate GivenIndicator GivenWaited GivenTime Within Window Hours Days Tier',
].join(' ');

/** What rules ask of a payment. */
const FACTS = [
  'Amount Sent Payments Payees Indicator Origin Destination Currency Purpose Sender Receiver Crossborder',
  'Online Offline Always SecondFactor FirstPayment Document',
].join(' ');

/** The rule language for the editor: the very grammar that the compiler reads by. */
export const ruleLanguage: LRLanguage = LRLanguage.define({
  name: 'rules',
  parser: parser.configure({
    props: [
      styleTags({
        [WORDS]: tags.keyword,
        [FACTS]: tags.propertyName,
        'Refuse Refused': tags.deleted,
        'NoObjection Allowed': tags.inserted,
        Held: tags.changed,
        String: tags.string,
        Number: tags.number,
        Instant: tags.literal,
        Name: tags.name,
        Operator: tags.operator,
        Comment: tags.comment,
      }),
    ],
  }),
  languageData: { commentTokens: { line: '#' } },
});
