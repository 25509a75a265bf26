import { type CredentialCase, mounted } from "./case";

const url = "https://user:$API_TOKEN@host.example";
const netrcMount = "--mount=type=secret,id=netrc,target=/root/.netrc,required";

/** Clients of databases and of the network. */
export const clientCases: readonly CredentialCase[] = [
  {
    id: "netrc-redirect",
    leaves: [
      ['echo "machine h login u password $API_TOKEN" > ~/.netrc', "/root/.netrc"],
      ['printf "machine h login u password %s\\n" "$API_TOKEN" | tee /home/node/.netrc', "/home/node/.netrc"],
    ],
    clean: [
      `${netrcMount} git clone https://git.example/org/repo.git`,
      'echo "machine h login u password $API_TOKEN" > ~/.netrc && curl -n https://h/x && rm -f ~/.netrc',
    ],
  },
  {
    id: "psql-uri-password",
    leaves: [
      ["psql postgresql://user:$API_TOKEN@db.example/app -c 'select 1'"],
      ["PGPASSWORD=$API_TOKEN psql -h db.example -f s.sql"],
      ["psql -c \"ALTER ROLE app PASSWORD '$API_TOKEN'\""],
    ],
    clean: [
      "--mount=type=secret,id=p,target=/root/.pgpass,mode=0600,required psql -h db.example -U app -f s.sql",
    ],
  },
  {
    id: "pgpass-redirect",
    leaves: [['echo "db:5432:app:user:$API_TOKEN" > ~/.pgpass && chmod 600 ~/.pgpass', "/root/.pgpass"]],
    clean: ["--mount=type=secret,id=p,target=/root/.pgpass,mode=0600,required psql -h db.example -U app"],
  },
  {
    id: "mysql-password-arg",
    leaves: [["mysql -p$API_TOKEN -e 'select 1'"], ["mysqldump --password=$API_TOKEN app > /dump.sql"]],
    clean: ["--mount=type=secret,id=m,target=/root/.my.cnf,required mysql -h db.example < schema.sql"],
    harmless: ["mkdir -p /data && mysql -p app < s.sql", "mysql -P 3306 -h db.example"],
  },
  {
    id: "mycnf-redirect",
    leaves: [
      ['printf "[client]\\npassword=%s\\n" "$API_TOKEN" > ~/.my.cnf', "/root/.my.cnf"],
      [
        'printf "[client]\\npassword=%s\\n" "$API_TOKEN" > /etc/mysql/conf.d/c.cnf',
        "/etc/mysql/conf.d/c.cnf",
      ],
    ],
    clean: ["--mount=type=secret,id=m,target=/root/.my.cnf,required mysql -h db.example"],
  },
  {
    id: "redis-cli-a",
    leaves: [["redis-cli -a $API_TOKEN ping"], ["redis-cli -u redis://user:$API_TOKEN@cache.example ping"]],
    clean: ["--mount=type=secret,id=redis,env=REDISCLI_AUTH,required redis-cli -h cache.example ping"],
  },
  {
    id: "redis-requirepass",
    leaves: [
      ['echo "requirepass $API_TOKEN" >> /etc/redis/redis.conf', "/etc/redis/redis.conf"],
      ['sed -i "s/# requirepass foobared/requirepass $API_TOKEN/" /etc/redis.conf', "/etc/redis.conf"],
      ["redis-server --requirepass $API_TOKEN --daemonize yes"],
    ],
    clean: ["echo 'include /run/redis/auth.conf' >> /etc/redis/redis.conf"],
  },
  {
    id: "mongo-uri-password",
    leaves: [
      ["mongosh -u u -p $API_TOKEN s.js"],
      ["mongodump mongodb+srv://user:$API_TOKEN@m.example/app"],
      ["mongosh --eval \"db.createUser({user:'u',pwd:'$API_TOKEN'})\""],
    ],
    clean: [`RUN ${mounted} mongosh -u u -p "$(cat /run/secrets/s)" s.js`],
  },
  {
    id: "curl-user",
    leaves: [
      ["curl -u user:$API_TOKEN https://h/x -o /x"],
      ['curl -H "Authorization: Bearer $API_TOKEN" https://h/x -o /x'],
      ["curl --oauth2-bearer $API_TOKEN https://h/x"],
      ["curl --libcurl /c.c -u user:$API_TOKEN https://h/x", "/c.c"],
    ],
    clean: [
      "--mount=type=secret,id=curlrc,required curl -fsSL -K /run/secrets/curlrc https://h/x -o /opt/x",
      `${netrcMount} curl -n https://h/x -o /x`,
    ],
    harmless: [
      "curl --user-agent token:x1y2 https://h/x",
      "curl -H 'Authorization: Bearer anonymous' https://h/x",
    ],
  },
  {
    id: "curl-config-redirect",
    leaves: [['echo "user = u:$API_TOKEN" > ~/.curlrc', "/root/.curlrc"]],
    clean: ["--mount=type=secret,id=curlrc,target=/root/.curlrc,required curl https://h/x -o /x"],
  },
  {
    id: "wget-password",
    leaves: [
      ["wget --user=u --password=$API_TOKEN https://h/x"],
      ['wget --header="Authorization: Bearer $API_TOKEN" https://h/x'],
      [`wget -nv -o /w.log ${url}/x`, "/w.log"],
    ],
    clean: ["--mount=type=secret,id=w,required WGETRC=/run/secrets/w wget --auth-no-challenge https://h/x"],
    harmless: ["wget -nv -o /w.log https://host.example/x"],
  },
  {
    id: "lftp-bookmark",
    leaves: [
      ['lftp -e "bookmark add n ftp://user:$API_TOKEN@h; exit"', "/root/.local/share/lftp/bookmarks"],
      ["lftp -u user,$API_TOKEN h -e 'get x; exit'"],
    ],
    clean: [`${netrcMount} lftp h -e 'get x; exit'`],
  },
];
