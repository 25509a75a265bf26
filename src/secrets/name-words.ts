/** Words of names. The counts behind each choice are of 46,011 ENV and ARG names of public Dockerfiles. */
export const nameWords = {
  /** Secret by themselves. */
  strongWords: `
password passwords passwd passwrd passphrase passcode pword pwd pass secret secrets token tokens credential
credentials creds cred apikey apikeys apitoken apisecret authtoken authkey accesstoken accesskey bearertoken
clientsecret secretkey privatekey privkey signingkey encryptionkey masterkey passwort mnemonic psk pw psw passw
secretaccesskey storageaccountkey
`,

  /** Secret side by side. */
  strongPairs: `
api-key api-keys access-key private-key priv-key secret-key signing-key encryption-key master-key license-key
licence-key account-key service-key auth-key deploy-key storage-key ssh-key app-key application-key jwt-key
session-key consumer-key shared-key integration-key ingest-key write-key server-key fernet-key cookie-key
hmac-key aes-key rsa-key tls-key ssl-key basic-auth http-auth webhook-url sas-token sas-url refresh-token
`,

  /** A word that ends so is secret: names written without a separator. */
  strongEnds: `
password passwd passphrase apikey apitoken authtoken accesstoken logintoken secretkey privkey sharedkey pass
token secret psw bindpw dbpw userpw rootpw adminpw
`,

  /** Other words that end in `pass`. */
  strongEndExceptions: `
bypass compass surpass trespass llvmpass encompass overpass onepass eostoken bostoken padtoken csrftoken xsrftoken
topsecret nosecret
`,

  /** Secret only where the value looks like it. */
  weakWords: `
key keys auth oauth pin salt pepper dsn otp totp pat sas jwt webhook kubeconfig netrc npmrc pem
`,

  /** A name that ends so holds a URL or the like. */
  urlWords: `
url uri dsn connection connectionstring proxy broker endpoint remote repo repository mirror index registry
string
`,

  /** After a secret word: the name is about the secret and does not hold it. */
  neutralAfter: `
file files filename path paths dir dirs directory folder location loc home store storage volume mount bucket url
uri endpoint host hostname port server service address addr domain region namespace scheme protocol name names
username user userid email id ids arn alias label type kind class size sizes length len bits numbits count num
number max min limit ttl expires expiry expire expiration lifetime lifespan validity timeout age interval period
rotation version ver sha256 sha1 sha512 md5 checksum fingerprint fingerprints digest enabled enable disabled
disable required require allowed allow policy complexity format encoding encoder algorithm algo alg cipher
method mechanism mech mode strategy provider backend source manager realm issuer audience scope scopes claim
header prefix suffix regex pattern template placeholder field attribute attr column table param parameter arg
env var variable reset recovery change check checking verify verification validation validator introspection
whitelist blacklist command cmd helper plugin handler processor parser hint prompt strength dummy example hashed
marker usage budget
time lock threshold minutes seconds days hours hasher hashers reuse history attempts salt hash public pub branch
revision vsn fp ip os arch order group groups role roles options opts flags factor activated replacer replacement
chars characters charset special alphabet methods mechanisms configure configuration config modules module uid gid adapter
map maps kubernetes k8s hspw start end
`,

  /** Before a secret word: the name says that there is none, or that it is public. */
  neutralBefore: `
public pub publishable no skip allow enable enabled disable disabled use has is show hide without require random csrf xsrf
`,

  /** Right before `key`: no credential. */
  neutralBeforeKey: `
host site ide idekey primary foreign partition sort sorting row cache translation i18n locale object item map
dict json registry config prefix authorized known release releases repo apt
`,

  /** Right before `token`: counts and marks of language models. */
  neutralBeforeToken: `
eos bos pad unk mask sep cls special stop end max min num vocab input output prompt completion context per
`,

  /** Right before `secret`: the name of an object that holds some. */
  neutralBeforeSecret: `
kubernetes k8s kube
`,

  /** Right before `pass`: nginx's directives, which name a server, and filters. */
  neutralBeforePass: `
fastcgi uwsgi scgi grpc memcached low high band
`,
} as const;
