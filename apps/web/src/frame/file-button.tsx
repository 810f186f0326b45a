import type { ReactElement } from 'react';

/** A native field for one file, as wide as what it says. */
export function FileButton({
  label,
  accept,
  take,
}: {
  label: string;
  accept: string;
  take: (file: File) => Promise<void> | void;
}): ReactElement {
  return (
    <label className="stack-tight">
      <span className="small">{label}</span>
      <input
        type="file"
        accept={accept}
        onChange={(event) => {
          const { currentTarget } = event;
          const file = currentTarget.files?.[0];
          // The same file can be taken again.
          if (file !== undefined)
            void Promise.resolve(take(file)).then(() => (currentTarget.value = ''));
        }}
      />
    </label>
  );
}
