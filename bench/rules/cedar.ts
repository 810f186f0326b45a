import { preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs';
import { CAP, CROSSBORDER, MONTHLY, PAIRS, type Payment } from './rule-set.ts';

const SET = 'bench';

function policy(when: string): string {
  return `forbid (principal, action, resource) when { ${when} };`;
}

/** Parses the policies once; each is a text of its own, as Cedar's users keep them. */
export function openCedar(): void {
  const texts = [
    'permit (principal, action, resource);',
    policy(`context.amount > ${CAP}`),
    policy(`context.tier < 1 && context.sent + context.amount > ${MONTHLY[0]}`),
    policy(`context.tier < 2 && context.sent + context.amount > ${MONTHLY[1]}`),
    policy(
      `context.origin != context.destination && context.amount >= ${CROSSBORDER} && context.tier < 2`,
    ),
    ...PAIRS.map(({ origin, destination }) =>
      policy(`context.origin == "${origin}" && context.destination == "${destination}"`),
    ),
  ];
  const staticPolicies = Object.fromEntries(texts.map((text, i) => [`p${i}`, text]));
  const answer = preparsePolicySet(SET, { staticPolicies });
  if (answer.type !== 'success') throw new Error(JSON.stringify(answer));
}

const PARTIES = {
  principal: { type: 'Payer', id: 'a' },
  action: { type: 'Action', id: 'pay' },
  resource: { type: 'Payee', id: 'b' },
  preparsedPolicySetId: SET,
  entities: [],
};

/** Whether nothing objects. */
export function cedarAllows({ origin, destination, amount, tier, sent }: Payment): boolean {
  const context = { origin, destination, amount, tier, sent };
  const answer = statefulIsAuthorized({ ...PARTIES, context });
  if (answer.type !== 'success') throw new Error(JSON.stringify(answer));
  return answer.response.decision === 'allow';
}
