import { table } from "../table";
import { layers, left } from "./body";

/** A body and the files that hold the token after it; `f` holds it before. */
type Row = readonly [body: string, ...files: string[]];
const rows = (title: string, list: readonly Row[]) =>
  describe(title, () => {
    test.each(list.map(([body, ...files]) => ({ body, files })))("$body", ({ body, files }) =>
      expect(left(`echo $T_TOKEN > f\n${body}`).sort()).toEqual([...files].sort()),
    );
  });

const LINES = "printf 'A=1\\nDB_PASSWORD=%s\\nB=2\\n' $T_TOKEN > f; rm -f g;";
describe("parts of a file of three lines", () => {
  test.each([
    ["head -c 5 f > o; rm f", []],
    ["head -c 40 f > o; rm f", ["/w/o"]],
    ["tail -c 4 f > o; rm f", []],
    ["tail -c 30 f > o; rm f", ["/w/o"]],
    ["dd if=f of=o bs=1 count=3; rm f", []],
    ["dd if=f of=o bs=1k count=3; rm f", ["/w/o"]],
    ["split -l 1 f; rm f", ["/w/xab"]],
    ["split -l 2 f y; rm f", ["/w/yaa"]],
    ["mkdir d; mv f d/; grep -r DB_ d > o; rm -r d", ["/w/o"]],
    ["mkdir d; mv f d/; grep -r NONE d > o; rm -r d", []],
    ["grep -m1 = f > o; rm f", []],
    ["grep -m2 = f > o; rm f", ["/w/o"]],
    ["grep -x A=1 f > o; rm f", []],
    ["uniq f o; rm f", ["/w/o"]],
    ["echo plain > g; sed '1r f' g > o; rm f", ["/w/o"]],
    ["echo plain > g; sed -i '$r f' g; rm f", ["/w/g"]],
    ["awk '{print > \"o\"}' f; rm f", ["/w/o"]],
    ["awk '{print $1 >> \"o\"}' f; rm f", ["/w/o"]],
    ["echo plain > g; diff f g > o; rm f", ["/w/o"]],
    ["echo plain > g; tar cf o f g; rm f; tar xf o g; rm o", []],
    ["echo plain > g; tar cf o f g; rm f; tar xf o ./f; rm o", ["/w/f"]],
    ["mkdir d; mv f d; tar cf o --exclude f d; rm -r d", []],
    ["mkdir d; mv f d; rm -rf d/.; true", ["/w/d/f"]],
    ["mkdir d; mv f d; rm -rf d/", []],
    ["sed -n 's/A=//p' f > o; rm f", ["/w/o"]],
    ["sed -n 's/^A=//p' f > o; rm f", []],
    ["mv f l; ln -s l m; mv l m", ["/w/m"]],
    ["mkdir d e; mv f d; ln -s f d/l; mv d/l e; cat e/l > o; rm -r d", []],
    ["mkdir d e; mv f d; ln -s ../d/f d/l; mv d/l e; cat e/l > o; rm -r d", ["/w/o"]],
    ["mkdir d; mv f d; ln -s f d/l; cp -a d e; rm -r d; cat e/l > o; rm -r e", ["/w/o"]],
    ["rm -rf none; cat f > none/o && rm f; true", ["/w/f"]],

    ["mkdir d e; mv f d; ln -sfn e x; ln -sfn d x; cp x/f o; rm -r d", ["/w/o"]],
  ])("%s", (body, files) => expect(left(`${LINES}${body}`).sort()).toEqual([...files].sort()));
});

