module.exports = {
  rules: {
    // These run in Node; the package around them is for browsers.
    'no-restricted-imports': 'off',
    '@backstage/no-mixed-plugin-imports': 'off',
  },
};
