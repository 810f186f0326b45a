import type { Lane } from '@tallystick/protocol';
import { type ReactElement, useEffect } from 'react';
import { Difference } from '../../book/difference.tsx';
import { RuleLines } from '../../book/rule-lines.tsx';
import { useJob } from '../../drafting/desk.ts';
import type { FreezeDrafted as Drafted } from '../../drafting/freezes/messages.ts';
import { ReportShown } from '../../drafting/report-shown.tsx';
import { HandOver } from '../hand-over.tsx';
import { useConsoleLanguage } from '../language.tsx';

/** The draft of a list's next version: what it changes, who decides and when, what the gates would say, and the way to a proposal. */
export function FreezeDrafted({
  list,
  lane,
  drafted: { text, version, entries, before, procedure, opens, freshUntil },
}: {
  list: string;
  lane: Lane;
  drafted: Drafted;
}): ReactElement {
  const { words, number, moment } = useConsoleLanguage();
  const { freezes: say, rules: room } = words.console;
  const { news, start } = useJob();
  useEffect(() => start({ kind: 'analyse', text, lane }), [text, lane, start]);
  const analysed = news?.kind === 'analysed' ? news.analysed : null;
  const isSound =
    analysed !== null &&
    analysed.verdict !== 'failed' &&
    (lane === 'ordinary' || analysed.verdict === 'tightens');
  return (
    <section className="stack">
      <h3>{say.drafted(list, number(version))}</h3>
      {before === null ? (
        <RuleLines text={text} />
      ) : (
        <>
          <p className="faded">{say.difference}</p>
          <Difference older={before} newer={text} />
        </>
      )}
      <ul className="conditions">
        <li>{entries === 0 ? say.nobody : say.names(number(entries))}</li>
        <Deciders procedure={procedure} lane={lane} />
        {lane === 'ordinary' && <li>{say.opens(moment(opens))}</li>}
        <li>{words.lists.fresh(moment(freshUntil))}</li>
      </ul>
      <h3>{room.analysis.title}</h3>
      {news === null && <p role="status">{room.analysis.running}</p>}
      {news?.kind === 'unreachable' && <p role="alert">{room.unreachable}</p>}
      {analysed !== null && <ReportShown analysed={analysed} say={room.report} />}
      <HandOver draft={{ kind: 'text', text, lane }} isSound={isSound} lead={say.propose}>
        <p className="faded small">{say.afterwards}</p>
      </HandOver>
    </section>
  );
}

function Deciders({
  procedure: { electorate, office, audits, emergencyMs },
  lane,
}: {
  procedure: Drafted['procedure'];
  lane: Lane;
}): ReactElement {
  const { words, number, duration } = useConsoleLanguage();
  const say = words.console.freezes.decides;
  if (lane === 'emergency') return <li>{say.emergency(office ?? '', duration(emergencyMs))}</li>;
  return (
    <>
      <li>
        {electorate !== null && office !== null && say.both(electorate, office)}
        {electorate !== null && office === null && say.people(electorate)}
        {electorate === null && say.office(office ?? '')}
      </li>
      {audits > 0 && <li>{say.audits(number(audits))}</li>}
    </>
  );
}
