import { memory } from "../../src/files/memory";
import { credentialUses } from "../../src/image/credential-uses";
import { lint } from "../../src/index";
import { cpuSeconds, PATIENCE } from "../patience";

const found = (text: string) =>
  lint({
    directory: "/p",
    files: memory({ "/p/Dockerfile": `FROM alpine\nARG X\n${text}\n` }),
  }).findings.filter(({ rule }) => rule === "secret-in-arg");

describe("a build arg of any name is a secret where it is handed over as one", () => {
  test.each([
    "RUN git clone https://user:$X@github.com/a/b.git",
    "RUN pip install --extra-index-url https://$USER:${X}@host/simple p",
    'RUN git config --global url."https://oauth2:$X@gitlab.com/".insteadOf https://gitlab.com/',
    'RUN echo "//registry.npmjs.org/:_authToken=$X" > .npmrc',
    "RUN npm config set //registry.npmjs.org/:_authToken $X",
    'RUN printf "machine github.com login u password $X\\n" > /root/.netrc',
    "RUN curl -fsSL -u user:$X https://host/x",
    'RUN curl -H "Authorization: Bearer $X" https://host/x',
    'RUN echo "root:$X" | chpasswd',
    'ENV FEEDS="{\\"password\\":\\"$X\\"}"',
    'RUN mkdir ~/.ssh && echo "$X" > ~/.ssh/id_rsa',
    'RUN printf "$X" | base64 -d >> /root/.ssh/id_ed25519',
  ])("%s", (text) => {
    expect(found(text).map(({ secret }) => secret.name)).toEqual(["X"]);
  });

  test.each([
    "RUN curl -fsSL https://$X:8080/x https://host:$X/y",
    "RUN git clone https://$X/a.git && git clone ssh://git@$X/b",
    "RUN chown 1000:$X /x && docker run -u 1000:$X image",
    'RUN echo "$X" > /root/.ssh/known_hosts',
    "RUN curl -fsSL https://host/$X | tar xz",
  ])("and not in: %s", (text) => {
    expect(found(text)).toEqual([]);
  });
});

test("hostile texts cost linear time", () => {
  for (const piece of [
    "echo $A ",
    "echo $A > aaaa",
    "://a:$A ",
    "machine a ",
    "curl -u a:",
    '"password": "$A ',
  ]) {
    const text = piece.repeat(200_000 / piece.length);
    expect(cpuSeconds(() => credentialUses(text))).toBeLessThan(PATIENCE);
  }
});
