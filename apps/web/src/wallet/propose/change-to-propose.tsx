import { TextInput } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { ChangeAnalysed } from '../../drafting/changes/change-analysed.tsx';
import type { ChangeDraft } from '../../drafting/changes/messages.ts';
import { useWalletLanguage } from '../language.tsx';
import { ProposeNow } from './propose-now.tsx';

const NO_ALARMS: readonly string[] = [];

/** A change of the constitution: from when, a last look at what its bytes say, and whether the gates would let it pass. */
export function ChangeToPropose({ change }: { change: ChangeDraft }): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.propose;
  // Said once: proposed again after a fault it has to be the same proposal.
  const [day, setDay] = useState(() => new Date().toISOString().slice(0, 10));
  const from = Date.parse(day);
  return (
    <>
      <TextInput
        type="date"
        label={say.from}
        description={say.dates}
        value={day}
        onChange={(event) => setDay(event.currentTarget.value)}
      />
      {!Number.isNaN(from) && (
        <section className="stack">
          <h2>{say.lastLook}</h2>
          <ChangeAnalysed change={change} from={from} say={say.report}>
            {(proposal) => <ProposeNow proposal={proposal} alarms={NO_ALARMS} />}
          </ChangeAnalysed>
        </section>
      )}
    </>
  );
}
