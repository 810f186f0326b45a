import { type Governance, type Office } from '@tallystick/protocol';
import { expect, it } from 'vitest';
import { Desk } from '../../testing/desk.ts';
import { governedConstitution, OFFICES, signaturesOf, speak } from '../../testing/governance.ts';
import { answerDueAt, countAppeals, readAppeal } from '../read.ts';

const NOTE = new Uint8Array(32).fill(7);

it('an appeal that nobody answers is overdue after thirty days, and nothing else follows', () => {
  const desk = new Desk(governedConstitution());
  const [ada, ben] = [desk.person(), desk.person()];
  const said = { kind: 'appeal', decision: NOTE, note: NOTE } as const;
  const built = speak(ada, said);
  desk.must(built);
  desk.must(speak(ada, said));
  const counted = (): number[] => {
    const { open, overdue } = countAppeals({ ...desk.state, header: desk.header });
    return [open, overdue];
  };
  desk.wait(30 * 86_400_000);
  const appeal = readAppeal(desk.state, built.id);
  expect(appeal && answerDueAt(appeal)).toBe(desk.header.time);
  expect(counted()).toEqual([2, 0]);
  desk.wait(1);
  expect(counted()).toEqual([2, 2]);
  const { offices } = desk.constitution.governance as Governance;
  const signatures = signaturesOf(offices[OFFICES.appeals] as Office, NOTE, 'answer');
  const answer = { kind: 'answer', appeal: built.id, exemption: null, signatures } as const;
  expect(desk.outcome(speak(ben, { ...answer, outcome: 'upheld' }))).toBe('admitted');
  expect(counted()).toEqual([1, 1]);
});
