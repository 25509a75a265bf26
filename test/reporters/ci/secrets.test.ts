import { CI_FORMATS } from "../../../src/reporters";
import { CANARY } from "../reports";
import { made, printed } from "./projects";

test.each(CI_FORMATS)("%s hides a secret that a message or a problem quotes", (format) => {
  expect(JSON.stringify([made.findings, made.problems])).toContain(CANARY);
  const text = printed(format, made);
  expect(text).not.toContain(CANARY);
  expect(text).toContain("API_KEY");
});
