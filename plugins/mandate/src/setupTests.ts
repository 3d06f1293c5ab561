import '@testing-library/jest-dom';

// Rendering a whole test app takes seconds on a busy machine; conditions are awaited, so a passing test is not slower.
jest.setTimeout(30_000);
