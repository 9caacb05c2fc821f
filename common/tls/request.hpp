// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/record.hpp"
#include "tls/version.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace mpm {

/// Which certification authorities are trusted. Both empty: the system's.
struct TrustAnchors {
    std::string file; ///< PEM
    std::string path; ///< folder with hashed names, as c_rehash makes it
};

/// Which of a server's certificates is wanted, by the kind of its key.
enum class KeyKind : std::uint8_t { Any, Rsa, Ecdsa };

/// What OpenSSL takes of a server's certificates.
constexpr std::size_t mostChainOctets = 100UL * 1024;

/// How a TLS session is to be begun, and what its certificate is to be held against.
struct TlsRequest {
    std::string sni;        ///< a host name; empty: no server name is sent
    std::string verifyName; ///< host name or address that the certificate must be for
    TrustAnchors anchors;
    std::string clientCertificate; ///< PEM file; empty: none
    std::string clientKey;         ///< PEM file; empty: the key is in the certificate's file
    KeyKind key = KeyKind::Any;    ///< signatures of the other kinds are not offered
    TlsVersion least = TlsVersion::Tls12;
    TlsVersion most = TlsVersion::Tls13;
    /// Also take algorithms that the system's policy refuses, to see what an old server does rather
    /// than that it does not please. Nothing secret may be sent over such a session.
    bool lenient = false;
    std::size_t mostChain = mostChainOctets; ///< octets of the certificates that a server may send
    std::vector<TlsaRecord> tlsa;            ///< to hold the chain against (RFC 7672)
    std::vector<std::string> daneNames;      ///< the names that DANE-TA demands one of, the TLSA base domain first
};

/// The request for one host: its name is verified and asked for where no other was given.
TlsRequest forHost(TlsRequest request, const std::string& host);

/// What senders know the host by: the name to verify where `host` is an address and that one is a name, else `host`.
std::string senderName(const std::string& host, const TlsRequest& request);

} // namespace mpm
