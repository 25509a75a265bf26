// yargs imports these two, which hold but for a mistake in how it is called; loading `node:assert` costs a twentieth of a run.
exports.notStrictEqual = (actual, expected, message) => {
  if (Object.is(actual, expected)) require("node:assert").notStrictEqual(actual, expected, message);
};
exports.strictEqual = (actual, expected, message) => {
  if (!Object.is(actual, expected)) require("node:assert").strictEqual(actual, expected, message);
};