describe("a secret that is mounted, of which no line is known", () => {
  const placed = (command: string) =>
    layers([`RUN --mount=type=secret,id=env ${command}`]).map((line) => line.replace(/^\d+ /, ""));
  test.each([
    ["grep -q DB_PASSWORD= /run/secrets/env && cp /run/secrets/env /x; true"],
    ["if grep -q ^A= /run/secrets/env; then cat /run/secrets/env > /x; fi"],
    [". /run/secrets/env && echo $OTHER_TOKEN > /x"],
    ["set -a; . /run/secrets/env; sh -c 'echo $OTHER_TOKEN' > /x"],
  ])("%s", (command) => expect(placed(command)).toEqual(["/x"]));

  test.each([
    [". /run/secrets/env; sh -c 'echo $OTHER_TOKEN' > /x"],
    [". /run/secrets/env; unset OTHER_TOKEN; echo $OTHER_TOKEN > /x"],
    [". /run/secrets/env; OTHER=a; echo $OTHER > /x"],
    [". /run/secrets/env && npm ci"],
  ])("nothing of it is left by %s", (command) => expect(placed(command)).toEqual([]));
});

describe("what is presumed of the base image", () => {
  const kept = (command: string) => layers(["COPY app.tar /tmp/", `RUN ${command}`], { "app.tar": "x" });
  const WRITES = "echo $T_TOKEN > /y";
  test.each([
    [`tar xf /tmp/app.tar -C /opt && cp /opt/app/conf /x && ${WRITES}`],
    [`tar xf /tmp/app.tar -C /opt; cp /opt/app/conf /x && ${WRITES}; true`],
    [`unzip /tmp/app.tar -d /srv; cp /srv/app /x && ${WRITES}; true`],
    [`cp /opt/app/conf /x && ${WRITES}`],
    [`cat /opt/app/conf && ${WRITES}`],
    [`git clone https://example.com/app /opt/app; cp /opt/app/conf /x && ${WRITES}; true`],
  ])("gives way: %s", (command) => expect(kept(command)).toEqual(["5 /y"]));

  test("holds where it may be missing", () => {
    expect(kept(`cp /opt/app/conf /x && ${WRITES}; true`)).toEqual([]);
  });
});

// BusyBox's image has none of them.
rows("directories that not every image has", [
  ["tee /run/x < f; cp f /media; cp f /boot/; rm f", "/media"],
  ["mkdir -p /run; tee /run/x < f; rm f", "/run/x"],
]);

