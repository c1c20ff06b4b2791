#!/bin/sh
# Makes the files beside it anew: client certificates and keys in every form that people keep them in. Needs openssl 3.
set -e
cd "$(dirname "$0")"
rm -f *.pem *.der *.p12
days=36500
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -days $days -subj "/CN=Fixture Authority"
for kind in rsa ec ed; do
  case $kind in
    rsa) openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out $kind-key.pem ;;
    ec) openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out $kind-key.pem ;;
    ed) openssl genpkey -algorithm ed25519 -out $kind-key.pem ;;
  esac
  openssl req -new -key $kind-key.pem -subj "/CN=client $kind" | openssl x509 -req -CA ca.pem -CAkey ca.key -CAcreateserial -days $days -out $kind-cert.pem
done
openssl pkcs8 -topk8 -in rsa-key.pem -passout pass:secret -out rsa-key-encrypted.pem
openssl pkcs8 -topk8 -in ec-key.pem -passout pass:secret -v2 aes-128-cbc -v2prf hmacWithSHA1 -out ec-key-encrypted.pem
openssl pkcs8 -topk8 -in rsa-key.pem -passout pass:secret -v2 des3 -out rsa-key-des3.pem
openssl pkcs8 -topk8 -in rsa-key.pem -passout pass:secret -outform DER -out rsa-key-encrypted.der
openssl rsa -in rsa-key.pem -traditional -out rsa-key-pkcs1.pem
for cipher in aes128 aes192 aes256 des3 camellia256; do
  openssl rsa -in rsa-key.pem -traditional -$cipher -passout pass:secret -out rsa-key-old-$cipher.pem
done
openssl rsa -in rsa-key.pem -traditional -aes256 -passout pass:secret-é€ -out rsa-key-old-utf8.pem
openssl ec -in ec-key.pem -out ec-key-sec1.pem
openssl ec -in ec-key.pem -aes256 -passout pass:secret -out ec-key-old-aes256.pem
openssl ec -in ec-key.pem -des3 -passout pass:secret -out ec-key-old-des3.pem
openssl ecparam -name P-256 -out params && cat params ec-key-sec1.pem > ec-key-with-parameters.pem && rm params
openssl pkcs8 -topk8 -nocrypt -in rsa-key.pem -outform DER -out rsa-key.der
openssl x509 -in rsa-cert.pem -outform DER -out rsa-cert.der
{ echo "This text, and what openssl prints, is passed over."; openssl x509 -in rsa-cert.pem -text; cat rsa-key.pem; } > rsa-both.pem
openssl pkcs12 -export -inkey rsa-key.pem -in rsa-cert.pem -passout pass:secret -out rsa.p12
openssl pkcs12 -export -legacy -inkey ec-key.pem -in ec-cert.pem -passout pass:secret -out ec-legacy.p12
openssl pkcs12 -export -inkey ec-key.pem -in ec-cert.pem -passout pass: -out ec-empty-password.p12
rm -f ca.key ca.srl
