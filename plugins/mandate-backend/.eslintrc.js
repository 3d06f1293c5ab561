module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  overrides: [
    {
      // What several tests share; it is never part of the package.
      files: ['src/**/testing/**', 'bench/**'],
      rules: { '@backstage/no-undeclared-imports': 'off' },
    },
    {
      files: ['src/**/*.test.ts'],
      rules: {
        'jest/expect-expect': [
          'error',
          { assertFunctionNames: ['expect', 'expect*', 'fc.assert'] },
        ],
      },
    },
  ],
});