rows("files", [
  ["rm f"],
  ["rm -rf /w"],
  ["rm *"],
  ["rm *.txt", "/w/f"],
  ["mkdir d; mv f d", "/w/d/f"],
  ["mkdir -p d; cp f d/g; rm -r d", "/w/f"],
  ["cp f g; rm f", "/w/g"],
  ["mkdir d; mv f d; cp -r d e/; rm -r d", "/w/e/f"],
  ["mkdir d; mv f d; cp -r d* /w/e; rm -r d", "/w/e/f"],
  ["cp f none/; mv f none/; rm f || true"],
  ["echo a > g; cp f g none; true", "/w/f"],
  ["rm -f none; cat none && cp f g; true", "/w/f"],
  ["rm -f none; cat none || cp f g", "/w/f", "/w/g"],
  ["echo a > g; cp -n f g", "/w/f"],
  ["echo a > g; ln -s g l; install f l; rm f", "/w/l"],
  ["cp -l f g; : > f; rm -f f; cp g h"],
  ["gzip f && head -c 99 f.gz > g; gunzip f.gz", "/w/f", "/w/g"],
  ["cp -t /etc f", "/w/f", "/etc/f"],
  ["cp f /etc", "/w/f", "/etc/f"],
  ["mkdir d; cp -T f d2; mv f d/", "/w/d/f", "/w/d2"],
  ["mkdir d; mv f d; cp -r d e", "/w/d/f", "/w/e/f"],
  ["mkdir d; mv f d; cp d e", "/w/d/f"],
  ["mkdir d; mv f d; cp -a d/. e", "/w/d/f", "/w/e/f"],
  ["mkdir d; mv f d; rsync -a d/ e", "/w/d/f", "/w/e/f"],
  ["mkdir d e; mv f d; cp --parents d/f e", "/w/d/f", "/w/e/d/f"],
  ["echo a > g; cp g f"],
  ["echo a > g; mv g f"],
  ["install -D -m 600 f /opt/x/y; rm f", "/opt/x/y"],
  ["ln f g; rm f", "/w/g"],
  ["ln -s f g; cat g > h; rm f", "/w/h"],
  ["ln -s g h; echo $T_TOKEN > h; rm f", "/w/g"],
  ["ln -s f g; rm g", "/w/f"],
  ["ln -s f g; sed -i d g", "/w/f"],
  ["ln -s f g; sed -i s/a/b/ g; rm f", "/w/g"],
  ["ln -s f g; sed --follow-symlinks -i d g"],
  ["mkdir d; ln -s d e; mv f e/; cat e/f", "/w/d/f"],
  ["X=$(mktemp); cp f $X; rm f $X"],
  ["X=$(mktemp -d); cp f $X/; rm -r f $X"],
  ["touch f; chmod 600 f; chown 1:1 f", "/w/f"],
  ["truncate -s 0 f"],
  ["truncate -s 1k f", "/w/f"],
  ["shred f"],
  ["shred -u f"],
  ["dd if=f of=g; rm f", "/w/g"],
  ["split -b 10 f p; rm f", "/w/paa"],
  ["find . -name f -delete"],
  ["find /w -type f -exec rm {} +"],
  ["find . -name '*.x' -delete", "/w/f"],
  ["find . ! -name f -delete", "/w/f"],
  ["find . -mtime +1 -delete", "/w/f"],
  ["find . -name f -print | xargs rm"],
  ["find . -type f -exec cp {} /etc/g \\;", "/w/f", "/etc/g"],
  ["find . -type d -name f -exec rm {} +", "/w/f"],
  ["find . -name f | while read x; do rm $x; done"],
  ["find . -name f -o -name g -delete", "/w/f"],
  ["find . \\( -name f -o -name g \\) -delete"],
  ["find . -path './f' -delete"],
  ["find . -path '/w/f' -delete", "/w/f"],
  ["find . -name f -prune -o -type f -exec rm {} +", "/w/f"],
  ["mkdir d; cp f d/f; find . -path ./d -prune -o -name f -exec rm {} \\;", "/w/d/f"],
  ["mkdir d; cp f d/f; find . -mindepth 2 -name f -delete", "/w/f"],
  ["mkdir d; cp f d/f; find . -maxdepth 1 -name f -delete", "/w/d/f"],
  ["mkdir d; mv f d; find . -type d -name d -exec rm -r {} +"],
  ["find . -type f -exec grep -q kept {} \\; -delete", "/w/f"],
  ["find . -type f ! -exec grep -q kept {} \\; -delete"],
  ["find . -type f -empty -delete", "/w/f"],
  ["find . -type f -size +0 -delete"],
  ["find . -name f , -name none -delete", "/w/f"],
  ["find . -name f -ok rm {} \\;", "/w/f"],
  ["find . -name f -execdir mv {} g \\;", "/w/g"],
  ["ln -s /w k; find /w/k -name f -exec rm {} \\;", "/w/f"],
  ["ln -s /w k; find -L /w/k -name f -exec rm {} \\;"],
  ["find . -name none -delete && rm f"],
  ["find . -type f -exec grep -l TOKEN= {} + | xargs rm", "/w/f"],
  ["echo kept=$T_TOKEN > f; grep -l kept f | xargs rm"],
  ["echo kept=$T_TOKEN > f; grep -rl kept . | xargs sed -i /kept/d"],
  ["echo kept=$T_TOKEN > f; grep -L kept f | xargs rm", "/w/f"],
  ["echo kept=$T_TOKEN > f; cat f | grep -l kept && rm f"],
  ["echo kept=$T_TOKEN > f; cat f | grep -l none || rm f"],
  ["echo kept=$T_TOKEN > f; grep -lq kept f > g && rm f"],
  ["mkdir '[d]'; cp f '[d]/'; rmdir '[d]' || rm f", "/w/[d]/f"],
  ["echo kept=$T_TOKEN > f; grep -lv kept f | xargs rm; true", "/w/f"],
  ["mkdir d; cp f d; rm -d d; true", "/w/f", "/w/d/f"],
  ["exec 3<> f; cat <&3 > g; rm f", "/w/g"],
  ["cat < f > f"],
  ["cat < f > g; cat < f > g", "/w/f", "/w/g"],
  ["cat < f >> f", "/w/f"],
  ["ln -s f l; cp --remove-destination f l", "/w/f", "/w/l"],
  ["ln -s f l; install f l", "/w/f", "/w/l"],
  ["echo f | env xargs -n1 rm -i"],
  ["echo f | xargs rm"],
  ["echo f | xargs -I{} mv {} g", "/w/g"],
]);

