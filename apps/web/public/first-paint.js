// Before anything is painted: light or dark, and the language and its direction, as chosen here before.
(() => {
  const root = document.documentElement;
  let scheme = null;
  let language = null;
  try {
    scheme = localStorage.getItem('mantine-color-scheme-value');
    language = localStorage.getItem('tallystick-language');
  } catch {
    // A browser that keeps nothing.
  }
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  if (scheme !== 'light' && scheme !== 'dark') scheme = dark ? 'dark' : 'light';
  root.setAttribute('data-mantine-color-scheme', scheme);
  if (language === null) return;
  root.lang = language;
  root.dir = language === 'ar' ? 'rtl' : 'ltr';
})();
