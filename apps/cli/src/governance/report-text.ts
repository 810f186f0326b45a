import type { GatesReport } from '@tallystick/rules';

type Finding = GatesReport['findings'][number];

/** What is told of a report. */
export type GatesFound = Pick<
  GatesReport,
  'mistakes' | 'differences' | 'overruled' | 'undecided' | 'findings' | 'examples' | 'leftOut'
>;

const CHANGES: readonly (readonly [kind: string, heading: string])[] = [
  ['newly-allowed', 'It newly allows:'],
  ['newly-held', 'It newly holds:'],
  ['newly-refused', 'It newly refuses:'],
];

/** What the gates found, a line each: mistakes first, then what would be decided otherwise. */
export function reportText(report: GatesFound): string[] {
  const { mistakes, differences, overruled, undecided, findings, examples, leftOut } = report;
  const wrong = mistakes.map(({ line, column, message, code }) => {
    const place = line === 0 ? '' : `${line}:${column}: `;
    return `${place}${message} [${code}]`;
  });
  if (wrong.length > 0) return wrong;
  const changed = CHANGES.flatMap(([kind, heading]) =>
    section(
      heading,
      differences.filter((one) => one.kind === kind),
    ),
  );
  return [
    ...(changed.length === 0 ? ['No payment is decided differently.'] : changed),
    ...section('A global rule forbids what it lets go:', overruled),
    ...section('Not decided within the steps allowed:', undecided),
    ...section('Also:', findings),
    ...(leftOut > 0 ? [`${leftOut} more of the same kinds are left out.`] : []),
    `${examples} worked ${examples === 1 ? 'example holds' : 'examples hold'}.`,
  ];
}

function section(heading: string, found: readonly Finding[]): string[] {
  if (found.length === 0) return [];
  return [heading, ...found.flatMap(lines)];
}

function lines({ message, witness }: Finding): string[] {
  return witness === null ? [`  ${message}`] : [`  ${message}`, `    for example ${witness}`];
}

/** What is proposed, word for word, and what its gates found; `found` is undefined where nobody has asked them. */
export function proposedText(text: string | null, found: GatesFound | undefined): string[] {
  const told = found === undefined ? ['Nobody has asked the gates here yet.'] : reportText(found);
  return [
    ...(text === null ? [] : ['What is proposed:', indented(text)]),
    'What the gates found:',
    indented(told.join('\n')),
  ];
}

/** Anybody may propose anything: what moves a terminal's cursor is not shown. */
function indented(text: string): string {
  return text
    .trimEnd()
    .replaceAll(/[^\P{Cc}\n]/gu, '\uFFFD')
    .replaceAll(/^(?=.)/gm, '  ');
}
