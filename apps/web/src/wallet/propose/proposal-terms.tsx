import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { Lane } from '@tallystick/protocol';
import { type ReactElement, useState } from 'react';
import { useJob } from '../../drafting/desk.ts';
import { ReportShown } from '../../drafting/report-shown.tsx';
import { forceOf, withForce } from '../../drafting/with-force.ts';
import { useWalletLanguage } from '../language.tsx';
import { ProposeNow } from './propose-now.tsx';

/** As `parseAlarm` reads them; the process that proposes reads them once more. */
const ALARM =
  /^(?:[A-Z0-9-]+ )?(?:refused|held|stopped): more than \d{2,9} (?:of the last \d{2,4}|within \d{1,3} hours?)$/;
const MOST_ALARMS = 8;
const DAY = /^\d{4}-\d\d-\d\d$/;

/** When a text is to be in force and how it is decided; then a last look, with what the gates will say. */
export function ProposalTerms({
  text,
  meant,
  setText,
}: {
  text: string;
  /** How whoever drafted it meant it to be decided. */
  meant: Lane;
  setText: (text: string) => void;
}): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.propose;
  const [lane, setLane] = useState<Lane>(meant);
  const [typed, setTyped] = useState('');
  const { isRunning, news, start, stop } = useJob();
  const [looked, setLooked] = useState('');
  const force = forceOf(text);
  const alarms = typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const bad = alarms.find((line, index) => !ALARM.test(line) || index >= MOST_ALARMS);
  const state = JSON.stringify([text, lane]);
  const look = (): void => {
    setLooked(state);
    start({ kind: 'analyse', text, lane });
  };
  const isCurrent = looked === state;
  const analysed = isCurrent && news?.kind === 'analysed' ? news.analysed : null;
  return (
    <section className="stack">
      <TextInput
        type={DAY.test(force.from) ? 'date' : 'text'}
        label={say.from}
        value={force.from}
        onChange={(event) =>
          setText(withForce(text, { ...force, from: event.currentTarget.value }))
        }
      />
      <TextInput
        type={force.until === '' || DAY.test(force.until) ? 'date' : 'text'}
        label={say.until}
        value={force.until}
        onChange={(event) =>
          setText(withForce(text, { ...force, until: event.currentTarget.value }))
        }
      />
      <p className="faded small">{say.dates}</p>
      <NativeSelect
        label={say.lane}
        data={(['ordinary', 'emergency'] as const).map((value) => ({
          value,
          label: say.lanes[value],
        }))}
        value={lane}
        onChange={(event) => setLane(event.currentTarget.value as Lane)}
      />
      <label className="stack-tight">
        <span>{say.alarms}</span>
        <textarea
          className="typed-lines"
          lang="en"
          dir="ltr"
          rows={2}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <span className="faded small">{say.alarmsMean}</span>
      </label>
      {bad !== undefined && <p role="alert">{say.badAlarm(bad)}</p>}
      <div className="row">
        <Button onClick={look} loading={isRunning} disabled={bad !== undefined}>
          {say.look}
        </Button>
        {isRunning && (
          <>
            <span role="status">{say.looking}</span>
            <Button variant="light" onClick={stop}>
              {say.stop}
            </Button>
          </>
        )}
      </div>
      {news?.kind === 'unreachable' && <p role="alert">{words.states.failed.offline}</p>}
      {analysed !== null && (
        <section className="stack">
          <h2>{say.lastLook}</h2>
          <ReportShown analysed={analysed} say={say.report} />
          {lane === 'emergency' && analysed.verdict === 'passed' ? (
            <p className="callout callout-bad">{say.loose}</p>
          ) : (
            analysed.verdict !== 'failed' && (
              <ProposeNow proposal={analysed.proposal} alarms={alarms} />
            )
          )}
        </section>
      )}
    </section>
  );
}
