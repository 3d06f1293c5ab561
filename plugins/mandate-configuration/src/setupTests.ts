import '@testing-library/jest-dom';

// Rendering a whole test app takes seconds on a busy machine; conditions are awaited, so a passing test is not slower.
jest.setTimeout(30_000);

// jsdom has no layout, and no rectangles of ranges, which CodeMirror measures text by.
Range.prototype.getClientRects = () =>
  document.createElement('span').getClientRects();
