import { inspect } from "../../../src/lint";
import { buildOptions, type Files } from "../table";

const PASSWORD = ["hunter2", "Xq9Zt4Lm8"].join("");
const FILES: Files = {
  ".env": `MODE=production\nDB_PASSWORD=${PASSWORD}\nPORT=8080\n`,
  ".netrc": `machine git.example.com\nlogin ci\npassword ${PASSWORD}\n`,
};

/** The files that one RUN leaves with a secret in them, with `?` behind those that may hold none. */
function left(body: string): string[] {
  const dockerfile = `FROM busybox\nARG T_TOKEN\nWORKDIR /w\nCOPY .env .netrc ./\nRUN <<SCRIPT\n${body}\nSCRIPT\n`;
  const [build] = inspect(buildOptions({ Dockerfile: dockerfile, ...FILES })).builds;
  const last = build?.image?.layers.at(-1)?.secrets ?? [];
  return last.map(({ path, certain }) => `${path}${certain === false ? "?" : ""}`).sort();
}

type Row = readonly [body: string, ...files: string[]];
const rows = (title: string, list: readonly Row[]) =>
  describe(title, () => {
    test.each(list.map(([body, ...files]) => ({ body, files })))("$body", ({ body, files }) =>
      expect(left(body)).toEqual([...files].sort()),
    );
  });

rows("variables that have one of several values", [
  ["if which x; then f=.env; else f=.netrc; fi; cp $f g", "/w/g", "/w/g"],
  ["if which x; then f=.env; else f=none; fi; cp $f g", "/w/g?"],
  ['which x && f=.env; cp "$f" g', "/w/g?"],
  ["which x && t=g || t=h; cat .env > $t", "/w/g?", "/w/h?"],
  ["which x && t=g || t=h; t=i; cat .env > $t", "/w/i"],
  ["which x && d=a; p=/w/${d}b; cat .env > $p", "/w/ab?", "/w/b?"],
  ["which x && f=.env; unset f; cp ./$f g"],
  [
    "case $(uname -m) in x86) f=a;; arm) f=b;; *) f=c;; esac; touch a b; mv .env c; cat $f > g",
    "/w/c",
    "/w/g?",
  ],
  ["f=none; [ -f .env ] && f=.env; cp $f g", "/w/g"],
  ["which x && f=.env; (cp $f g); f=none; cp $f h", "/w/g?"],
  ["which x && f=.env; take() { cp $f $1; }; take g", "/w/g?"],
  ["which x && export f=.env; sh -c 'cp $f g'", "/w/g?"],
  ["which x && f=.env; sh -c 'cp $f g'"],
]);

rows("patterns of any character", [
  ["grep -q . .env && cp .env g; true", "/w/g"],
  ["grep . .env > g; true", "/w/g"],
  ["grep '^D.*=.' .env > g; true", "/w/g"],
  ["grep '^....=' .env > g; true"],
  ["grep '^M...=' .env > g; true"],
  ["grep -v '^M...=' .env > g; true", "/w/g"],
  ["grep 'D=..' .env > g; true", "/w/g?"],
  ["grep 'D=.$' .env > g; true", "/w/g?"],
  ["grep -c . .env > g; true"],
]);

rows("what is packed", [
  ['x=$(gzip -c .env); echo "$x" > g', "/w/g?"],
  ['x=$(tar c .env); echo "$x" > g', "/w/g?"],
  ['x=$(gzip -c .env | gunzip -c); echo "$x" > g', "/w/g"],
  ["gzip < .env > g", "/w/g"],
  ["tar c .env | gzip > g; mkdir d; gunzip < g | tar x -C d", "/w/d/.env", "/w/g"],
  ['gzip -c .env > g; x=$(zcat g); echo "$x" > h', "/w/g", "/w/h"],
]);

rows("directories that only the base image may have", [
  ["cat .env > /var/none/g; true", "/var/none/g?"],
  ["cat .env > /var/none/g", "/var/none/g"],
  ["set -e; cat .env > /var/none/g; true", "/var/none/g"],
  ["cat .env > /var/none/g && true", "/var/none/g"],
  ["mkdir -p /var/none; cat .env > /var/none/g; true", "/var/none/g"],
  ["cat .env > /etc/g; true", "/etc/g"],
  ["cp .env file; cat .env > /w/file/g; true", "/w/file"],
  ["cp .env file; mkdir -p /w/file/d; cat .env > /w/file/d/g; true", "/w/file"],
  ["cp .env file; mkdir -p /w/file && cp .env g; true", "/w/file"],
]);

