import { type ReactElement, useState } from 'react';
import { Face } from './face.tsx';
import { useWalletLanguage } from './language.tsx';
import { nameOf } from './name-of.ts';
import { type Counterparty, TREASURY } from './people.ts';

/** As many faces are shown before somebody asks for all. */
const FIRST = 12;

/** Chooses one of those who appear in the history, by face and name; choosing them again chooses everybody. */
export function PersonFilter({
  people,
  who,
  choose,
}: {
  people: readonly Counterparty[];
  /** Empty for everybody. */
  who: string;
  choose: (who: string) => void;
}): ReactElement | null {
  const { words } = useWalletLanguage();
  const [isWhole, setWhole] = useState(false);
  const say = words.wallet.statement.person;
  const called = useNameOf();
  if (people.length < 2) return null;
  const shown = people.filter((one, i) => isWhole || i < FIRST || one.who === who);
  return (
    <div className="people not-printed" role="group" aria-label={say.title}>
      {shown.map((one) => (
        <button
          key={one.who}
          type="button"
          className="people-one"
          aria-pressed={one.who === who}
          onClick={() => choose(one.who === who ? '' : one.who)}
        >
          <Face of={one.who} name={called(one).replace(/^@/, '')} />
          <span className="wrap-anywhere">{called(one)}</span>
        </button>
      ))}
      {shown.length < people.length && (
        <button type="button" className="plain-button" onClick={() => setWhole(true)}>
          {say.all(people.length)}
        </button>
      )}
    </div>
  );
}

/** `@ada`, the treasury, or a short address. */
export function useNameOf(): (one: Counterparty) => string {
  const { words } = useWalletLanguage();
  return ({ who, handle }) => {
    if (who === TREASURY) return words.wallet.entries.treasury;
    return nameOf(handle, who);
  };
}
