import { Button, TextInput, Textarea } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useConsoleLanguage } from '../language.tsx';

/** One more, by its name and the public text that it is known by. */
export function AddNamed({
  title,
  name: nameLabel,
  text: textLabel,
  means,
  add,
}: {
  title: string;
  name: string;
  text: string;
  means: string;
  add: (name: string, text: string) => void;
}): ReactElement {
  const { words } = useConsoleLanguage();
  const [name, setName] = useState('');
  const [text, setText] = useState('');
  const take = (): void => {
    add(name, text);
    setName('');
    setText('');
  };
  return (
    <fieldset className="plain-fieldset stack">
      <legend>{title}</legend>
      <TextInput
        label={nameLabel}
        autoComplete="off"
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <Textarea
        label={textLabel}
        description={means}
        rows={4}
        spellCheck={false}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <div>
        <Button variant="light" disabled={name.trim() === '' || text.trim() === ''} onClick={take}>
          {words.console.changes.addIt}
        </Button>
      </div>
    </fieldset>
  );
}