rows("what xargs makes of its input", [
  [": | xargs rm f"],
  [": | xargs -r rm f", "/w/f"],
  [": | xargs -I{} rm f", "/w/f"],
  ["echo 'f g' | xargs -n1 rm -f"],
  ["echo 'g STOP f' | xargs -E STOP rm -f", "/w/f"],
  ["printf 'f\\n' | xargs -0 rm; true", "/w/f"],
  ["printf 'f\\0' | xargs -0 rm"],
  ["printf 'g,f' | xargs -d, rm -f"],
  ["printf 'g\\tf' | xargs -d '\\t' rm -f"],
  ["echo \"'f' 'g h'\" | xargs mv", "/w/g h"],
  ["echo 'f g\\ h' | xargs mv", "/w/g h"],
  ['echo "f \'g" | xargs mv; true', "/w/f"],
  ["printf '  f\\n' | xargs -I{} mv {} g", "/w/g"],
  ["printf 'f\\ng\\n' | xargs -L 2 mv", "/w/g"],
  ["echo f | xargs --replace mv {} g", "/w/g"],
  ["find . -name f -print0 | xargs -0 rm"],
  ["find . -name f -print0 | xargs rm"],
  ["find . -name f -print0 | tr '\\0' '\\n' | xargs rm"],
  ["find . -name f | while read -r p; do mv $p g; done", "/w/g"],
  ["echo F1 | tr '[:upper:]' '[:lower:]' | tr -d '[:digit:]' | xargs rm"],
  ["printf 'g\\0f' | tr '\\000' '\\n' | tail -n1 | xargs rm"],
]);

rows("names of one file", [
  ["ln f g; truncate -s 0 g"],
  ["ln f g; : > f"],
  ["ln f g; shred g"],
  ["ln f g; ln g h; echo none > h"],
  ["ln f g; ln -s g l; truncate -s 0 l"],
  ["ln f g; echo none > h; cp h g"],
  ["ln f g; mv g h; : > h"],
  ["mkdir d; ln f d/g; mv d e; : > e/g"],
  ["echo none > g; ln g h; cat f >> h; rm f", "/w/g", "/w/h"],
  ["ln f g; rm f", "/w/g"],
  ["ln f g; rm f; echo none > f", "/w/g"],
  ["ln f g; sed -i d g", "/w/f"],
  ["ln f g; echo none > h; mv h g", "/w/f"],
  ["ln f g; echo none > h; install h g", "/w/f"],
  ["ln f g; echo none > h; ln -f h g; : > h", "/w/f"],
  ["if [ -e /x ]; then ln f g; else cp f g; fi; : > g", "/w/f"],
  ["ln -s f l; ln l m; rm f"],
]);

rows("names that ls prints", [
  ["for n in $(ls); do cp $n /etc/g; done", "/w/f", "/etc/g"],
  ["ls | while read -r n; do rm $n; done"],
  ["mkdir d; mv f d/.f; for n in $(ls d); do cp d/$n /etc/g; done", "/w/d/.f"],
  ["mkdir d; mv f d/.f; for n in $(ls -A d); do cp d/$n /etc/g; done", "/w/d/.f", "/etc/g"],
  ["ls f | xargs rm"],
  ["ls g | xargs rm", "/w/f"],
]);

