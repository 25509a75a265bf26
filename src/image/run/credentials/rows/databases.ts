import type { CredentialRow, Instead } from "../row";

const PGPASS: Instead = {
  mount: "pgpass",
  // psql ignores the file unless it is readable by its owner only.
  target: "~/.pgpass",
  mode: "0600",
  run: "psql -h <host> -U <user> -f <file>",
  from: "$HOME/.pgpass",
};
const MY_CNF: Instead = {
  mount: "my_cnf",
  target: "~/.my.cnf",
  run: "mysql -h <host> < <file>",
  from: "$HOME/.my.cnf",
};

/** Clients of databases store nothing that they are given; people write the files that they read. */
export const databaseRows: readonly CredentialRow[] = [
  { id: "psql-uri-password", programs: "psql pg_dump pg_restore createdb", instead: PGPASS },
  { id: "pgpass-redirect", files: [{ at: "~/.pgpass" }], instead: PGPASS },
  {
    id: "mysql-password-arg",
    programs: "mysql mysqladmin mysqldump mariadb",
    takes: { options: "--password" },
    instead: MY_CNF,
  },
  {
    id: "mycnf-redirect",
    files: [{ at: "~/.my.cnf" }, { at: "/etc/my.cnf" }, { at: "/etc/mysql/conf.d/*.cnf" }],
    instead: MY_CNF,
  },
  {
    id: "redis-cli-a",
    programs: "redis-cli",
    takes: { options: "-a --pass" },
    instead: {
      mount: "redis_password",
      variable: "REDISCLI_AUTH",
      run: "redis-cli -h <host> ping",
      from: "REDISCLI_AUTH",
    },
  },
  {
    id: "redis-requirepass",
    programs: "redis-server",
    takes: { options: "--requirepass --masterauth" },
    files: [],
    instead: { words: "Give the password when the container runs, by a config file that is mounted then" },
  },
  {
    id: "mongo-uri-password",
    programs: "mongosh mongo mongodump mongorestore mongoimport mongoexport",
    takes: { options: "-p --password" },
    instead: {
      mount: "mongo_password",
      run: 'mongosh <uri> -u <user> -p "$(cat /run/secrets/mongo_password)" <file>',
      from: "MONGO_PASSWORD",
    },
  },
];
