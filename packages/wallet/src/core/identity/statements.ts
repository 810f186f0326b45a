import { MAX_KEYS, type Statement } from '@tallystick/protocol';
import type { Context } from '../context.ts';
import { stop } from '../stop.ts';
import type { IdentityChange } from '../wallet-types.ts';
import { enrolment } from './enrol.ts';

/** The statement on the identity's chain that makes a change. */
export function statementOf(context: Context, change: IdentityChange): Statement {
  switch (change.kind) {
    case 'add-device':
      return enrolment(change.request);
    case 'revoke-device':
      return { kind: 'revoke-device', ordinal: change.ordinal };
    case 'policy':
      return policyOf(context, change.threshold);
  }
}

/** The identity's policy with another threshold. */
export function policyOf({ identity }: Context, threshold: number): Statement {
  const devices = identity?.view.devices.filter(({ status }) => status === 'active').length ?? 0;
  if (!Number.isInteger(threshold) || threshold < 1 || threshold > Math.min(devices, MAX_KEYS)) {
    const message = `Between 1 and all ${devices} active devices can be asked to sign.`;
    return stop('usage', 'bad-threshold', message);
  }
  const recovery = identity?.view.policy.recovery ?? null;
  return { kind: 'policy', policy: { threshold, recovery } };
}