rows("options that BusyBox refuses", [
  ["truncate --size=0 f; true", "/w/f"],
  ["truncate --size=0 f"],
  ["truncate --size=0 f && true"],
  ["true; { :; truncate --size=0 f; }"],
  ["set -e; truncate --size=0 f; true"],
  ["set -e; truncate --size=0 f || true", "/w/f"],
  ["(truncate --size=0 f); true", "/w/f"],
  ["if truncate --size=0 f; then true; fi", "/w/f"],
  ["rm --force f; true", "/w/f"],
  ["echo $T_TOKEN > g; truncate -s '<0' g f; true", "/w/f", "/w/g"],
  ["rm -rfv -- f; true"],
  ["shred --remove f; true", "/w/f"],
  ["shred -fuzn3 f; true"],
  ["shred -fuzn 3 f; true"],
  ["sed -i.bak d f; rm f.bak; true"],
  ["sed -zi d f; true", "/w/f"],
  ["find . -name f -execdir rm {} +; true", "/w/f"],
  ["find . -name f -exec rm -f {} +; true"],
  ["echo none | tee --append g f; true", "/w/f"],
  ["cp --backup f g; true", "/w/f", "/w/g"],
  ["chmod -x f; rm f; true"],
]);

test.each([
  ["debian:12", []],
  ["docker.io/library/node:22-slim", []],
  ["node:22-alpine", ["/f"]],
  ["registry.example/base", ["/f"]],
])("%s knows the options of GNU or may not", (image, files) => {
  const body = "RUN echo $T_TOKEN > /f; truncate --size=0 /f; true";
  const places = table({ Dockerfile: `FROM ${image}\nARG T_TOKEN\n${body}\n` });
  expect(places.flatMap((place) => /^layer \d+ (.*)/.exec(place)?.[1] ?? [])).toEqual(files);
});

rows("text", [
  ["cat f > g", "/w/f", "/w/g"],
  ["cat - < f > g", "/w/f", "/w/g"],
  ["base64 f > g; rm f", "/w/g"],
  ["base64 f | base64 -d > g; rm f", "/w/g"],
  ["head -n1 f > g; rm f", "/w/g"],
  ["head -c 4 f > g; rm f"],
  ["echo a >> f; tail -n 1 f > g; rm f"],
  ["echo a:$T_TOKEN | cut -d: -f1 > g; rm f"],
  ["echo a:$T_TOKEN | cut -d: -f2 > g; rm f", "/w/g"],
  ["echo a $T_TOKEN | awk '{print $1}' > g; rm f"],
  ["echo a $T_TOKEN | awk '{print $2}' > g; rm f", "/w/g"],
  ["awk -v t=$T_TOKEN 'BEGIN{print t}' > g; rm f", "/w/g"],
  ["awk 'BEGIN{print ENVIRON[\"T_TOKEN\"]}' > g; rm f", "/w/g"],
  ["printf 'a\\nk=%s\\n' $T_TOKEN | grep a > g; rm f", "/w/g"],
  ["printf 'a\\nk=%s\\n' $T_TOKEN | grep -v k= > g; rm f"],
  ["printf 'a\\nk=%s\\n' $T_TOKEN | grep ^k= > g; rm f", "/w/g"],
  ["tr -d '\\n' < f > g; rm f", "/w/g"],
  ["sort f > g; rm f", "/w/g"],
  ["xxd f > g; rm f", "/w/g"],
  ["sha256sum f > g; rm f"],
  ["wc -c < f > g; rm f"],
  ["jq -n --arg t $T_TOKEN '{t: $t}' > g; rm f", "/w/g"],
  ["jq -n '{t: env.T_TOKEN}' > g; rm f", "/w/g"],
  ["jq .a f > g; rm f", "/w/g"],
  ["echo 'k=$T_TOKEN' | envsubst > g; rm f", "/w/g"],
  ["echo 'k=$T_TOKEN' | envsubst '$OTHER' > g; rm f"],
  ["X=$T_TOKEN; echo 'k=$X' | envsubst > g; rm f"],
  ['echo k=@@ > g; sed -i "s/@@/$T_TOKEN/" g; rm f', "/w/g"],
  ['echo k=v > g; sed -i "s/@@/$T_TOKEN/" g; rm f'],
  ['sed -i "s/@@/$T_TOKEN/" /etc/app.conf; rm f', "/etc/app.conf"],
  ["sed -i d f"],
  ["sed -i '1,$d' f"],
  ["echo k=$T_TOKEN > f; sed -i '/^k=/d' f"],
  ["echo k=$T_TOKEN > f; sed -i '/^j=/d' f", "/w/f"],
  ["echo k=$T_TOKEN > f; sed -i 's/^k=.*/k=/' f"],
  ["echo k=$T_TOKEN > f; sed -i.bak 's/^k=.*/k=/' f", "/w/f.bak"],
  ["sed -n 'w g' f; rm f", "/w/g"],
  ["wobble < f > g; rm f"],
  ["cat f | wobble > g; rm f"],
  ["wobble $T_TOKEN > g; rm f"],
]);

