import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { Lane } from '@tallystick/protocol';
import { type FormEvent, type ReactElement, useState } from 'react';
import { useJob } from '../../drafting/desk.ts';
import type { FreezeDraft } from '../../drafting/freezes/messages.ts';
import type { IdentityShown } from '../../sovereign/answers.ts';
import { useConsoleLanguage } from '../language.tsx';
import { FreezeDrafted } from './freeze-drafted.tsx';

const NEW = '';
const FIRST_NAME = 'FROZEN';
/** A quarter: long enough that nobody has to hurry for the next version. */
const USUAL_DAYS = '90';

interface Typed {
  /** Empty: a new one. */
  readonly list: string;
  readonly name: string;
  readonly lane: Lane;
  readonly days: string;
}

/** Which list, decided how: then the draft of its next version, which a wallet proposes. */
export function FreezeForm({
  does,
  identity: { identity, address, handle },
  lists,
  cancel,
}: {
  does: FreezeDraft['does'];
  identity: IdentityShown;
  /** Of which to choose. */
  lists: readonly string[];
  cancel: () => void;
}): ReactElement {
  const { words } = useConsoleLanguage();
  const { form: say, faults } = words.console.freezes;
  const { isRunning, news, start } = useJob();
  // What was there first: lists that come meanwhile change nothing under somebody's hands.
  const [offered] = useState(lists);
  const [typed, setTyped] = useState<Typed>({
    list: offered[0] ?? NEW,
    name: FIRST_NAME,
    lane: 'ordinary',
    days: USUAL_DAYS,
  });
  const [asked, setAsked] = useState<FreezeDraft | null>(null);
  const draft: FreezeDraft = {
    does,
    list: typed.list === NEW ? typed.name.trim() : typed.list,
    party: identity,
    lane: typed.lane,
    freshDays: /^\d{1,4}$/.test(typed.days.trim()) ? Number(typed.days) : NaN,
  };
  const go = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(draft);
    start({ kind: 'freeze', draft });
  };
  const isCurrent = JSON.stringify(asked) === JSON.stringify(draft);
  const answer = isCurrent && news?.kind === 'frozen' ? news.answer : null;
  const who = handle === null ? address : `@${handle}`;
  return (
    <div className="card" data-freeze={does}>
      <h3 className="wrap-anywhere">{say.titles[does](who)}</h3>
      <p>{say.means}</p>
      <form className="stack" onSubmit={go}>
        <Fields does={does} offered={offered} typed={typed} change={setTyped} />
        <div className="row">
          <Button type="submit" loading={isRunning}>
            {say.draft}
          </Button>
          <Button variant="subtle" onClick={cancel}>
            {say.cancel}
          </Button>
          {isRunning && <span role="status">{say.drafting}</span>}
        </div>
      </form>
      {news?.kind === 'unreachable' && <p role="alert">{words.console.rules.unreachable}</p>}
      {answer?.ok === false && (
        <p className="callout callout-bad" role="alert">
          {faults[answer.fault]}
        </p>
      )}
      {answer?.ok === true && (
        <FreezeDrafted
          key={answer.drafted.text}
          list={draft.list}
          lane={draft.lane}
          drafted={answer.drafted}
        />
      )}
    </div>
  );
}

function Fields({
  does,
  offered,
  typed,
  change,
}: {
  does: FreezeDraft['does'];
  offered: readonly string[];
  typed: Typed;
  change: (typed: Typed) => void;
}): ReactElement {
  const { words } = useConsoleLanguage();
  const { form: say } = words.console.freezes;
  return (
    <>
      {offered.length > 0 && (
        <NativeSelect
          label={say.list}
          data={[...offered, ...(does === 'freeze' ? [{ value: NEW, label: say.another }] : [])]}
          value={typed.list}
          onChange={({ currentTarget }) => change({ ...typed, list: currentTarget.value })}
        />
      )}
      {typed.list === NEW && (
        <TextInput
          label={say.name}
          description={say.nameMeans}
          autoComplete="off"
          maxLength={40}
          value={typed.name}
          onChange={({ currentTarget }) =>
            change({ ...typed, name: currentTarget.value.toUpperCase() })
          }
        />
      )}
      {does === 'release' ? (
        <p className="faded">{say.onlyOrdinary}</p>
      ) : (
        <NativeSelect
          label={say.lane}
          data={(['ordinary', 'emergency'] as const).map((value) => ({
            value,
            label: say.lanes[value],
          }))}
          value={typed.lane}
          onChange={({ currentTarget }) => change({ ...typed, lane: currentTarget.value as Lane })}
        />
      )}
      {typed.lane === 'ordinary' && (
        <TextInput
          label={say.days}
          description={say.daysMean}
          inputMode="numeric"
          value={typed.days}
          onChange={({ currentTarget }) => change({ ...typed, days: currentTarget.value })}
        />
      )}
    </>
  );
}
