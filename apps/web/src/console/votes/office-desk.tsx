import { Button, NativeSelect } from '@mantine/core';
import type { GatesWork } from '@tallystick/wallet';
import { type ReactElement, useEffect, useState } from 'react';
import { GatesWaiting, useGatesWait } from '../../book/gates-wait.tsx';
import { needsOf } from '../../book/pipeline.ts';
import type { Proposal } from '../../book/proposal-page.tsx';
import { useSovereign } from '../../sovereign/founding.tsx';
import { useAnswer } from '../../sovereign/use-answer.ts';
import { useConsoleLanguage } from '../language.tsx';
import { OfficeSigning } from '../office-signing.tsx';
import { useOperator } from '../operator.tsx';

type Governed = Proposal & { readonly governance: string | null };

/** What offices can say of a proposal now, from here. */
export function OfficeDesk({
  proposal,
  again,
}: {
  proposal: Governed;
  again: () => void;
}): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.law.votes;
  const needs = needsOf(proposal, proposal.time);
  const approval = needs.find((need) => need.kind === 'approval');
  const isGates = needs.some(({ kind }) => kind === 'gates');
  const isAudit = needs.some(({ kind }) => kind === 'audits') && !isGates;
  return (
    <section className="card">
      <h2>{say.desk}</h2>
      {isGates && <RunGates id={proposal.id} again={again} />}
      {isAudit && <Audit proposal={proposal} />}
      {approval !== undefined && <Approve proposal={proposal} office={approval.office} />}
      {!isGates && !isAudit && approval === undefined && <p className="faded">{say.nothing}</p>}
    </section>
  );
}

function RunGates({ id, again }: { id: string; again: () => void }): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.law.votes;
  const { ask } = useOperator();
  const [ran, setRan] = useState<boolean | null>(null);
  const { state, wait, stop } = useGatesWait();
  // The report is the node's: nothing is lost when nobody waits for it.
  useEffect(() => stop, [stop]);
  const run = async (): Promise<void> => {
    setRan(null);
    const answer = await wait(async () => {
      const path = `/v1/rules/proposals/${id}/gates`;
      const asked = await ask<Partial<GatesWork>>(path, { method: 'POST' });
      if (!asked.ok || asked.value.before === undefined) return { done: asked.ok };
      const { before, runningMs = 0 } = asked.value;
      return { work: { before, runningMs } };
    });
    if (answer === null) return;
    setRan(answer.done);
    again();
  };
  return (
    <div className="stack">
      <div className="row">
        <Button onClick={() => void run()} loading={state.kind === 'waiting'}>
          {say.runGates}
        </Button>
        <a href={`/wallet/carry?gates=${id}`} target="_blank" rel="noopener">
          {say.carryGates}
        </a>
      </div>
      <GatesWaiting state={state} stop={stop} />
      {ran === true && <p role="status">{say.gatesRan}</p>}
      {ran === false && <p role="alert">{say.gatesFailed}</p>}
    </div>
  );
}

/** What the constitution says, in the bytes that were signed. */
function useSignedConstitution(): string | null {
  const { value } = useAnswer<{ signedConstitution: string }>('/v1/constitution');
  return value?.signedConstitution ?? null;
}

function Approve({ proposal, office }: { proposal: Governed; office: string }): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.law.votes;
  const signedConstitution = useSignedConstitution();
  const { id, name, governance } = proposal;
  return (
    <div className="stack">
      <h3>{say.approve(office)}</h3>
      <p className="faded">{say.approveMeans}</p>
      {signedConstitution !== null && (
        <OfficeSigning
          office={office}
          name={`${office}-${name}`}
          job={{
            kind: 'approval',
            proposal: id,
            name,
            office,
            says: { kind: 'approved' },
            signedConstitution,
            governance,
          }}
        />
      )}
    </div>
  );
}

function Audit({ proposal }: { proposal: Governed }): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.law.votes;
  const { founding } = useSovereign();
  const signedConstitution = useSignedConstitution();
  const governing = founding?.inForce?.governance ?? founding?.constitution.governance;
  const names = (governing?.offices ?? []).map(({ name }) => name);
  const [chosen, setChosen] = useState<string | null>(null);
  const [says, setSays] = useState<'agrees' | 'disagrees'>('agrees');
  const office = chosen ?? names[0] ?? '';
  const { id, name, governance, offices } = proposal;
  const report = offices.find(({ said }) => said === 'gates')?.report ?? '';
  return (
    <div className="stack">
      <h3>{say.audit}</h3>
      <NativeSelect
        label={say.auditOffice}
        data={names}
        value={office}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <NativeSelect
        label={say.audit}
        data={(['agrees', 'disagrees'] as const).map((value) => ({
          value,
          label: say.auditSays[value],
        }))}
        value={says}
        onChange={(event) => setSays(event.currentTarget.value as typeof says)}
      />
      {signedConstitution !== null && (
        <OfficeSigning
          key={`${office}${says}`}
          office={office}
          name={`${office}-${name}-audit`}
          job={{
            kind: 'approval',
            proposal: id,
            name,
            office,
            says: { kind: 'audit', report, agrees: says === 'agrees' },
            signedConstitution,
            governance,
          }}
        />
      )}
    </div>
  );
}
