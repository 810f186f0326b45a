import './stopped.css';
import type { DecisionView, Explained } from '@tallystick/wallet';
import type { ReactElement } from 'react';
import { ConditionList } from '../../book/condition-list.tsx';
import { RuleLines } from '../../book/rule-lines.tsx';
import { TickSign } from '../../frame/signs.tsx';
import { Waiting } from '../../frame/states.tsx';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { useCall } from '../use-call.ts';
import { readRequirement, requirementText } from './requirement.ts';

/** Which rule stopped a payment, its text, and what it asks for; looked up and decided again in this browser. */
export function WhyStopped({ decision }: { decision: string }): ReactElement {
  const { value, failure } = useCall('explain', decision);
  if (value !== null) return <Why explained={value} />;
  return failure === null ? <Waiting /> : <FailureNotice failure={failure} />;
}

function Why({ explained }: { explained: Explained }): ReactElement {
  const { words, day } = useWalletLanguage();
  const say = words.wallet.stopped;
  const { clauses, conditions, requirements, rule } = explained;
  return (
    <>
      <section className="stack">
        <h2>{say.why}</h2>
        {rule === null && <p>{say.nobodyTells}</p>}
        {rule === 'missing-fact' && <p>{say.missingFact}</p>}
        {clauses.map(({ code, title, source, module, version, since, text }) => (
          <article key={code} className="card">
            <strong>{say.byRule(code, title)}</strong>
            {source !== null && <span className="faded small">{say.source(source)}</span>}
            <span className="faded small">{say.since(day(since), module, version)}</span>
            <RuleLines text={text} />
          </article>
        ))}
      </section>
      <Asked requirements={requirements} />
      {conditions.length > 0 && (
        <section className="stack">
          <h2>{say.wouldPass}</h2>
          <ConditionList conditions={conditions} />
        </section>
      )}
      <Proof explained={explained} />
    </>
  );
}

/** What would lift a hold, in words. */
function Asked({ requirements }: Pick<DecisionView, 'requirements'>): ReactElement | null {
  const { words } = useWalletLanguage();
  const say = words.wallet.stopped;
  if (requirements.length === 0) return null;
  return (
    <section className="stack">
      <h2>{say.asks}</h2>
      <ul className="plain-list">
        {requirements.map((one) => (
          <li key={one}>{requirementText(readRequirement(one), say)}</li>
        ))}
      </ul>
    </section>
  );
}

/** Whether the same answer comes out here, and by whose word the rules are those in force. */
function Proof({ explained }: { explained: Explained }): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.stopped;
  const { replay, proven, rulebook, decision } = explained;
  const tone = replay === 'same' ? 'good' : replay === 'differs' ? 'bad' : 'waiting';
  return (
    <section className="stack">
      <h2>{say.proof}</h2>
      <div className={`callout callout-${tone}`}>
        <p className={replay === 'same' ? 'verdict' : undefined}>
          {replay === 'same' && <TickSign />}
          <span>{say.replays[replay]}</span>
        </p>
        {replay !== 'no-rulebook' && (
          <p className="small faded">{proven ? say.proven : say.unproven}</p>
        )}
      </div>
      <dl className="facts small">
        <dt>{say.decision}</dt>
        <dd>
          <code className="wrap-anywhere">{decision}</code>
        </dd>
        <dt>{say.rulebook}</dt>
        <dd>
          <code className="wrap-anywhere">{rulebook}</code>
        </dd>
      </dl>
    </section>
  );
}
