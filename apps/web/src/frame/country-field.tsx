import { NativeSelect } from '@mantine/core';
import { type ReactElement, useMemo } from 'react';
import { useLanguage } from './language.tsx';
import { useIdle } from './when-idle.ts';

/**
 * Where one of all countries is chosen, by its two letters, which stand there until the page has time for names. A letter typed
 * beside it draws none of them again.
 */
export function CountryField({
  label,
  description,
  value,
  choose,
}: {
  label: string;
  description?: string;
  value: string;
  choose: (country: string) => void;
}): ReactElement {
  const { countries } = useLanguage();
  const isIdle = useIdle();
  const options = useMemo(() => {
    const shown = isIdle ? countries() : [{ value, label: value }];
    return shown.map((one) => (
      <option key={one.value} value={one.value}>
        {one.label}
      </option>
    ));
  }, [isIdle, countries, isIdle || value]);
  return (
    <NativeSelect
      label={label}
      description={description}
      value={value}
      onChange={(event) => choose(event.currentTarget.value)}
    >
      {options}
    </NativeSelect>
  );
}
