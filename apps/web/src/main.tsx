import '@mantine/core/styles/baseline.css';
import '@mantine/core/styles/default-css-variables.css';
import '@mantine/core/styles/global.css';
import '@mantine/core/styles/UnstyledButton.css';
import '@mantine/core/styles/Button.css';
import '@mantine/core/styles/Loader.css';
import '@mantine/core/styles/Input.css';
import './frame/theme.css';
import './frame/layout.css';
import './frame/shell.css';
import './book/book.css';
import { MantineProvider } from '@mantine/core';
import { createRoot } from 'react-dom/client';
import { LanguageProvider } from './frame/language.tsx';
import { Mishap } from './frame/mishap.tsx';
import { Pages } from './frame/pages.tsx';
import { keepPages } from './frame/keep-pages.ts';
import { theme } from './frame/theme.ts';
import { SovereignProvider } from './sovereign/founding.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('the document has no place for the pages');
// Mantine's own style elements are off: what they would say stands in theme.css, and the policy allows no inline style.
createRoot(root).render(
  <MantineProvider
    theme={theme}
    defaultColorScheme="auto"
    withCssVariables={false}
    withStaticClasses={false}
    withGlobalClasses={false}
  >
    <LanguageProvider>
      <Mishap>
        <SovereignProvider>
          <Pages />
        </SovereignProvider>
      </Mishap>
    </LanguageProvider>
  </MantineProvider>,
);
// Where a sovereign is founded there is none yet whose pages could be kept.
if (location.pathname !== '/found') keepPages();
