// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/peer_text.hpp"
#include "io/deadline.hpp"
#include "io/failure.hpp"
#include "tls/certificate.hpp"
#include "tls/dane.hpp"
#include "tls/version.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpm {

/// One thing that certificate verification complained about.
struct VerifyProblem {
    enum class Kind : std::uint8_t {
        SelfSigned,    ///< the server's own certificate, unknown here
        UnknownRoot,   ///< the chain ends in a root that is unknown here
        UnknownIssuer, ///< an issuer is neither sent nor known here
        NotYetValid,
        Expired,
        NameMismatch,
        Purpose, ///< not issued for servers
        Weak,
        Other,
    };
    Kind kind = Kind::Other;
    int number = 0;    ///< OpenSSL's X509_V_ERR_...
    int depth = 0;     ///< in the chain, 0 is the server's own certificate
    std::string text;  ///< in OpenSSL's words
    std::string about; ///< the certificate's short name, safe to print
};

/// The OCSP response that came along (RFC 6066 section 8).
struct OcspStaple {
    enum class State : std::uint8_t { None, Good, Revoked, Unknown, Unusable };
    State state = State::None;
    std::string detail; ///< why it is unusable
};

/// What a TLS handshake showed.
struct TlsFacts {
    std::optional<Failure> failure;        ///< there is no session: Tls, TimedOut, Closed, LocalFault
    std::string alert;                     ///< the fatal alert that the server sent, in words; empty without one
    TlsVersion version = TlsVersion::None; ///< also of a handshake that failed after certificates had come
    std::string cipher;                    ///< "TLS_AES_256_GCM_SHA384"
    std::string group;                     ///< of the key exchange: "X25519", "DH"; empty where there was none
    int groupBits = 0;
    std::vector<Certificate> chain;      ///< as sent
    std::vector<Certificate> path;       ///< as verified, root last; as far as it could be built
    std::vector<VerifyProblem> problems; ///< of chain and name, in the order found; none: trusted
    bool customAnchors = false;          ///< the user named the authorities
    std::string sni;                     ///< the server name that was asked for; empty: none
    std::string verifyName;              ///< what the name was held against
    std::optional<DaneFacts> dane;       ///< where TLSA records were given
    OcspStaple staple;
    bool clientCertificateWanted = false; ///< the server asked for one
    bool clientCertificateShown = false;  ///< the user had given one
    PeerText plainText;                   ///< what came in the clear behind the 220 to STARTTLS
    PeerText insteadOfTls;                ///< where the first octets from the server are no TLS: their beginning
    UnixTime at{};                        ///< the clock when the certificates were looked at
    Seconds seconds{0};

    bool established() const { return !failure && version != TlsVersion::None; }

    /// The least of daysLeft over the server's certificate and every other one that trust rests on.
    std::optional<long> leastDaysLeft() const;

    /// The server's certificate and every other one that trust rests on; where there is no trust, all that were sent.
    std::vector<const Certificate*> reliedOn() const;

    /// What that least is of; null without certificates.
    const Certificate* firstToExpire() const;

    bool has(VerifyProblem::Kind kind) const;
};

/// Whether these octets can be the beginning of a TLS record (RFC 8446 section 5.1).
bool beginsTlsRecord(std::string_view octets);

} // namespace mpm
