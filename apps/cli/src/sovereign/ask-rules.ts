import type { MayAnswer, TypedQuery } from '@tallystick/rules';
import { usage } from '../stop.ts';
import { readAnswer } from './public-sovereign.ts';

/** "May I?", asked of a running sovereign: its own word, which whoever has its rules can compute again. */
export async function askRules(url: string, { ...typed }: TypedQuery): Promise<MayAnswer> {
  const query = new URLSearchParams(typed);
  const base = url.replace(/\/+$/, '');
  const answer = await readAnswer(base, `/v1/rules/query?${query.toString()}`, [400]);
  if (typeof answer['detail'] === 'string') throw usage(answer['detail']);
  return answer as unknown as MayAnswer;
}
