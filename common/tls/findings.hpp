// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"

namespace mpm {

/// Beginning TLS, what the session is like, what the certificates show, DANE.
struct TlsFindings {
    FindingKind startTlsMissing{
        "starttls-missing",
        Status::Critical,
        "The server does not offer STARTTLS, or something on the way hides the offer.",
        "Give the server a certificate and switch STARTTLS on; if it is on, look for a firewall that inspects SMTP and "
        "filters the EHLO reply.",
        "RFC 3207 4",
        cutsShort};
    FindingKind startTlsInjection{
        "starttls-injection", Status::Critical,
        "Plain text crosses the border into TLS: the server carries it over (CVE-2011-0411), or text was added to its "
        "reply.",
        "Update the mail server or the proxy in front of it; it must forget all that it has received before the "
        "handshake.",
        "RFC 3207 4.2"};
    FindingKind startTlsAgain{
        "starttls-inside-tls", Status::Ok, "The server offers STARTTLS though TLS has begun.",
        "Update or mend the server or the TLS proxy in front of it: the offer must go once TLS is on.", "RFC 3207 4.2"};
    FindingKind authBeforeTls{
        "auth-before-tls", Status::Warning,
        "The server offers AUTH before TLS by mechanisms that reveal the password, so clients may send it in "
        "the clear.",
        "Offer AUTH only inside TLS (Postfix: smtpd_tls_auth_only = yes).", "RFC 4954 4"};
    FindingKind version{"tls-version", Status::Critical,
                        "The session's TLS version is below the one that --min-tls wants.",
                        "Enable a newer TLS version in the server, or update it.", "RFC 8996"};
    FindingKind oldVersion{"tls-old-version", Status::Warning,
                           "The server still accepts TLS versions below the one that --min-tls wants.",
                           "Switch the old versions off (Postfix: smtpd_tls_protocols = !SSLv3, !TLSv1, !TLSv1.1), "
                           "if no peer of yours needs them.",
                           "RFC 8996"};
    FindingKind weakExchange{"tls-weak", Status::Warning, "The key exchange is weak or has no forward secrecy.",
                             "Let the server prefer ECDHE, or give it Diffie-Hellman parameters of 2048 bits or more.",
                             "RFC 9325 4.1"};
    FindingKind clientCertificate{
        "tls-client-certificate", Status::Ok, "The server asked for a client certificate.",
        "Nothing, if the server is meant to know its clients by certificate; --client-cert gives one.",
        "RFC 8446 4.3.2"};
    FindingKind certExpired{
        "cert-expired", Status::Critical, "A certificate that trust rests on has expired.",
        "Renew the certificate, install it with its chain, and reload the mail server: it reads certificates at start.",
        "RFC 5280 4.1.2.5"};
    FindingKind certExpiresSoon{
        "cert-expires-soon", Status::Warning,
        "A certificate that trust rests on expires soon; --certificate says what is soon, and sets the status.",
        "Renew it; if it has been renewed, reload the mail server, and if it is an intermediate, install the new "
        "chain.",
        "RFC 5280 4.1.2.5"};
    FindingKind certNotYetValid{
        "cert-not-yet-valid", Status::Critical, "A certificate's time has not come yet.",
        "Compare the clocks of this machine and of the one that issued the certificate; else install it later.",
        "RFC 5280 4.1.2.5"};
    FindingKind certUntrusted{
        "cert-untrusted", Status::Critical, "The certificate does not lead to an authority that is trusted here.",
        "Use a certificate of a public authority; for a private one, name it with --ca-file or --ca-path.",
        "RFC 5280 6"};
    FindingKind certSelfSigned{
        "cert-self-signed", Status::Critical, "The server's certificate is signed by itself, and not known here.",
        "Use a certificate of an authority; to trust this very one, give it as --ca-file, or pin it by DANE.",
        "RFC 5280 3.2"};
    FindingKind certChainIncomplete{"cert-chain-incomplete", Status::Critical,
                                    "The server does not send the certificate of its certificate's issuer.",
                                    "Install the whole chain: the server's own certificate first, then every "
                                    "intermediate (certbot: fullchain.pem).",
                                    "RFC 8446 4.4.2"};
    FindingKind certChainOrder{"cert-chain-order", Status::Warning,
                               "The certificates are not sent each followed by its issuer's.",
                               "Put the server's own certificate first in the file, then its issuer's, and so on; "
                               "leave out what doesn't belong.",
                               "RFC 5246 7.4.2"};
    FindingKind certNameMismatch{"cert-name-mismatch", Status::Critical,
                                 "The certificate is for other names than the one that senders ask for.",
                                 "Issue a certificate whose subjectAltName holds the host name of the MX record, or "
                                 "check that the address leads to "
                                 "the right machine.",
                                 "RFC 9525 6.3"};
    FindingKind certWeak{"cert-weak", Status::Warning, "A certificate has a weak key or a weak signature.",
                         "Reissue it with an RSA key of 2048 bits or more, or an EC key, and a SHA-2 signature.",
                         "RFC 9325 4.5"};
    FindingKind certRevoked{"cert-revoked", Status::Critical,
                            "The stapled OCSP response says that the certificate is revoked.",
                            "Replace the certificate and its key, and find out why it was revoked.", "RFC 6960 2.2"};
    FindingKind pinMismatch{
        "pin-mismatch", Status::Critical, "The server's public key is none of those that --pin-sha256 names.",
        "If the key was changed on purpose, update --pin-sha256; else find out who answers at this address.",
        "RFC 7469 2.4"};
    FindingKind daneMismatch{"dane-mismatch", Status::Critical,
                             "No TLSA record matches what the server presents, so DANE senders keep the mail.",
                             "Publish a TLSA record for the new key (3 1 1), wait for two TTLs, then change the key; "
                             "or put the old key back.",
                             "RFC 7672 2.2"};
    FindingKind daneAnchorNotSent{
        "dane-anchor-not-sent", Status::Warning,
        "The only TLSA record that matches holds an authority in full, which the server does not send: software that "
        "can't take it from the record keeps the mail.",
        "Add the authority's certificate to the chain file that the server sends, or publish 3 1 1 for the server's "
        "own key.",
        "RFC 7671 5.2.2"};
    FindingKind daneUnusable{
        "dane-unusable", Status::Warning,
        "None of the TLSA records can be used for SMTP: senders encrypt, but verify nothing.",
        "Publish a 3 1 1 record (or 2 1 1 for the issuer's key); usages 0 and 1 don't work for SMTP.",
        "RFC 7672 3.1.3"};
    FindingKind daneMissing{"dane-missing", Status::Critical,
                            "--dane was asked for, but the server's name has no TLSA record.",
                            "Publish a TLSA record at _PORT._tcp.HOST in a signed zone.", "RFC 7672 2.2.3"};
    FindingKind daneInsecure{
        "dane-insecure", Status::Critical,
        "The DNS answers are not secured by DNSSEC, so no sender heeds the TLSA records.",
        "Sign the zones of the domain and of its MX hosts; if they are signed, ask a validating resolver: one on this "
        "machine, or --trust-resolver.",
        "RFC 7672 2.2"};
    FindingKind daneLookupFailed{
        "dane-lookup-failed", Status::Critical, "The TLSA question failed, so DANE senders keep the mail for later.",
        "Look at the name servers of the zone: they must answer TLSA questions, and signatures must be valid.",
        "RFC 7672 2.1.2"};
    FindingKind daneRollover{
        "dane-rollover", Status::Ok, "Whether the TLSA records are ready for a change of the key.",
        "Publish the next key's record beside the current one before the change, and take leftovers out.",
        "RFC 7671 8.1"};
};
inline constexpr TlsFindings tlsFindings;

} // namespace mpm
