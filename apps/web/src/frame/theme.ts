import { type MantineThemeOverride, createTheme } from '@mantine/core';

/** Ten steps of the one colour, light to dark; theme.css gives each its variable. */
const GREEN = [
  '#edf6f1',
  '#d9ebe1',
  '#b3d6c4',
  '#8ac0a6',
  '#67ad8c',
  '#4d9f7a',
  '#2f8561',
  '#1d5c45',
  '#174d39',
  '#103a2b',
] as const;

export const theme: MantineThemeOverride = createTheme({
  primaryColor: 'tally',
  primaryShade: { light: 7, dark: 4 },
  colors: { tally: GREEN },
  autoContrast: true,
  cursorType: 'pointer',
  respectReducedMotion: true,
  defaultRadius: 'md',
});
