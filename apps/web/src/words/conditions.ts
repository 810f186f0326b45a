import type { CodedCondition, ConditionCode, ConditionData } from '@tallystick/rules';
import type { Formats } from '../frame/formats.ts';

/**
 * What a language says of each condition of an answer to "may I?", as a sentence of its own. English
 * has none: conditions come with English words.
 */
export type ConditionSentences = {
  readonly [C in ConditionCode]: (data: ConditionData<C>, write: Formats) => string;
};

export function sayCondition(
  { code, data }: CodedCondition,
  sentences: ConditionSentences,
  write: Formats,
): string {
  const say = sentences[code] as (data: CodedCondition['data'], write: Formats) => string;
  return say(data, write);
}
