/** The tests of the HTML page in a real browser: `npm run test:page`. @type {import("jest").Config} */
module.exports = {
  ...require("../../jest.config"),
  rootDir: "../..",
  roots: ["<rootDir>/test/page"],
  testPathIgnorePatterns: [],
  testTimeout: 60_000,
};
