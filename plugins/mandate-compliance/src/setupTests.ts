import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Rendering a whole test app takes seconds on a busy machine, and so does what comes next, for which the usual second is too
// short. Conditions are awaited, so a passing test is not slower.
jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 20_000 });
