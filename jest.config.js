/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  // In a real browser, by `npm run test:page`.
  testPathIgnorePatterns: ["/node_modules/", "<rootDir>/test/page/"],
  transform: {
    "\\.(?:css|client\\.js)$": "<rootDir>/scripts/text-module.js",
    "(?<!\\.client)\\.[jt]s$": [
      "@swc/jest",
      { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
    ],
  },
  // These are published as ES modules only, and Jest runs CommonJS.
  transformIgnorePatterns: ["/node_modules/(?!unbash/|@noble/)"],
};
