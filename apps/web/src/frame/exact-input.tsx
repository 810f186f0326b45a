import { TextInput, type TextInputProps } from '@mantine/core';
import type { ReactElement } from 'react';

/** For what counts to the letter, such as a name or an address: no keyboard and no browser mends or suggests it. */
export function ExactInput(props: TextInputProps): ReactElement {
  return <TextInput autoCapitalize="none" autoComplete="off" spellCheck={false} {...props} />;
}
