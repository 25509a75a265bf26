// yargs imports these two, which hold but where it is called wrongly, and where no package.json stands above the working directory: that it
// catches. `node:assert` costs a twentieth of a run to load, so what they throw is a plain error.
exports.notStrictEqual = (actual, expected, message) => {
  if (Object.is(actual, expected)) throw fault(message);
};
exports.strictEqual = (actual, expected, message) => {
  if (!Object.is(actual, expected)) throw fault(message);
};

const fault = (message) =>
  message instanceof Error ? message : new Error(message ?? "yargs was called wrongly");
