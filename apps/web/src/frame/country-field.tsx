import { NativeSelect } from '@mantine/core';
import { type ReactElement, useEffect, useMemo, useState } from 'react';
import { useLanguage } from './language.tsx';
import { whenIdle } from './when-idle.ts';

/**
 * Where one of all countries is chosen, by its two letters. The page is there before the names of the other ones are, and a
 * letter typed beside it draws none of them again.
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
  const { country, countries } = useLanguage();
  const [isWhole, setWhole] = useState(false);
  useEffect(() => whenIdle(() => setWhole(true)), []);
  const options = useMemo(() => {
    const shown = isWhole ? countries() : [{ value, label: country(value) }];
    return shown.map((one) => (
      <option key={one.value} value={one.value}>
        {one.label}
      </option>
    ));
  }, [isWhole, countries, country, isWhole || value]);
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
