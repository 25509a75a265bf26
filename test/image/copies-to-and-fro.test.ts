import { memory } from "../../src/files/memory";
import { lint } from "../../src/lint";

test("copies by a pattern into the same folder, and to and fro, come to an end", () => {
  const dockerfile = [
    "FROM alpine",
    "WORKDIR /app",
    "RUN cp *.sh . && mv *.txt ./",
    "RUN cp a/* b/ && cp b/* a/ && cat a/x > c",
    "RUN ./run.sh && cat run.sh",
    "",
  ].join("\n");
  expect(lint({ directory: "/p", files: memory({ "/p/Dockerfile": dockerfile }) }).problems).toEqual([]);
});
