// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace mpm {

using UnixTime = std::chrono::sys_seconds;

/// What one certificate says (RFC 5280). Every text is safe to print.
struct Certificate {
    std::string subject; ///< "CN=mail.example.com,O=Example" (RFC 2253)
    std::string issuer;
    std::vector<std::string> names; ///< DNS names and addresses of its subjectAltName
    std::string serial;             ///< hexadecimal
    UnixTime notBefore{};
    UnixTime notAfter{};
    std::string keyType; ///< "RSA", "EC", "ED25519"
    int keyBits = 0;
    std::string digest;                ///< of its signature: "SHA256"; empty where the algorithm has none of its own
    std::string fingerprint;           ///< SHA-256 of the whole, 64 hexadecimal digits
    std::string spkiSha256;            ///< SHA-256 of its public key (SPKI), 64 hexadecimal digits
    std::vector<std::string> purposes; ///< its extended key usage: "clientAuth"; empty: any purpose
    bool selfSigned = false;
    bool authority = false;      ///< may sign others
    bool namesIssuerUrl = false; ///< says where its issuer's certificate is to be had (RFC 5280 section 4.2.2.1)

    /// The subject's CN, else the first name that it is for, else all of the subject.
    std::string shortName() const;

    /// How long it was issued for.
    std::chrono::seconds life() const { return notAfter - notBefore; }

    /// Issued for less than 84 days: public authorities issue some for 45 and for 6.
    bool isShortLived() const { return life() < std::chrono::days(84); }
};

/// Days from `now` to the end of its life, below zero once that is over: exact to the hundredth where it is short-lived
/// or where this is asked for, else as daysLeft has it.
double measuredDays(const Certificate& certificate, UnixTime now, bool exactly = false);

/// Whole days from `now` to the end of its life; once it has expired, those since then as a negative number, -1 at
/// the most.
long daysLeft(const Certificate& certificate, UnixTime now);

/// The same in words: "89 days left", "expired 21 days ago".
std::string lifeOf(const Certificate& certificate, UnixTime now);

/// What makes it too weak to be relied on ("RSA key of 1024 bits", "signed with SHA1"); empty when nothing does.
/// The signature of a self-signed certificate proves nothing and is not looked at.
std::string weaknessOf(const Certificate& certificate);

/// Whether each certificate is directly followed by its issuer's, as RFC 5246 section 7.4.2 demands.
bool isInOrder(const std::vector<Certificate>& chain);

/// "2026-11-22".
std::string formatDate(UnixTime time);

/// "2026-11-22 20:30:05 UTC".
std::string formatTime(UnixTime time);

} // namespace mpm