rows("lines and fields of a file of the context", [
  ["cat .env > g", "/w/g"],
  ["cut -d= -f1 .env > g"],
  ["cut -d= -f2 .env > g", "/w/g"],
  ["grep -v PASSWORD .env > g"],
  ["grep PASSWORD .env > g", "/w/g"],
  ["grep -i password .netrc > g", "/w/g"],
  ["grep PASSWORD .netrc > g"],
  ["head -n 1 .env > g"],
  ["head -n 2 .env | tail -n 1 > g", "/w/g"],
  ["tail -n 1 .netrc > g", "/w/g"],
  ["tac .env | sed -n 1p > g"],
  ["tac .env | sed -n 2p > g", "/w/g"],
  ["sort .env | head -n 1 > g", "/w/g"],
  ["sort .env | tail -n 1 > g"],
  ["sed '/PASSWORD/d' .env > g"],
  ["sed -n '/MODE/p' .env > g"],
  ["sed 's/=.*//' .env > g"],
  ["sed -n 's/^DB_PASSWORD=//p' .env > g", "/w/g"],
  ["sed -n 's/^PORT=//p' .env > g"],
  ["read -r first < .netrc; echo $first > g"],
  ["sed -i 's/^DB_PASSWORD=.*/DB_PASSWORD=/' .env"],
  ["sed -i 's/^PORT=.*/PORT=1/' .env", "/w/.env"],
  ["echo '# more' >> .env; sed -i '/PASSWORD/d' .env"],
  ["awk -F= '{print $1}' .env > g"],
  ["awk -F= '{print $2}' .env > g", "/w/g"],
  ["awk 'NR==1' .env > g"],
  ["awk 'NR>1' .env > g", "/w/g"],
  ["awk '!/PASSWORD/' .env > g"],
  ["awk '/PASSWORD/ {print \"x \" $0, $NF}' .env > g", "/w/g"],
  ["awk -v p=$T_TOKEN -F= 'NR==1 {print $1, p}' .env > g", "/w/g"],
  [". ./.env; echo $MODE > g"],
  [". ./.env; echo $DB_PASSWORD > g", "/w/g"],
  ["while IFS== read -r k v; do echo $k; done < .env > g"],
  ["while IFS== read -r k v; do echo $v; done < .env > g", "/w/g"],
  ['while IFS= read -r l || [ -n "$l" ]; do printf %s "$l"; done < .env > g', "/w/g"],
]);

rows("what may hold a secret, or none", [
  ["awk '{ if (length($0) > 3) print substr($0, 3) }' .env > g", "/w/g?"],
  ["awk '{gsub(/a/, \"$T_TOKEN\"); print}' .env | awk -F= '{print $1}' > g", "/w/g?"],
  ["grep -E '[0-9]{9}' .env > g", "/w/g?"],
  ["sed -E 's/([a-z]+).*/\\1/' .env > g", "/w/g?"],
  ["echo $T_TOKEN | tr -d a-z > g", "/w/g?"],
  ["echo $T_TOKEN | tr -d '\\n' > g", "/w/g"],
  ["echo $T_TOKEN >> /etc/app.conf; sed 1d /etc/app.conf > g", "/etc/app.conf", "/w/g?"],
  ["echo $T_TOKEN >> /etc/app.conf; sed 's/a/b/' /etc/app.conf > g", "/etc/app.conf", "/w/g"],
  ["if wobble; then X=$T_TOKEN; fi; echo $X > g", "/w/g?"],
  ['X=a; if wobble; then X=$T_TOKEN; fi; [ -z "$X" ] || echo $X > g', "/w/g?"],
  ["IFS=: read -r user password <<E\n$T_TOKEN\nE\necho $user > g; echo $password > h", "/w/g", "/w/h?"],
  ["{ read -r a; read -r b; } <<E\n$T_TOKEN\nE\necho $a > g; echo $b > h", "/w/g"],
]);

rows("a file that may be gone", [
  ["cp .env g; true", "/w/g"],
  ["if wobble; then rm .env; fi; cp .env g; true", "/w/g?"],
  ["if wobble; then mv .env e; fi; cp .env g; true", "/w/e?", "/w/g?"],
  ["if wobble; then rm .env; fi; echo DB_PASSWORD=$T_TOKEN > .env; cp .env g; true", "/w/.env", "/w/g"],
]);

test("an unknown condition hides nothing for sure", () => {
  const run = "RUN if wobble; then rm .env; fi; if wobble; then echo $T_TOKEN > .netrc; fi";
  const dockerfile = `FROM busybox\nARG T_TOKEN\nCOPY .env .netrc /\n${run}\n`;
  const [build] = inspect(buildOptions({ Dockerfile: dockerfile, ...FILES })).builds;
  expect(build?.image?.layers[0]?.secrets.map(({ hiddenByLine }) => hiddenByLine)).toEqual([null, null]);
});

rows("lines of what is packed", [
  ["gzip -c .env > a.gz; rev a.gz > g", "/w/a.gz", "/w/g?"],
  ["tar czf a.gz .env; tac a.gz > g; rm a.gz", "/w/g?"],
  ["gzip < .env | nl > g; gzip < .env | strings > h", "/w/g?", "/w/h?"],
  ["gzip -c .env > a.gz; sed -n p a.gz > g; rm a.gz", "/w/g?"],
  ["gzip < .env | grep . > g; gzip < .env | awk 1 > h; gzip < .env | sort > i", "/w/g?", "/w/h?", "/w/i?"],
  ["gzip < .env | base64 > g; gzip < .env | cat > h; rev .env > i", "/w/g", "/w/h", "/w/i"],
]);
