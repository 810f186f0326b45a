import type { ReactElement } from 'react';
import { useLanguage } from '../frame/language.tsx';
import type { ProposalShown } from '../sovereign/answers.ts';
import { type Need, type Step, needsOf, stepsOf } from './pipeline.ts';

/** A proposal's way from its first day to force, and what is needed next, by whom and until when. */
export function Pipeline({
  proposal,
}: {
  proposal: ProposalShown & { readonly time: number };
}): ReactElement {
  const { words } = useLanguage();
  const say = words.pipeline;
  const { lane, procedure, alarms, time } = proposal;
  const needs = needsOf(proposal, time);
  return (
    <section className="stack">
      {lane === 'emergency' && (
        <p className="callout callout-waiting">
          {words.votes.emergencyMeans(procedure.office ?? '')}
        </p>
      )}
      <ol className="timeline" aria-label={say.title}>
        <li data-state="past">
          <strong>{say.proposed}</strong>
        </li>
        {stepsOf(proposal, time).map((step) => (
          <StepShown key={step.name} step={step} isEmergency={lane === 'emergency'} />
        ))}
      </ol>
      <div className="card next-needed">
        <h2>{say.next}</h2>
        <ul className="stack-tight">
          {needs.map((need) => (
            <li key={need.kind} data-need={need.kind}>
              <NeedShown need={need} />
            </li>
          ))}
        </ul>
        {alarms.length > 0 && (
          <div className="small">
            <span className="faded">{say.alarms}</span>
            <ul className="conditions" lang="en" dir="ltr">
              {alarms.map((alarm) => (
                <li key={alarm}>{alarm}</li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </section>
  );
}

function StepShown({ step, isEmergency }: { step: Step; isEmergency: boolean }): ReactElement {
  const { words, moment } = useLanguage();
  const say = words.pipeline;
  const { name, at, state } = step;
  const when =
    at === null ? say.ifCarried : name === 'active' ? say.from(moment(at)) : say.until(moment(at));
  return (
    <li data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
      <strong>{name === 'voting' && isEmergency ? say.deciding : say.steps[name]}</strong>
      <span className="faded small">{state === 'none' ? say.states.none : when}</span>
      <span className="only-heard">{say.states[state]}</span>
    </li>
  );
}

function NeedShown({ need }: { need: Need }): ReactElement {
  const { words, moment, number } = useLanguage();
  const say = words.pipeline;
  switch (need.kind) {
    case 'in-force':
      return <>{say.needs.inForce}</>;
    case 'withdrawn':
      return <>{say.needs.withdrawn}</>;
    case 'failed':
      return <>{say.failed[need.reason] ?? say.failedOtherwise}</>;
    case 'audits':
      return <>{say.needs.audits(number(need.left), moment(need.until))}</>;
    case 'approval':
      return <>{say.needs.approval(need.office, moment(need.until))}</>;
    case 'gates':
    case 'votes':
    case 'comments':
    case 'ends':
    case 'waits':
    case 'opens':
      return <>{say.needs[need.kind](moment(need.until))}</>;
  }
}
