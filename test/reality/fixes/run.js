// Really builds the fixes; the arguments are names of cases and examples.
process.exitCode = require("./engines")(process.argv.slice(2));