rows("archives", [
  ["tar cf a.tar f; rm f", "/w/a.tar"],
  ["tar czf a.tgz f; rm f; mkdir d; tar xzf a.tgz -C d; rm a.tgz", "/w/d/f"],
  ["mkdir d; tar c f | tar x -C d; rm f", "/w/d/f"],
  ["mkdir d; cp f d; tar cf a.tar -C d f; rm -r d f; tar xf a.tar", "/w/a.tar", "/w/f"],
  ["mkdir d; mv f d; tar cf a.tar d; rm -r d; tar xf a.tar --strip-components=1", "/w/a.tar", "/w/f"],
  ["tar cf a.tar /etc/motd; rm f"],
  ["gzip f", "/w/f.gz"],
  ["gzip -k f", "/w/f", "/w/f.gz"],
  ["gzip f; gunzip f.gz", "/w/f"],
  ["gzip -c f > g.gz; rm f; zcat g.gz > h; rm g.gz", "/w/h"],
  ["openssl enc -aes-256-cbc -k x -in f -out g; rm f"],
  ["openssl base64 -in f -out g; rm f", "/w/g"],
]);

rows("other users and shells", [
  ["sudo cp f g; rm f", "/w/g"],
  ["sudo -u app sh -c 'echo $T_TOKEN > ~/g'; rm f", "/root/g"],
  ["su app -c 'echo $T_TOKEN > ~/g'; rm f", "/home/app/g"],
  ["gosu app sh -c 'echo $T_TOKEN > ~/g'; rm f", "/home/app/g"],
  ["env -i sh -c 'echo $T_TOKEN > g'; rm f"],
  ["env X=$T_TOKEN sh -c 'echo $X > g'; rm f", "/w/g"],
  ["env -u T_TOKEN sh -c 'echo $T_TOKEN > g'; rm f"],
  ["bash -c 'echo $0 $1 > g' a $T_TOKEN; rm f", "/w/g"],
  ["sh -c 'echo $0 > g' $T_TOKEN; rm f", "/w/g"],
  ["sh -xc ': $0' $T_TOKEN 2> g; rm f", "/w/g"],
  ["echo 'echo $T_TOKEN > g' | sh; rm f", "/w/g"],
  ["sh <<E\necho $T_TOKEN > g\nE\nrm f", "/w/g"],
  ["sh -s f g <<'E'\ncp $1 $2\nE\nrm f", "/w/g"],
  ["bash -c 'echo $(<f) > g'; rm f", "/w/g"],
  ["sh -c 'echo $(<f) > g'; rm f"],
  ["timeout 5 nice -n 1 cp f g; rm f", "/w/g"],
  ["command cp f g; rm f", "/w/g"],
  ["busybox cp f g; rm f", "/w/g"],
  ['curl -H "X: $T_TOKEN" -o g https://example.org; rm f'],
  ["curl -o f https://example.org"],
  ["curl -O https://example.org/a/f?x=1"],
  ["wget -O f https://example.org"],
  ['curl --trace-ascii g -H "X: $T_TOKEN" https://example.org; rm f', "/w/g"],
]);
