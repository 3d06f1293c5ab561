module.exports = {
  rules: {
    // These run in Node, by its own test runner; the package around them is for browsers.
    'no-restricted-imports': 'off',
  },
};
