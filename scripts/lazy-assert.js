// yargs imports these two for what a run rarely does; loading `node:assert` costs a twentieth of a run.
exports.notStrictEqual = (...values) => require("node:assert").notStrictEqual(...values);
exports.strictEqual = (...values) => require("node:assert").strictEqual(...values);
